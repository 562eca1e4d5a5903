/// The pages in a real browser, walked as a person would. Where no Chromium is installed these tests skip and say so, unless
/// `SKULD_REQUIRE_BROWSER=true`.
@NullMarked
package io.skuld.server.web.browser;

import org.jspecify.annotations.NullMarked;
