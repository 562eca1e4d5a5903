-- Items that turned out to be the same as another, in the order in which that was found.
CREATE TABLE item_merge (
    sequence ${serial},
    gone     INTEGER NOT NULL,
    gone_id  TEXT    NOT NULL,
    kept     INTEGER NOT NULL,
    kept_id  TEXT    NOT NULL,
    at       BIGINT  NOT NULL
);
