package io.skuld.server.web.pages;

import io.skuld.server.people.Person;
import java.util.List;
import java.util.Map;

/// The settings of this browser, of the people, and of the program.
///
/// @param community how many people came with files of many, in words; empty when nobody did
public record SettingsView(
        Shell shell,
        List<Choice> languages,
        List<Choice> themes,
        List<Member> people,
        String community,
        List<GraphVersion> graph,
        List<Group> groups,
        String home,
        boolean administers,
        boolean passwords) {
    /// @param said how many things they said, in words
    public record Member(Person person, String said, boolean deletable) {}

    /// Settings that the learned graph had or has.
    ///
    /// @param origin where it came from and how much better it was, in words
    /// @param values of all settings, by name
    /// @param problem why it cannot be used, or empty
    public record GraphVersion(
            String name, boolean live, String origin, Map<String, String> values, String problem) {}

    /// The settings of one feature.
    ///
    /// @param counted how many there are, and how many were changed, in words
    public record Group(String title, String counted, List<Setting> settings) {
        public Group {
            settings = List.copyOf(settings);
        }

        /// Whether any is not as Skuld ships it.
        public boolean changed() {
            return settings.stream().anyMatch(Setting::changed);
        }
    }

    /// @param source where the value came from, in words
    /// @param variable the environment variable that sets it
    public record Setting(
            String key,
            String explanation,
            String value,
            String defaultValue,
            String source,
            String variable,
            boolean changed) {}

    public SettingsView {
        languages = List.copyOf(languages);
        themes = List.copyOf(themes);
        people = List.copyOf(people);
        graph = List.copyOf(graph);
        groups = List.copyOf(groups);
    }
}
