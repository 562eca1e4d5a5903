CREATE TABLE item (
    number      INTEGER NOT NULL PRIMARY KEY, -- ascending, never reused
    id          TEXT   NOT NULL UNIQUE,
    kind        TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    title_plain TEXT   NOT NULL, -- as Titles.normalise, for search
    creator     TEXT   NOT NULL,
    description TEXT   NOT NULL,
    genres      TEXT   NOT NULL, -- JSON array
    tags        TEXT   NOT NULL, -- JSON array
    language    TEXT   NOT NULL,
    year        INTEGER,
    published   BIGINT,
    duration_ms BIGINT,
    location    TEXT   NOT NULL,
    thumbnail   TEXT   NOT NULL,
    extras      TEXT   NOT NULL, -- JSON object
    added_at    BIGINT NOT NULL
);

-- One row: the number given last.
CREATE TABLE last_item (
    number INTEGER NOT NULL
);
INSERT INTO last_item (number) VALUES (0);

-- Every name of an item, its own id among them: one look-up finds it by any.
CREATE TABLE alias (
    alias TEXT    NOT NULL PRIMARY KEY,
    item  INTEGER NOT NULL REFERENCES item (number) ON DELETE CASCADE
);
CREATE INDEX alias_of_item ON alias (item);

-- The words of title and creator; a prefix is a range of it. Bytewise order, so that both databases agree.
CREATE TABLE item_word (
    word TEXT ${bytewise} NOT NULL,
    item INTEGER NOT NULL REFERENCES item (number) ON DELETE CASCADE,
    PRIMARY KEY (word, item)
)${clustered};
CREATE INDEX item_word_of_item ON item_word (item);

CREATE TABLE vector (
    encoder      TEXT    NOT NULL, -- name and version
    content_hash TEXT    NOT NULL,
    numbers      ${blob} NOT NULL, -- 32-bit floats, little-endian
    PRIMARY KEY (encoder, content_hash)
);
