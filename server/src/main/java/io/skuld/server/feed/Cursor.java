package io.skuld.server.feed;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;

/// Where a scroll is. Opaque to whoever holds it; bound to what was asked for, so that it cannot be carried into another
/// person's or mode's feed.
///
/// @param ranking names the kept ranking
/// @param seed makes the ranking again when it is not kept any more
/// @param place the first place of the next page
/// @param asked a hash of the person, mode, budget and kind
record Cursor(long ranking, long seed, int place, int asked) {
    private static final int BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    static int hashOf(FeedRequest request) {
        return Objects.hash(
                request.person().value(),
                request.mode().label(),
                request.budget() == null ? 0 : request.budget().toSeconds(),
                request.kind() == null ? "" : request.kind().label());
    }

    /// Reads the cursor of a request.
    ///
    /// @throws IllegalArgumentException when it is no cursor, or one of another feed
    static Cursor parse(String text, FeedRequest request) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
        if (bytes.length != BYTES) throw unreadable();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Cursor cursor =
                new Cursor(buffer.getLong(), buffer.getLong(), buffer.getInt(), buffer.getInt());
        if (cursor.place < 0) throw unreadable();
        if (cursor.asked != hashOf(request))
            throw new IllegalArgumentException(
                    "This cursor belongs to a feed of another person, mode, budget or kind. Ask with the same ones again, or leave the cursor out to start anew.");
        return cursor;
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "This is not a cursor of the feed. Use the one of the page before as it is, or leave it out to start anew.");
    }

    Cursor at(int newPlace) {
        return new Cursor(ranking, seed, newPlace, asked);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(BYTES)
                                .putLong(ranking)
                                .putLong(seed)
                                .putInt(place)
                                .putInt(asked)
                                .array());
    }
}
