package io.skuld.server.ingest;

import io.skuld.server.catalog.Described;
import io.skuld.server.people.PersonId;
import java.util.Set;
import java.util.TreeSet;

/// Looks through a file of many people before anything is imported, only at who speaks: a mistaken request must not
/// mix up people.
final class PeopleInFile implements ImportSink {
    private static final int NAMES = 8;

    /// Ends a look as soon as the answer is known.
    private static final class Answered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Answered() {
            super(null, null, false, false);
        }
    }

    private final int enough;
    private final @org.jspecify.annotations.Nullable String wanted;
    private final Set<String> names = new TreeSet<>();
    private boolean found;

    private PeopleInFile(int enough, @org.jspecify.annotations.Nullable String wanted) {
        this.enough = enough;
        this.wanted = wanted;
    }

    /// @throws ManyPeopleException when a file of several people is to become this person's
    static void requireOne(Importers.Match match, ReadOptions options, PersonId person) {
        PeopleInFile people = new PeopleInFile(2, null);
        people.look(match, options);
        if (people.names.size() > 1) throw new ManyPeopleException(person, people.names);
    }

    /// @throws NobodyOfThatNameException when this person is not in the file
    static void requireNamed(Importers.Match match, ReadOptions options, String only) {
        PeopleInFile people = new PeopleInFile(NAMES, only);
        people.look(match, options);
        if (!people.found) throw new NobodyOfThatNameException(only, people.names);
    }

    private void look(Importers.Match match, ReadOptions options) {
        try {
            match.read(options, this);
        } catch (Answered e) {
            // What was wanted is known; the rest of the file is read by the import.
        }
    }

    @Override
    public void said(Where where, Said said) {
        String who = said.who();
        if (who == null) return;
        if (names.size() < NAMES) names.add(who);
        found |= who.equals(wanted);
        if (found || (wanted == null && names.size() >= enough)) throw new Answered();
    }

    @Override
    public void item(Described item) {
        // Items are everyone's.
    }

    @Override
    public void skip(Where where, SkipReason reason, String detail) {
        // Told by the import itself.
    }

    @Override
    public void note(String text) {
        // Told by the import itself.
    }
}
