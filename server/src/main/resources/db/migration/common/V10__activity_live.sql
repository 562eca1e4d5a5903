-- From where the bucket is to be read the next time; 0 when it was never read live.
ALTER TABLE activity_bucket ADD COLUMN read_until BIGINT NOT NULL DEFAULT 0;
