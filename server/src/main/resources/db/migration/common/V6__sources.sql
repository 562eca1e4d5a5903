CREATE TABLE source (
    id            TEXT    NOT NULL PRIMARY KEY,
    person        TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind          TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    every_ms      BIGINT  NOT NULL,
    next_run      BIGINT  NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL, -- as its host wrote it
    failures      INTEGER NOT NULL, -- in a row
    last_run      BIGINT,           -- source_run.sequence
    import_id     TEXT,
    created       BIGINT  NOT NULL,
    changed       BIGINT  NOT NULL, -- when a person last changed its state
    UNIQUE (person, address)
);
CREATE INDEX source_due ON source (state, next_run);
CREATE INDEX source_of_import ON source (import_id);

CREATE TABLE source_run (
    sequence ${serial},
    source   TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    started  BIGINT  NOT NULL,
    finished BIGINT  NOT NULL,
    outcome  TEXT    NOT NULL,
    added    INTEGER NOT NULL,
    known    INTEGER NOT NULL,
    skipped  INTEGER NOT NULL,
    trouble  TEXT    NOT NULL, -- empty for none
    detail   TEXT    NOT NULL
);
CREATE INDEX source_run_of_source ON source_run (source, sequence);
