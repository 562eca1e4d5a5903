/// What every route needs: who is calling and what they may do, problems as `application/problem+json`, limits.
@NullMarked
package io.skuld.server.http;

import org.jspecify.annotations.NullMarked;
