/// `./skuld evaluate`: a dataset and the names of models come in, result files come out, with plots beside them. The
/// measuring itself is [io.skuld.engine.evaluation]; here are the flags, the JSON and the pictures. Start at
/// [EvaluateGraphCommand].
@NullMarked
package io.skuld.server.cli.evaluate;

import org.jspecify.annotations.NullMarked;
