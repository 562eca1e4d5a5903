CREATE TABLE person (
    id      TEXT   NOT NULL PRIMARY KEY,
    name    TEXT   NOT NULL,
    created BIGINT NOT NULL -- milliseconds since 1970 UTC, like every time here
);

CREATE TABLE credential (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    hash   TEXT NOT NULL -- Argon2id in its own notation
);

CREATE TABLE session (
    hash    TEXT   NOT NULL PRIMARY KEY,
    person  TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    expires BIGINT NOT NULL
);
CREATE INDEX session_of_person ON session (person);

CREATE TABLE token (
    id        TEXT   NOT NULL PRIMARY KEY,
    person    TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name      TEXT   NOT NULL,
    hash      TEXT   NOT NULL UNIQUE,
    scopes    TEXT   NOT NULL, -- separated by blanks
    created   BIGINT NOT NULL,
    last_used BIGINT
);
CREATE INDEX token_of_person ON token (person);
