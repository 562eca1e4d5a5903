package io.skuld.server.people;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The people this Skuld knows. Thread-safe.
public interface People {
    List<Person> all();

    Optional<Person> find(PersonId id);

    /// @throws UnknownPersonException when there is nobody of that id
    default Person known(PersonId id) {
        return find(id).orElseThrow(() -> new UnknownPersonException(id));
    }

    /// Creates those that are not known yet, named by their id.
    ///
    /// @return how many were new
    int ensure(Collection<PersonId> ids);

    /// Creates those that are not known yet as people of a community, named by their id. Who is there already stays what
    /// they are.
    ///
    /// @return how many were new
    int ensureCommunity(Collection<PersonId> ids);

    /// Creates or renames. Somebody of a community who is given a name is of the household from then on.
    Person save(PersonId id, String name);

    /// Calls back after each [#save].
    void onSave(Consumer<Person> listener);

    /// Removes the person and everything that is theirs, for good.
    ///
    /// @return the names of what they had elsewhere and could not be ended, as [#endBeforeDelete] was told them
    List<String> delete(PersonId id);

    /// Calls back before a person is deleted, so that later stages let go of what they know about them.
    void beforeDelete(Consumer<PersonId> listener);

    /// Calls back before a person is deleted, to end what they have outside of this machine.
    ///
    /// @param name of what they have, as `youtube`
    /// @param end false when it could not be ended
    void endBeforeDelete(String name, Predicate<PersonId> end);
}
