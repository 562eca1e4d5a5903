-- An item's own id stands in its row and is found there; `alias` keeps its other names. Nearly all items have one name, and
-- an index in the order of names is written all over with every batch of an import.
DELETE FROM alias WHERE EXISTS (SELECT 1 FROM item WHERE item.number = alias.item AND item.id = alias.alias);

-- All names of all items.
CREATE VIEW item_name (name, item) AS
    SELECT id, number FROM item
    UNION ALL
    SELECT alias, item FROM alias;
