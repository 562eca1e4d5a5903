package io.skuld.server;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
                    "activity",
                    "ingest",
                    "encoders",
                    "learning",
                    "serving",
                    "feed",
                    "http",
                    "web",
                    "cli");

    /// Routes stand at the edge: besides the stages before their own they know who is calling.
    private static final String AT_THE_EDGE = "http";

    @ArchTest
    static void aStageUsesOnlyStagesBeforeIt(JavaClasses skuld) {
        for (int stage = 0; stage < STAGES.size(); stage++) {
            check(skuld, stage, edge().negate(), Set.of());
            check(skuld, stage, edge(), Set.of(AT_THE_EDGE));
        }
    }

    private static void check(
            JavaClasses skuld,
            int stage,
            DescribedPredicate<JavaClass> which,
            Set<String> exceptions) {
        String[] forbidden =
                STAGES.subList(stage + 1, STAGES.size()).stream()
                        .filter(later -> !exceptions.contains(later))
                        .map(ArchitectureTest::in)
                        .toArray(String[]::new);
        if (forbidden.length == 0) return;
        noClasses()
                .that()
                .resideInAPackage(in(STAGES.get(stage)))
                .and(which)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .as("'%s' uses no stage after it".formatted(STAGES.get(stage)))
                .check(skuld);
    }

    private static String in(String stage) {
        return "io.skuld.server." + stage + "..";
    }

    /// Routes, and what nobody but routes uses.
    private static DescribedPredicate<JavaClass> edge() {
        return DescribedPredicate.describe(
                "at the edge to HTTP",
                type -> isRoutes(type) || usedByRoutesAlone(outermost(type)));
    }

    private static boolean isRoutes(JavaClass type) {
        return outermost(type).getSimpleName().endsWith("Routes");
    }

    private static boolean usedByRoutesAlone(JavaClass type) {
        List<JavaClass> users =
                type.getDirectDependenciesToSelf().stream()
                        .map(Dependency::getOriginClass)
                        .filter(user -> !outermost(user).equals(type))
                        .toList();
        return !users.isEmpty() && users.stream().allMatch(ArchitectureTest::isRoutes);
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
                    .that(are(edge().negate()))
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

    /// It is there only when the JVM was told so; `Vectors` does without.
    @ArchTest
    static final ArchRule onlyKernelsUseTheVectorApi =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.skuld.engine.math..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jdk.incubator..");

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
