package io.ticketkit.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The architecture rules of this project. Each module has an {@code ArchitectureTest} that implements this
 * interface and names its base package; the module's own main classes and resources are then checked.
 */
public interface ArchitectureConventions {

    /** The package that all packages of the module start with, for example {@code io.ticketkit.jpa}. */
    String basePackage();

    @TestFactory
    default Stream<DynamicTest> mainClasses() {
        JavaClasses classes = new ClassFileImporter().importPath(mainOutput());
        assertThat(classes).as("main classes of " + basePackage()).isNotEmpty();
        return ArchitectureRules.of(basePackage()).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    /** What a host would find on its class path, whether it likes it or not. */
    @Test
    default void nothingInTheResourcesReachesIntoTheHost() {
        assertThat(ForbiddenResources.of(basePackage()))
                .as("resources that would act on a host's own persistence, migration, logging or web container")
                .noneMatch(resource -> Files.exists(mainOutput().resolve(resource)));
    }

    private Path mainOutput() {
        try {
            Class<?> marker = Class.forName(basePackage() + ".package-info");
            Path output = Path.of(
                    marker.getProtectionDomain().getCodeSource().getLocation().toURI());
            assertThat(output).as("output directory of the module under test").isDirectory();
            return output;
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("no main classes in " + basePackage(), e);
        }
    }
}
