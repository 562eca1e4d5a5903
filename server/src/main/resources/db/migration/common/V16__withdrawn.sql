-- Signals that a reading took back because its source says them no more.
ALTER TABLE source_run ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
