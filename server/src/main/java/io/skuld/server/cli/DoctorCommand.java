package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.encoders.MiniLmEncoder;
import io.skuld.server.learning.GraphVersions;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.settings.SettingsReader.Effective;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./skuld doctor`: is everything in order, and what are the settings?
@Command(
        name = "doctor",
        description =
                "Check disk, database, graph, encoder and port, and show the effective settings.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    /// Less free space than this is worth a warning.
    private static final long LITTLE_SPACE = 1L << 30;

    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @Option(names = "--settings", description = "Only list every setting.")
    boolean onlySettings;

    /// @param status `ok`, `warning` or `problem`
    /// @param detail what was found and, unless all is well, what to do
    record Check(String name, String status, String detail) {
        static Check ok(String name, String detail) {
            return new Check(name, "ok", detail);
        }

        static Check problem(String name, String detail) {
            return new Check(name, "problem", detail);
        }
    }

    @FunctionalInterface
    private interface Examination {
        Check look() throws IOException;
    }

    @Override
    public Integer call() {
        Settings settings = home.settings();
        List<Check> checks = onlySettings ? List.of() : checks(settings);
        report.tell(() -> facts(settings, checks), out -> print(settings, checks, out));
        return checks.stream().anyMatch(check -> check.status.equals("problem")) ? 1 : 0;
    }

    private static List<Check> checks(Settings settings) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("java", Runtime.version() + ", " + System.getProperty("java.vendor")));
        checks.add(examine("disk", () -> disk(settings.home())));
        checks.add(examine("database", () -> database(settings)));
        checks.add(examine("graph", () -> graph(settings)));
        checks.add(examine("encoder", () -> encoder(settings.home())));
        checks.add(examine("port", () -> port(settings)));
        return checks;
    }

    /// A check that fails is a finding, not the end of the visit.
    private static Check examine(String name, Examination examination) {
        try {
            return examination.look();
        } catch (IOException | RuntimeException e) {
            return Check.problem(name, String.valueOf(e.getMessage()));
        }
    }

    private static Check disk(Path home) throws IOException {
        Files.createDirectories(home);
        Path probe = Files.createTempFile(home, "doctor", ".tmp");
        Files.delete(probe);
        FileStore store = Files.getFileStore(home);
        String detail = "%s is writable, %,d MB free".formatted(home, store.getUsableSpace() >> 20);
        return store.getUsableSpace() < LITTLE_SPACE
                ? new Check("disk", "warning", detail + "; make room before a large import")
                : Check.ok("disk", detail);
    }

    private static Check database(Settings settings) {
        try (App app = App.open(settings)) {
            Map<String, String> facts = app.database().facts();
            return Check.ok(
                    "database",
                    "%s %s at %s: %,d items, %d people"
                            .formatted(
                                    facts.get("kind"),
                                    facts.get("version"),
                                    facts.get("where"),
                                    app.catalog().size(),
                                    app.people().all().size()));
        }
    }

    private static Check graph(Settings settings) {
        try (App app = App.open(settings)) {
            GraphVersions versions = new SqlGraphVersions(app.database());
            GraphVersions.Live live = versions.live();
            String detail =
                    "version %s of its settings is live, of %d that were found; %s"
                            .formatted(
                                    GraphVersions.nameOf(live.number()),
                                    versions.all().size(),
                                    TrainCommand.words(live.settings().toMap()));
            return live.refused().isEmpty()
                    ? Check.ok("graph", detail)
                    : new Check(
                            "graph",
                            "warning",
                            "%s. %s Choose another under Settings, or let 'train' search anew"
                                    .formatted(detail, String.join(" ", live.refused())));
        }
    }

    private static Check encoder(Path home) {
        try (MiniLmEncoder encoder = new MiniLmEncoder(home)) {
            int dim = encoder.encode(List.of("a quiet film about the sea"))[0].length;
            return Check.ok("encoder", "%s makes vectors of %d".formatted(encoder.version(), dim));
        }
    }

    private static Check port(Settings settings) {
        int port = settings.server().port();
        try (ServerSocket socket =
                new ServerSocket(port, 1, InetAddress.getByName(settings.server().host()))) {
            return Check.ok(
                    "port",
                    "%s:%d is free".formatted(settings.server().host(), socket.getLocalPort()));
        } catch (IOException e) {
            return new Check(
                    "port",
                    "warning",
                    "%s:%d is taken, by a running Skuld or another program; stop it or choose another with --port"
                            .formatted(settings.server().host(), port));
        }
    }

    private static void print(Settings settings, List<Check> checks, PrintWriter out) {
        for (Check check : checks)
            out.printf("%-8s %-9s %s%n", check.status, check.name, check.detail);
        if (!checks.isEmpty()) out.println();
        out.printf("Data folder: %s%n", settings.home());
        for (Effective setting : settings.effective())
            out.printf("  %-32s %-24s %s%n", setting.key(), shown(setting), origin(setting));
    }

    private static Map<String, Object> facts(Settings settings, List<Check> checks) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("home", settings.home().toString());
        facts.put("checks", checks);
        facts.put(
                "settings",
                settings.effective().stream()
                        .map(setting ->
                                Map.of(
                                        "key",
                                        setting.key(),
                                        "value",
                                        shown(setting),
                                        "source",
                                        setting.source()))
                        .toList());
        return facts;
    }

    private static String shown(Effective setting) {
        return setting.secret() && !setting.value().isEmpty() ? "(set)" : setting.value();
    }

    private static String origin(Effective setting) {
        return switch (setting.source()) {
            case DEFAULT -> "";
            case FILE -> "from the settings file";
            case ENVIRONMENT -> "from the environment";
            case COMMAND_LINE -> "from the command line";
        };
    }
}
