/// Who liked and disliked what, as numbers. In come edges: many at once as [SignedEdges][io.skuld.engine.graph.SignedEdges],
/// or one by one while people use the product. Out go consistent views of the graph in both directions, which the models
/// read. Start at [SignedGraph][io.skuld.engine.graph.SignedGraph] (what changes, one writer) and
/// [GraphView][io.skuld.engine.graph.GraphView] (what is read, any number of readers).
///
/// At rest an edge takes twelve bytes: four in each direction for the other end with its sign, four once for weight and time.
@NullMarked
package io.skuld.engine.graph;

import org.jspecify.annotations.NullMarked;
