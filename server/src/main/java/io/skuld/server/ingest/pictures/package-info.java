/// Pictures of what people follow, kept on this machine so that a page never asks anyone else. In: an item's address of a
/// picture. Out: its bytes, when they are a picture. Start at [Pictures].
@NullMarked
package io.skuld.server.ingest.pictures;

import org.jspecify.annotations.NullMarked;
