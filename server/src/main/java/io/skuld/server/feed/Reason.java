package io.skuld.server.feed;

import io.skuld.server.catalog.ItemId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One reason why an item is where it is. A reason made of something the person said names that signal, so that the
/// cause can be removed with `DELETE /signals/{signal}`.
///
/// @param arguments what the message's `{names}` stand for
/// @param item the item that the cause is about, or null when it is no signal of theirs
/// @param title that item's title, or null
/// @param signal id of the signal to retract, or null
/// @param contribution rating points it moves the prediction up, or down when negative, or, when it is of the graph, the
///     place in the feed; 0 when it is no matter of taste
public record Reason(
        Kind kind,
        Map<String, String> arguments,
        @Nullable ItemId item,
        @Nullable String title,
        @Nullable String signal,
        double contribution) {
    /// Among the arguments, the message of what was said, with the other arguments as its own.
    static final String SAID = "said";

    /// What sort of reason; each has a message `why.…` of its own.
    public enum Kind {
        /// `title`, `value`: they rated it, and this is like it.
        RATED,
        /// `title`: they liked it, and this is like it.
        LIKED,
        /// `title`: they disliked it, and this is like it.
        DISLIKED,
        /// `title`, `value`: they rated it, and what sets this apart from it counts.
        UNLIKE,
        /// `title`: they disliked it, and this is different from it.
        UNLIKE_DISLIKED,
        /// `title`: they played it, and this is like it.
        PLAYED,
        /// `title`: they skipped it, and this is like it.
        SKIPPED,
        /// `title`: they did not want to see it again, and this is like it.
        DISMISSED,
        /// How they rate in general.
        BASELINE,
        /// `said` for another item: people who like that one like this too.
        COMMUNITY,
        /// `said` for another item: people who like that one do not like this.
        COMMUNITY_AGAINST,
        /// `said` against another item: people who like that one do not like this.
        OTHER_CAMP,
        /// `said` against another item: people who like that one like this too.
        OTHER_CAMP_AGAINST,
        /// `said`, what they said of another, and `facts`, what both have in common.
        SHARED,
        /// `days`: it appeared this many days ago.
        FRESH,
        /// `days`: they liked it this many days ago.
        FORGOTTEN,
        /// `sd`: the prediction is unsure, and their answer would tell much.
        EXPLORE,
        /// Newest first, without a model.
        NEWEST,
        /// They have not rated anything yet.
        STARTER;

        /// Does it come from the graph? Then it moves the item in the feed, and not the expected rating.
        public boolean ofGraph() {
            return switch (this) {
                case COMMUNITY, COMMUNITY_AGAINST, OTHER_CAMP, OTHER_CAMP_AGAINST, SHARED -> true;
                case RATED,
                        LIKED,
                        DISLIKED,
                        UNLIKE,
                        UNLIKE_DISLIKED,
                        PLAYED,
                        SKIPPED,
                        DISMISSED,
                        BASELINE,
                        FRESH,
                        FORGOTTEN,
                        EXPLORE,
                        NEWEST,
                        STARTER ->
                        false;
            };
        }

        String message() {
            return "why." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Reason {
        arguments = Map.copyOf(arguments);
    }

    /// The message's key in the bundles: `why.liked`.
    public String message() {
        return kind.message();
    }
}
