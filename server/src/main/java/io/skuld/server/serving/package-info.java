/// The graph model as a service for other programs: recommendations, ranking and re-ranking of given candidates, bulk
/// interactions, and a look inside (edges, vectors, versions, times). In: names and interactions over HTTP, or a signed
/// data set. Out: JSON. The model is [io.skuld.server.learning.ServedModel]: the household's live graph, or one fitted to a
/// data set and kept current by a journal of its own. Start at [io.skuld.server.serving.ServingRoutes].
@NullMarked
package io.skuld.server.serving;

import org.jspecify.annotations.NullMarked;
