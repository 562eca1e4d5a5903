CREATE TABLE account (
    person    TEXT   NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    secrets   TEXT   NOT NULL, -- sealed under the key in the data folder
    connected BIGINT NOT NULL
);

CREATE TABLE quota (
    client TEXT    NOT NULL,
    day    TEXT    NOT NULL, -- of Pacific time
    used   INTEGER NOT NULL,
    PRIMARY KEY (client, day)
);
