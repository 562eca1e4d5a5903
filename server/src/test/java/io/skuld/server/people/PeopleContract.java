package io.skuld.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the list of people promises, on every database.
abstract class PeopleContract {
    static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    static final PersonId ANNA = new PersonId("anna");
    static final PersonId BEN = new PersonId("ben");

    TestDatabase place;
    Database database;
    SqlPeople people;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        people = new SqlPeople(database, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    @Test
    void thoseOfAFileAreNamedByTheirIds() {
        assertThat(people.ensure(List.of(ANNA, BEN, ANNA))).isEqualTo(2);
        assertThat(people.all())
                .containsExactly(new Person(ANNA, "anna", NOW), new Person(BEN, "ben", NOW));
    }

    @Test
    void whoCameWithACommunityIsOfItUntilTheyAreNamed() {
        people.save(BEN, "Ben");
        assertThat(people.ensureCommunity(List.of(ANNA, BEN, ANNA))).isEqualTo(1);
        assertThat(people.find(ANNA).orElseThrow().community()).isTrue();
        assertThat(people.find(BEN).orElseThrow().community()).isFalse();
        assertThat(people.ensure(List.of(ANNA))).isZero();
        assertThat(people.find(ANNA).orElseThrow().community()).isTrue();
        List<Person> told = new ArrayList<>();
        people.onSave(told::add);
        Person anna = people.save(ANNA, "Anna");
        assertThat(anna.community()).isFalse();
        assertThat(told).containsExactly(anna);
        assertThat(people.all()).noneMatch(Person::community);
    }

    @Test
    void whoIsThereAlreadyKeepsTheirName() {
        people.save(ANNA, "Anna");
        assertThat(people.ensure(List.of(ANNA, BEN))).isEqualTo(1);
        assertThat(people.ensure(List.of())).isZero();
        assertThat(people.find(ANNA)).contains(new Person(ANNA, "Anna", NOW));
    }

    @Test
    void renamingKeepsTheRest() {
        people.save(ANNA, "Anna");
        SqlPeople later = new SqlPeople(database, InstantSource.fixed(NOW.plusSeconds(60)));
        assertThat(later.save(ANNA, " Anna K. ")).isEqualTo(new Person(ANNA, "Anna K.", NOW));
    }

    @Test
    void aDeletedPersonIsGoneWithPasswordSessionsAndTokens() {
        people.save(ANNA, "Anna");
        people.save(BEN, "Ben");
        database.change(handle -> {
            for (String person : List.of("anna", "ben")) {
                handle.execute("INSERT INTO credential VALUES (?, 'h')", person);
                handle.execute("INSERT INTO session VALUES (?, ?, 1)", "s" + person, person);
                handle.execute(
                        "INSERT INTO token VALUES (?, ?, 'n', ?, 'read', 1, NULL)",
                        "t" + person,
                        person,
                        "h" + person);
                handle.execute(
                        "INSERT INTO import_run VALUES (?, ?, 'f', 'n', 'done', '{}', 1, NULL)",
                        "i" + person,
                        person);
            }
        });
        List<PersonId> told = new ArrayList<>();
        people.beforeDelete(person -> {
            assertThat(people.find(person)).isPresent();
            told.add(person);
        });

        people.delete(ANNA);

        assertThat(told).containsExactly(ANNA);
        assertThat(people.all()).extracting(Person::id).containsExactly(BEN);
        for (String table : List.of("credential", "session", "token", "import_run"))
            assertThat(owners(table)).as(table).containsExactly("ben");
    }

    private List<String> owners(String table) {
        return database.read(handle ->
                handle.createQuery("SELECT person FROM " + table).mapTo(String.class).list());
    }
}
