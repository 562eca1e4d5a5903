CREATE TABLE signal (
    sequence   ${serial}, -- position in the log
    id         TEXT     NOT NULL UNIQUE,
    person     TEXT     NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    item       INTEGER  NOT NULL REFERENCES item (number),
    type       TEXT     NOT NULL,
    value      DOUBLE PRECISION,
    at         BIGINT   NOT NULL,
    zone       TEXT     NOT NULL,
    provenance TEXT     NOT NULL,
    import_id  TEXT,
    context    TEXT     NOT NULL, -- JSON object
    state      SMALLINT NOT NULL  -- 1 active, 0 retracted by the person, -1 its import was undone; follows from retraction
);
CREATE INDEX signal_of_person ON signal (person, sequence);
CREATE INDEX signal_active ON signal (person, at, sequence) WHERE state = 1;
CREATE INDEX signal_of_import ON signal (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX signal_about_item ON signal (item);

-- Append-only, as the signals: each change of a signal's state in the order it happened.
CREATE TABLE retraction (
    sequence ${serial},
    signal   TEXT     NOT NULL REFERENCES signal (id) ON DELETE CASCADE,
    person   TEXT     NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    at       BIGINT   NOT NULL,
    state    SMALLINT NOT NULL -- what it became: see signal.state
);
CREATE INDEX retraction_of_signal ON retraction (signal);
CREATE INDEX retraction_of_person ON retraction (person);

-- One row: the sum of the hashes of all active signals, kept up with each change.
CREATE TABLE log_version (
    id  SMALLINT NOT NULL PRIMARY KEY,
    sum TEXT     NOT NULL
);
INSERT INTO log_version (id, sum) VALUES (1, '0');

CREATE TABLE import_run (
    id        TEXT   NOT NULL PRIMARY KEY,
    person    TEXT   REFERENCES person (id) ON DELETE CASCADE,
    format    TEXT   NOT NULL,
    file_name TEXT   NOT NULL,
    status    TEXT   NOT NULL,
    counts    TEXT   NOT NULL, -- JSON object
    started   BIGINT NOT NULL,
    finished  BIGINT
);
CREATE INDEX import_run_of_person ON import_run (person);

CREATE TABLE import_skip (
    import_id TEXT   NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
    part      TEXT   NOT NULL, -- the file inside the folder or archive
    line      BIGINT NOT NULL,
    reason    TEXT   NOT NULL,
    text      TEXT   NOT NULL
);
CREATE INDEX import_skip_of_run ON import_skip (import_id);
