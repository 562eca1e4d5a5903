-- Settings of the learned graph that were found better than those before: versions of the model. What was found for the
-- weight alone goes; the next search finds it again.
DROP TABLE tuned_lift;
DROP TABLE tuning_part;

CREATE TABLE graph_version (
    sequence ${serial}, -- its number
    at       BIGINT           NOT NULL,
    settings TEXT             NOT NULL, -- JSON
    gain     DOUBLE PRECISION NOT NULL, -- over what was live before, on held-out opinions
    low      DOUBLE PRECISION NOT NULL, -- its 95 % interval
    high     DOUBLE PRECISION NOT NULL,
    opinions INTEGER          NOT NULL
);

-- Which version was made live when; the last one counts. 0 is what Skuld ships with.
CREATE TABLE graph_activation (
    sequence ${serial},
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL
);

-- What a search that was cut off had tried.
CREATE TABLE tuning_trial (
    run       TEXT             NOT NULL, -- what it looked at: the log's version and what was live
    candidate TEXT             NOT NULL,
    worth     DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (run, candidate)
);
