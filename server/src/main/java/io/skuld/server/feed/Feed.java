package io.skuld.server.feed;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.people.PersonId;
import java.util.List;

/// What a person is shown. Thread-safe. A signal that was acknowledged is heeded by everything that is asked after it.
public interface Feed {
    /// One page. The pages of one scroll never repeat an item. A cursor whose ranking is no longer kept, as after a
    /// restart, is answered from a new ranking with the same seed.
    ///
    /// @throws IllegalArgumentException when the cursor is not one of this person, mode, kind and budget
    FeedPage page(FeedRequest request);

    /// Items whose ratings would tell the most about this person, the most telling first. Another seed gives others.
    List<Card> sample(PersonId person, int count, long seed);

    /// Why an item is predicted as it is, strongest reasons first, those against it included.
    List<Reason> why(PersonId person, ItemId item);

    /// Everything about one item for one person.
    ItemView item(PersonId person, ItemId item);

    /// Items by the words of title and creator, best match first.
    List<ItemView.Found> search(PersonId person, Catalog.Query query);
}
