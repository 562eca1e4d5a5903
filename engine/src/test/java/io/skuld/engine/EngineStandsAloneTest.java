package io.skuld.engine;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/// The engine needs the JDK alone, so that a server and a cluster can both carry it.
@AnalyzeClasses(packages = "io.skuld.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineStandsAloneTest {
    @ArchTest
    static final ArchRule dependsOnTheJdkAlone =
            ArchRuleDefinition.classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.skuld.engine..",
                            "java..",
                            "jdk.incubator.vector..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule modelsDoNotKnowHowTheyAreJudged =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAnyPackage("io.skuld.engine.graph..", "io.skuld.engine.math..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.skuld.engine.model..", "io.skuld.engine.evaluation..");
}
