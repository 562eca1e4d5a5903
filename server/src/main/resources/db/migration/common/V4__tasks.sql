CREATE TABLE task (
    sequence ${serial},
    id       TEXT   NOT NULL UNIQUE,
    kind     TEXT   NOT NULL,
    title    TEXT   NOT NULL,
    owner    TEXT   NOT NULL, -- the process that runs it: host, process id, start
    person   TEXT   REFERENCES person (id) ON DELETE CASCADE,
    status   TEXT   NOT NULL,
    done     BIGINT NOT NULL,
    total    BIGINT NOT NULL,
    message  TEXT   NOT NULL,
    created  BIGINT NOT NULL,
    finished BIGINT
);
CREATE INDEX task_of_person ON task (person);
