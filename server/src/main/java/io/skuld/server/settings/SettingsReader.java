package io.skuld.server.settings;

import io.skuld.server.Suggestion;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns the settings file, the environment and the command line into records, one per feature. The later of the three
/// wins. Each record component `retrainEvery` of the feature `learning` is the key `learning.retrain-every` and the
/// variable `SKULD_LEARNING_RETRAIN_EVERY`.
///
/// Every feature binds its record; then [#finish] refuses keys that nobody asked for, all of them at once.
public final class SettingsReader {
    /// The file in the data folder.
    public static final String FILE = "skuld.properties";

    private static final String ENV_PREFIX = "SKULD_";

    /// Variables of the launcher and of the tests: not settings.
    private static final List<String> NOT_SETTINGS =
            List.of("SKULD_HOME", "SKULD_JAVA_OPTS", "SKULD_TEST_", "SKULD_REQUIRE_");

    /// Where an effective value came from.
    public enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        COMMAND_LINE
    }

    /// @param secret its value must not be shown
    public record Effective(
            String key, String value, String defaultValue, Source source, boolean secret) {}

    private record Given(String value, Source source) {}

    private final Map<String, String> flags;
    private final Map<String, String>
            environment; // by key with '-' as '.': a variable's name has lost the difference
    private final Map<String, String> file;
    private final Map<String, Effective> effective = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
        this.flags = flags;
        this.environment = environment;
        this.file = file;
    }

    /// @param file the settings file; may be absent
    /// @param environment as [System#getenv()]
    /// @param flags keys set on the command line
    public static SettingsReader read(
            Path file, Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (isSetting(name)) variables.put(flatKey(name), value);
        });
        List<String> unreadable = new ArrayList<>();
        SettingsReader reader =
                new SettingsReader(Map.copyOf(flags), variables, fileValues(file, unreadable));
        reader.problems.addAll(unreadable);
        return reader;
    }

    /// Reads the keys `prefix.…` into a record of the type of its defaults. A value that does not fit is reported by
    /// [#finish]; until then the default stands in.
    public <R extends Record> R bind(String prefix, R defaults) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) defaults.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int c = 0; c < components.length; c++)
            values[c] = value(prefix, components[c], valueOf(components[c], defaults));
        try {
            return constructor(type, components).newInstance(values);
        } catch (InvocationTargetException e) {
            problems.add(String.valueOf(e.getTargetException().getMessage()));
            return defaults;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made from settings", e);
        }
    }

    /// Refuses the start when a key is unknown or a value does not fit.
    public void finish() {
        var flat = new TreeSet<String>();
        effective.keySet().forEach(key -> flat.add(key.replace('-', '.')));
        for (String key : flags.keySet())
            if (!effective.containsKey(key)) problems.add(unknown(key, key));
        for (String key : environment.keySet())
            if (!flat.contains(key))
                problems.add(unknown("The variable " + environmentName(key), key));
        for (String key : file.keySet())
            if (!effective.containsKey(key)) problems.add(unknown(key, key));
        if (!problems.isEmpty()) throw new SettingsException(problems);
    }

    /// Every bound key with its value, in the order of binding.
    public List<Effective> effective() {
        return List.copyOf(effective.values());
    }

    /// The environment variable of a key.
    public static String environmentName(String key) {
        return ENV_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private Object value(String prefix, RecordComponent component, Object fallback) {
        String key = prefix + "." + kebab(component.getName());
        Given found = given(key);
        String defaultText = text(fallback);
        boolean secret = key.endsWith("password");
        if (found == null) {
            effective.put(
                    key, new Effective(key, defaultText, defaultText, Source.DEFAULT, secret));
            return fallback;
        }
        effective.put(key, new Effective(key, found.value, defaultText, found.source, secret));
        try {
            return parse(component.getType(), found.value.strip());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            problems.add(
                    "%s = %s does not fit: %s is expected, as in %s"
                            .formatted(
                                    key, found.value, expected(component.getType()), defaultText));
            return fallback;
        }
    }

    private @Nullable Given given(String key) {
        String flag = flags.get(key);
        if (flag != null) return new Given(flag, Source.COMMAND_LINE);
        String variable = environment.get(key.replace('-', '.'));
        if (variable != null) return new Given(variable, Source.ENVIRONMENT);
        String line = file.get(key);
        return line == null ? null : new Given(line, Source.FILE);
    }

    private String unknown(String shown, String key) {
        return "%s is not a setting.%s".formatted(shown, Suggestion.of(key, effective.keySet()));
    }

    private static Map<String, String> fileValues(Path file, List<String> problems) {
        Map<String, String> values = new TreeMap<>();
        if (!Files.exists(file)) return values;
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return values;
    }

    private static boolean isSetting(String name) {
        return name.startsWith(ENV_PREFIX) && NOT_SETTINGS.stream().noneMatch(name::startsWith);
    }

    private static String flatKey(String name) {
        return name.substring(ENV_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(component + " cannot be read", e);
        }
    }

    private static <R extends Record> Constructor<R> constructor(
            Class<R> type, RecordComponent[] components) throws NoSuchMethodException {
        return type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    }

    private static Object parse(Class<?> type, String text) {
        if (type == int.class) return Integer.parseInt(text);
        if (type == long.class) return Long.parseLong(text);
        if (type == float.class) return Float.parseFloat(text);
        if (type == double.class) return Double.parseDouble(text);
        if (type == boolean.class) return flag(text);
        if (type == String.class) return text;
        if (type == Duration.class) return duration(text);
        if (type == Path.class) return Path.of(text);
        if (type == List.class)
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        throw new IllegalStateException("A setting cannot have the type " + type);
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration duration(String text) {
        if (text.startsWith("P") || text.startsWith("p")) return Duration.parse(text);
        String number = text.replaceAll("[a-z]+$", "").strip();
        long n = Long.parseLong(number);
        return switch (text.substring(number.length()).strip()) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            case "d" -> Duration.ofDays(n);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String expected(Class<?> type) {
        if (type == Duration.class) return "a number with ms, s, m, h or d";
        if (type == boolean.class) return "true or false";
        if (type == int.class || type == long.class) return "a whole number";
        return type == double.class || type == float.class ? "a number" : "text";
    }

    private static String text(Object value) {
        return switch (value) {
            case Duration d when d.equals(Duration.ZERO) -> "0s";
            case Duration d when d.toMillis() % 1000 != 0 -> d.toMillis() + "ms";
            case Duration d when d.toSeconds() % 86400 == 0 -> d.toDays() + "d";
            case Duration d when d.toSeconds() % 3600 == 0 -> d.toHours() + "h";
            case Duration d when d.toSeconds() % 60 == 0 -> d.toMinutes() + "m";
            case Duration d -> d.toSeconds() + "s";
            case List<?> list -> String.join(", ", list.stream().map(Object::toString).toList());
            default -> value.toString();
        };
    }
}
