package io.skuld.engine.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the published datasets: in the folder named by SKULD_TEST_DATA, else in `shared/data` beside the repository.
/// Tests that need one are skipped where it is absent.
public final class RealData {
    private RealData() {}

    public static Path folder(String name) {
        String named = System.getenv("SKULD_TEST_DATA");
        Path data =
                named != null
                        ? Path.of(named)
                        : Path.of("").toAbsolutePath().resolve("../../shared/data").normalize();
        Path folder = data.resolve(name);
        assumeTrue(
                Files.isDirectory(folder),
                "skipped: no dataset at "
                        + folder
                        + "; set SKULD_TEST_DATA to the folder of datasets");
        return folder;
    }
}
