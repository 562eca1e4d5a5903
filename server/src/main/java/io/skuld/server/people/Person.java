package io.skuld.server.people;

import java.time.Instant;

/// @param name what the pages call this person
public record Person(PersonId id, String name, Instant created) {
    public Person {
        if (name.isBlank()) throw new IllegalArgumentException("A person needs a name");
    }
}
