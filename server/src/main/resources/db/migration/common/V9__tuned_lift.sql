-- What was found to be better than what came before it; the newest is live.
CREATE TABLE tuned_lift (
    sequence   ${serial},
    at         BIGINT           NOT NULL,
    community  DOUBLE PRECISION NOT NULL,
    doubt      DOUBLE PRECISION NOT NULL,
    attributes DOUBLE PRECISION NOT NULL,
    gain       DOUBLE PRECISION NOT NULL, -- over what was live before, on held-out opinions
    low        DOUBLE PRECISION NOT NULL, -- its 95 % interval
    high       DOUBLE PRECISION NOT NULL,
    opinions   INTEGER          NOT NULL
);

-- Parts of a search that were done before it was cut off.
CREATE TABLE tuning_part (
    run     TEXT NOT NULL, -- what it looked at: the log's version and what was live
    person  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    outcome TEXT NOT NULL, -- JSON
    PRIMARY KEY (run, person)
);
