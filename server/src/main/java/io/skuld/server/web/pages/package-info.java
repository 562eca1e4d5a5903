/// The pages that people see. In: the stages of the server and a request. Out: HTML from the templates in `src/main/jte`, each
/// fed by one view record. [Pages] holds what all of them share: who looks, in which language and theme. Start at [FeedPages].
@NullMarked
package io.skuld.server.web.pages;

import org.jspecify.annotations.NullMarked;
