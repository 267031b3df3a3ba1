package dev.scoreline.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/** The arrows of {@code docs/architecture.md}: all run down, and no package stands in a cycle. */
@AnalyzeClasses(packages = "dev.scoreline", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.scoreline.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_API_STANDS_ON_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage("dev.scoreline.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.scoreline.model..", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_KNOWS_VERTX = noClasses()
            .that()
            .resideOutsideOfPackage("dev.scoreline.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_DOOR_AND_NO_FORMAT = noClasses()
            .that()
            .resideInAPackage("dev.scoreline.scoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.scoreline.server..",
                    "dev.scoreline.batch..",
                    "dev.scoreline.sklearn..",
                    "dev.scoreline.trees..",
                    "dev.scoreline.tribuo..",
                    "dev.scoreline.entry..",
                    "dev.scoreline.onnx..",
                    "dev.scoreline.swagger..");

    @ArchTest
    static final ArchRule BATCH_KNOWS_NO_OTHER_DOOR_NO_COMMAND_LINE_AND_NO_FORMAT = noClasses()
            .that()
            .resideInAPackage("dev.scoreline.batch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.scoreline.server..",
                    "dev.scoreline.swagger..",
                    "dev.scoreline.sklearn..",
                    "dev.scoreline.trees..",
                    "picocli..");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_BATCH = noClasses()
            .that()
            .resideInAPackage("dev.scoreline.server..")
            .and()
            .resideOutsideOfPackage("dev.scoreline.server.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.scoreline.batch..");

    @ArchTest
    static final ArchRule A_FORMAT_KNOWS_ONLY_THE_CONTRACT_AND_THE_TREES = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.scoreline.sklearn..",
                    "dev.scoreline.trees..",
                    "dev.scoreline.tribuo..",
                    "dev.scoreline.entry..",
                    "dev.scoreline.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.scoreline.server..",
                    "dev.scoreline.batch..",
                    "dev.scoreline.scoring..",
                    "dev.scoreline.swagger..");

    @ArchTest
    static final ArchRule THE_DOOR_KNOWS_NO_FORMAT = noClasses()
            .that()
            .resideInAPackage("dev.scoreline.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.scoreline.sklearn..",
                    "dev.scoreline.trees..",
                    "dev.scoreline.tribuo..",
                    "dev.scoreline.onnx..");

    @ArchTest
    static final ArchRule NOTHING_IN_THE_READERS_LOADS_CLASSES_OR_CALLS_BY_NAME = noClasses()
            .that()
            .resideInAnyPackage("dev.scoreline.sklearn..", "dev.scoreline.tribuo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..", "javax.script..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class);
}
