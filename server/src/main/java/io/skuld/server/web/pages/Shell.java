package io.skuld.server.web.pages;

import io.skuld.server.ingest.Subscription;
import io.skuld.server.people.Person;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is around every page: whose it is, in which language and theme.
///
/// @param theme `system`, `light` or `dark`
/// @param people everyone this reader may switch to; one entry when they may not
/// @param csrf token of the forms; empty when none is needed
/// @param path of this page
/// @param signedIn true when there is a session to end
/// @param followed what kinds of things the person follows
public record Shell(
        Messages text,
        Formats formats,
        String theme,
        Person person,
        List<Person> people,
        String csrf,
        String path,
        boolean signedIn,
        Set<Subscription.Kind> followed,
        Assets assets) {
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

    public Shell {
        people = List.copyOf(people);
        followed = Set.copyOf(followed);
    }

    /// `ltr` or `rtl`.
    public String direction() {
        return RIGHT_TO_LEFT.contains(text.language()) ? "rtl" : "ltr";
    }

    /// The first letter of the person's name.
    public static String initial(Person person) {
        return person.name()
                .substring(0, person.name().offsetByCodePoints(0, 1))
                .toUpperCase(Locale.ROOT);
    }

    /// Is this the page that a link of the navigation leads to?
    ///
    /// @return `page`, or null for none, as the attribute `aria-current` wants it
    public @Nullable String current(String under) {
        boolean here = under.equals("/") ? path.equals("/") : path.startsWith(under);
        return here ? "page" : null;
    }
}
