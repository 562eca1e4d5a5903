/// A person's YouTube account, read with their own OAuth client: subscriptions, likes, dislikes, and the facts of videos. In:
/// a permission the person gave at Google. Out: what they follow, items and signals. Tokens are kept encrypted, the daily
/// share of requests is never exceeded. Start at [Accounts], then [AccountReader].
@NullMarked
package io.skuld.server.ingest.account;

import org.jspecify.annotations.NullMarked;
