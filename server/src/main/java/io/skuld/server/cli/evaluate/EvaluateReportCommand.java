package io.skuld.server.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./skuld evaluate report`: a template and result files become a page, and a PDF where there is a Chromium to print it.
@Command(
        name = "report",
        description =
                "Fill a template with figures from result files: HTML, and PDF where Chromium is installed.",
        mixinStandardHelpOptions = true)
final class EvaluateReportCommand implements Callable<Integer> {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final int PRINT_SECONDS = 60;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--template",
            defaultValue = "docs/research/study.html",
            paramLabel = "FILE",
            description = "HTML with {{placeholders}}. Default: ${DEFAULT-VALUE}.")
    Path template = Path.of("");

    @Option(
            names = "--results",
            defaultValue = "benchmarks/results",
            paramLabel = "DIR",
            description = "The folder of result files. Default: ${DEFAULT-VALUE}.")
    Path results = Path.of("");

    @Option(
            names = "--out",
            defaultValue = "docs/research/out/study.html",
            paramLabel = "FILE",
            description = "The page to write; the PDF goes beside it. Default: ${DEFAULT-VALUE}.")
    Path out = Path.of("");

    @Override
    public Integer call() {
        ResultFiles.writeText(out, new StudyTemplate(results).fill(read()));
        PrintWriter terminal = terminal();
        terminal.printf("Written: %s%n", out);
        browser()
                .ifPresentOrElse(
                        this::print,
                        () ->
                                terminal.println(
                                        "No Chromium was found, so there is no PDF; print the page from any browser."));
        terminal.flush();
        return 0;
    }

    private String read() {
        try {
            return Files.readString(template);
        } catch (IOException e) {
            throw new EvaluationException(
                    "The template %s could not be read. Nothing was written; run this in the project's folder or give --template."
                            .formatted(template));
        }
    }

    private static Optional<Path> browser() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .flatMap(folder -> BROWSERS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void print(Path browser) {
        Path pdf = out.toAbsolutePath().resolveSibling(pdfName());
        try {
            Files.deleteIfExists(pdf); // or an earlier one would pass for this
            Path profile = Files.createTempDirectory("skuld-print");
            Process process =
                    new ProcessBuilder(
                                    browser.toString(),
                                    "--headless",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--user-data-dir=" + profile,
                                    "--no-pdf-header-footer",
                                    "--print-to-pdf=" + pdf,
                                    out.toUri().toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PRINT_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (IOException e) {
            throw new EvaluationException(
                    "The page is written, but %s could not print it: %s.".formatted(browser, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal()
                .println(
                        Files.exists(pdf)
                                ? "Printed: " + out.resolveSibling(pdfName())
                                : "Chromium printed nothing; print the page from any browser.");
    }

    private String pdfName() {
        return out.getFileName().toString().replaceFirst("\\.html$", "") + ".pdf";
    }

    private PrintWriter terminal() {
        if (spec == null) throw new IllegalStateException("picocli fills in the spec");
        return spec.commandLine().getOut();
    }
}
