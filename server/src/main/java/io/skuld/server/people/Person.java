package io.skuld.server.people;

import java.time.Instant;

/// @param name what the pages call this person
/// @param community whether they came with a file of many people, and are not of the household
public record Person(PersonId id, String name, Instant created, boolean community) {
    /// What may be given as a name.
    public static final int LONGEST_NAME = 100;

    public Person {
        if (name.isBlank()) throw new IllegalArgumentException("A person needs a name");
    }

    /// Somebody of the household.
    public Person(PersonId id, String name, Instant created) {
        this(id, name, created, false);
    }
}
