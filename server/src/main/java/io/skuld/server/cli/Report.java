package io.skuld.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.skuld.server.http.Json;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What a command tells when it is done: sentences for people, or one line of JSON for programs.
final class Report {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print the report as one line of JSON.")
    boolean json;

    /// Whether it is sentences, so that progress may be shown meanwhile.
    boolean isForPeople() {
        return !json;
    }

    /// Writes one of the two; only the wanted one is made.
    void tell(Supplier<?> forPrograms, Consumer<PrintWriter> forPeople) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(line(forPrograms.get()));
        else forPeople.accept(out);
        out.flush();
    }

    private static String line(Object report) {
        try {
            return Json.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
