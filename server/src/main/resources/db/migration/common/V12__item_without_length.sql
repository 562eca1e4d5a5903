-- Videos whose facts are to be asked for: few, or none, of a large catalogue.
CREATE INDEX item_without_length ON item (number) WHERE kind = 'video' AND duration_ms IS NULL;
