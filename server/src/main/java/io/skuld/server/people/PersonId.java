package io.skuld.server.people;

import java.util.regex.Pattern;

/// Names one person: `me`, `anna`, `610`. Used in addresses, so it is short and plain.
public record PersonId(String value) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");

    /// The person who is there from the first start.
    public static final PersonId ME = new PersonId("me");

    public PersonId {
        if (!PLAIN.matcher(value).matches())
            throw new IllegalArgumentException(
                    "A person's id is 1 to 64 letters, digits, '_', '.', '@' or '-', got '%s'"
                            .formatted(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
