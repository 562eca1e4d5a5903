package io.skuld.server.web.pages;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feed.Card;
import io.skuld.server.feed.ItemView;
import io.skuld.server.feed.Prediction;
import io.skuld.server.feed.Reason;
import io.skuld.server.feed.ReasonText;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.pictures.Pictures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns items into the words of one language.
final class Cards {
    private final Messages text;
    private final Formats formats;
    private final Set<Subscription.Kind> followed;

    Cards(Shell shell) {
        this.text = shell.text();
        this.formats = shell.formats();
        this.followed = shell.followed();
    }

    /// The address of an item's page. Its id may hold anything, so everything but `:` and `/` is encoded.
    static String href(ItemId id) {
        return "/items/" + Pages.encode(id.toString()).replace("%3A", ":").replace("%2F", "/");
    }

    /// A card of the feed.
    CardView of(Card card, boolean early) {
        String why = card.why().isEmpty() ? null : why(card.why().getFirst());
        return view(card.item(), length(card), card.prediction(), Said.NOTHING, why, early);
    }

    /// The same card after the reader said something.
    CardView of(ItemView view) {
        String why =
                view.why().stream()
                        .filter(reason -> reason.contribution() >= 0)
                        .findFirst()
                        .map(this::why)
                        .orElse(null);
        return view(
                view.item(),
                length(view.item()),
                view.prediction(),
                said(view.signals()),
                why,
                true);
    }

    CardView of(ItemView.Found found) {
        return view(
                found.item(), length(found.item()), found.prediction(), Said.NOTHING, null, true);
    }

    List<CauseView> causes(List<Reason> reasons) {
        List<CauseView> causes = new ArrayList<>();
        for (Reason reason : reasons)
            causes.add(
                    new CauseView(
                            why(reason),
                            reason.item() == null ? null : href(reason.item()),
                            reason.contribution() == 0
                                    ? null
                                    : formats.change(reason.contribution()),
                            reason.contribution() < 0,
                            reason.kind().ofGraph(),
                            reason.signal()));
        return causes;
    }

    /// What a signal said, as `rated 7.8` or `watched, 40 %`.
    String signal(Signal signal) {
        return switch (signal) {
            case Signal.Rated(double value) ->
                    text.get("signal.rated", "rating", formats.rating(value));
            case Signal.Played(Double share) -> share(share, "signal.played");
            case Signal.Skipped(Double share) -> share(share, "signal.skipped");
            case Signal.Labelled(boolean would) ->
                    text.get(would ? "signal.labelled.yes" : "signal.labelled.no");
            case Signal.Liked() -> text.get("signal.liked");
            case Signal.Disliked() -> text.get("signal.disliked");
            case Signal.Dismissed() -> text.get("signal.dismissed");
            case Signal.NotNow() -> text.get("signal.not-now");
            case Signal.GoodTiming() -> text.get("signal.good-timing");
            case Signal.Removed() -> text.get("signal.removed");
        };
    }

    String kind(Item item) {
        return text.get("kind." + item.kind().label());
    }

    private String share(@Nullable Double share, String key) {
        return share == null
                ? text.get(key)
                : text.get(key + ".share", "percent", Math.round(share * 100));
    }

    private String picture(Item item) {
        return Pictures.has(item, followed)
                ? "/pictures/" + href(item.id()).substring("/items/".length())
                : ArtRoutes.path(item);
    }

    private String why(Reason reason) {
        return ReasonText.of(reason, text.locale());
    }

    private CardView view(
            Item item,
            @Nullable String length,
            @Nullable Prediction prediction,
            Said said,
            @Nullable String why,
            boolean early) {
        String id = item.id().toString();
        return new CardView(
                anchor(id),
                id,
                Pages.encode(id),
                href(item.id()),
                item.title(),
                meta(item),
                picture(item),
                length,
                prediction == null ? null : formats.rating(prediction.mean()),
                prediction == null ? null : plain(prediction.mean()),
                prediction == null
                        ? ""
                        : text.get("card.guess", "rating", formats.estimate(prediction)),
                said.rating == null ? null : plain(said.rating),
                said.rating == null ? "" : formats.rating(said.rating),
                said.liked,
                said.disliked,
                why,
                said.gone == null
                        ? null
                        : new CardView.Gone(
                                text.get("gone." + said.gone.signal().type()), said.gone.id()),
                early);
    }

    /// Kind, creator, year: what tells two things of one title apart.
    private String meta(Item item) {
        List<String> parts = new ArrayList<>();
        parts.add(kind(item));
        if (!item.creator().isEmpty()) parts.add(item.creator());
        if (item.year() != null) parts.add(item.year().toString());
        else if (item.published() != null) parts.add(formats.date(item.published()));
        return String.join(" · ", parts);
    }

    private @Nullable String length(Card card) {
        if (card.lengthEstimated()) return null;
        return formats.length(card.length());
    }

    private @Nullable String length(Item item) {
        Duration length = item.duration();
        return length == null || length.isZero() ? null : formats.length(length);
    }

    private static String anchor(String id) {
        return "i" + Integer.toHexString(id.hashCode());
    }

    private static String plain(double rating) {
        return String.format(Locale.ROOT, "%.1f", rating);
    }

    /// What the reader said about an item, newest word first.
    ///
    /// @param gone the word that hides it, or null
    private record Said(
            @Nullable Double rating, boolean liked, boolean disliked, @Nullable Feedback gone) {
        static final Said NOTHING = new Said(null, false, false, null);
    }

    private static Said said(List<Feedback> newestFirst) {
        Double rating = null;
        Signal verdict = null;
        Feedback gone = null;
        for (Feedback entry : newestFirst) {
            Signal signal = entry.signal();
            if (signal instanceof Signal.Rated(double value) && rating == null) rating = value;
            boolean decides = signal instanceof Signal.Liked || signal instanceof Signal.Disliked;
            if (decides && verdict == null) verdict = signal;
            if (gone == null && entry.equals(newestFirst.getFirst()) && hides(signal)) gone = entry;
        }
        return new Said(
                rating, verdict instanceof Signal.Liked, verdict instanceof Signal.Disliked, gone);
    }

    private static boolean hides(Signal signal) {
        return signal instanceof Signal.Disliked
                || signal instanceof Signal.Dismissed
                || signal instanceof Signal.NotNow;
    }
}
