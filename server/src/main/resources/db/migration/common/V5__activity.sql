-- One watcher on one machine of a person.
CREATE TABLE activity_bucket (
    sequence ${serial},
    person   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    machine  TEXT NOT NULL,
    name     TEXT NOT NULL,
    watcher  TEXT NOT NULL,
    UNIQUE (person, machine, name)
);

CREATE TABLE activity_event (
    bucket    BIGINT   NOT NULL REFERENCES activity_bucket (sequence) ON DELETE CASCADE,
    at        BIGINT   NOT NULL,
    millis    BIGINT   NOT NULL, -- how long
    app       TEXT     NOT NULL,
    title     TEXT     NOT NULL,
    url       TEXT     NOT NULL, -- host and path
    audible   SMALLINT NOT NULL,
    hidden    SMALLINT NOT NULL, -- 1: only the time is kept, the texts are empty
    import_id TEXT,
    PRIMARY KEY (bucket, at)
)${clustered};
CREATE INDEX activity_event_of_import ON activity_event (import_id) WHERE import_id IS NOT NULL;

-- In the person's own words: see PrivatePatterns and Categories.
CREATE TABLE activity_rule (
    person     TEXT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    hidden     TEXT NOT NULL,
    categories TEXT NOT NULL
);
