-- People who came with a file of many, and are not of the household.
CREATE TABLE community (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE
);
