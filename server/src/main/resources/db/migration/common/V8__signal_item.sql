-- No query asks for the signals about an item without their person, and scattered over the items this index took half
-- of what an import writes.
DROP INDEX signal_about_item;
