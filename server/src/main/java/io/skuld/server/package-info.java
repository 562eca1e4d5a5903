/// Skuld, the product: people and items. A stage uses only stages before it, in this order: `settings`, `database`,
/// `tasks`, `people`, `catalog`, `feedback`, `ingest`, `encoders`, `learning`, `feed`, `http`, `web`, `cli`. Start at
/// [App].
@NullMarked
package io.skuld.server;

import org.jspecify.annotations.NullMarked;
