package io.skuld.server.cli.evaluate;

import io.skuld.server.catalog.Item;

/// A film that one person said they would or would not watch.
///
/// @param part `train`, `valid` or `test`
record LabelledFilm(Item item, boolean would, String part) {}
