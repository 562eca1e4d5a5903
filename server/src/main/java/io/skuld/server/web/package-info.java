/// Pages, REST, OpenAPI, live events and static files over HTTP.
@NullMarked
package io.skuld.server.web;

import org.jspecify.annotations.NullMarked;
