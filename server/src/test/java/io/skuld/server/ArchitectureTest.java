package io.skuld.server;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/// The shape of the server, as `io.skuld.server`'s package documentation and ARCHITECTURE promise it.
@AnalyzeClasses(packages = "io.skuld", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /// In the order of the data.
    private static final List<String> STAGES =
            List.of(
                    "settings",
                    "database",
                    "tasks",
                    "people",
                    "catalog",
                    "feedback",
                    "ingest",
                    "encoders",
                    "learning",
                    "feed",
                    "http",
                    "web",
                    "cli");

    @ArchTest
    static void aStageUsesOnlyStagesBeforeIt(com.tngtech.archunit.core.domain.JavaClasses skuld) {
        for (int stage = 0; stage < STAGES.size() - 1; stage++)
            noClasses()
                    .that()
                    .resideInAPackage(in(STAGES.get(stage)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(after(stage))
                    .allowEmptyShould(true)
                    .as("'%s' uses no stage after it".formatted(STAGES.get(stage)))
                    .check(skuld);
    }

    private static String in(String stage) {
        return "io.skuld.server." + stage + "..";
    }

    private static String[] after(int stage) {
        List<String> later = new ArrayList<>();
        for (String name : STAGES.subList(stage + 1, STAGES.size())) later.add(in(name));
        return later.toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule everyClassBelongsToAStage =
            classes()
                    .that()
                    .resideInAPackage("io.skuld.server..")
                    .should()
                    .resideInAnyPackage(stagesAndTop());

    private static String[] stagesAndTop() {
        List<String> packages = new ArrayList<>(List.of("io.skuld.server"));
        for (String stage : STAGES) packages.add(in(stage));
        return packages.toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule onlySqlClassesSpeakSql =
            noClasses()
                    .that(are(outside("database", "Sql")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..");

    @ArchTest
    static final ArchRule onlyRoutesSpeakHttp =
            noClasses()
                    .that()
                    .haveSimpleNameNotContaining("Routes")
                    .and()
                    .resideOutsideOfPackages(in("http"), in("web"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.javalin..");

    @ArchTest
    static final ArchRule onlyEncodersRunModels =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(in("encoders"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

    @ArchTest
    static final ArchRule theEngineDependsOnTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage("io.skuld.engine..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.skuld.engine..", "java..", "jdk..", "org.jspecify.annotations..");

    /// Classes that are neither in this stage nor, with the classes inside them, named with this beginning.
    private static DescribedPredicate<JavaClass> outside(String stage, String beginning) {
        return DescribedPredicate.describe(
                "outside of '%s' and not named %s…".formatted(stage, beginning),
                type ->
                        !type.getPackageName().startsWith("io.skuld.server." + stage)
                                && !outermost(type).getSimpleName().startsWith(beginning));
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) outer = outer.getEnclosingClass().get();
        return outer;
    }
}
