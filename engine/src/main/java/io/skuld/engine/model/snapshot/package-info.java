/// A fitted model in one file, written whole or not at all and checked before it is believed. In comes a model with its
/// provenance, out comes a file that any number of serving processes load. Start at
/// [HybridSnapshot][io.skuld.engine.model.snapshot.HybridSnapshot]; [SnapshotFile][io.skuld.engine.model.snapshot.SnapshotFile]
/// is the format, [SnapshotFolder][io.skuld.engine.model.snapshot.SnapshotFolder] keeps several and falls back to an older
/// one when the newest is damaged.
@NullMarked
package io.skuld.engine.model.snapshot;

import org.jspecify.annotations.NullMarked;
