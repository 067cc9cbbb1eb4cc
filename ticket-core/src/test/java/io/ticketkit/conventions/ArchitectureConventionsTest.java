package io.ticketkit.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.ticketkit.classify.offending.Words;
import io.ticketkit.memory.offending.SeesClassifiers;
import io.ticketkit.offending.AsksTheTime;
import io.ticketkit.offending.ClosesTheRing;
import io.ticketkit.offending.KeepsGlobalState;
import io.ticketkit.offending.Prints;
import io.ticketkit.offending.ServiceImpl;
import io.ticketkit.offending.StartsThreads;
import io.ticketkit.offending.internal.Engine;
import io.ticketkit.offending.ring.Ring;
import io.ticketkit.offending.unmarked.Unmarked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that never fails proves nothing: here each one meets a class that breaks it. */
class ArchitectureConventionsTest {

    @Test
    void aDependencyOutsideTheTableFails() {
        ArchRule rule = ArchitectureRules.packages(PackageTable.CORE);

        assertThat(violations(rule, SeesClassifiers.class, Words.class))
                .isNotEmpty()
                .allMatch(line -> line.contains("SeesClassifiers") && line.contains("Words"));
        assertThat(violations(rule, Words.class)).as("arrays, JDK").isEmpty();
    }

    @Test
    void aPackageOutsideTheTableFails() {
        assertThat(violations(ArchitectureRules.packages(PackageTable.CORE), Ring.class))
                .isNotEmpty();
        assertThat(violations(ArchitectureRules.packages(PackageTable.JPA), Words.class))
                .isNotEmpty();
        assertThat(violations(ArchitectureRules.packages(PackageTable.LLM), Words.class))
                .isNotEmpty();
        assertThat(violations(ArchitectureRules.packages(PackageTable.DEMO), Words.class))
                .isNotEmpty();
    }

    @Test
    void aCycleFails() {
        assertThat(violations(ArchitectureRules.NO_PACKAGE_CYCLES, Ring.class, ClosesTheRing.class))
                .hasSize(1);
    }

    @Test
    void aPackageWithoutNullMarkedFails() {
        JavaClasses all = new ClassFileImporter().importPackagesOf(AsksTheTime.class);

        assertThat(violations(ArchitectureRules.EVERY_PACKAGE_IS_NULL_MARKED, all))
                .hasSize(1)
                .allMatch(line -> line.contains(Unmarked.class.getName()));
    }

    @Test
    void everyWayToAskTheSystemForTheTimeFails() {
        assertThat(violations(ArchitectureRules.ONLY_A_CLOCK_TELLS_THE_TIME, AsksTheTime.class))
                .hasSize(4)
                .noneMatch(line -> line.contains("fine("));
        assertThat(violations(ArchitectureRules.CLOCKS_COME_FROM_OUTSIDE, AsksTheTime.class))
                .hasSize(1);
        assertThat(violations(ArchitectureRules.NANO_TIME_ONLY_IN_DEADLINE, AsksTheTime.class))
                .hasSize(1);
    }

    @Test
    void staticMutableStateFails() {
        assertThat(violations(ArchitectureRules.NO_STATIC_MUTABLE_STATE, KeepsGlobalState.class))
                .hasSize(3)
                .noneMatch(line -> line.contains("FINE"));
        assertThat(violations(ArchitectureRules.NOTHING_GLOBAL_IS_SET, KeepsGlobalState.class))
                .hasSize(1);
    }

    @Test
    void threadsOutsideInternalFail() {
        assertThat(violations(ArchitectureRules.THREADS_START_IN_INTERNAL, StartsThreads.class))
                .hasSize(3);
        assertThat(violations(ArchitectureRules.NO_THREAD_SUBCLASSES, StartsThreads.Subclass.class))
                .hasSize(1);
    }

    @Test
    void consoleAndForeignLoggingFail() {
        assertThat(violations(ArchitectureRules.NO_CONSOLE, Prints.class)).hasSize(2);
        assertThat(violations(ArchitectureRules.LOGGING_ONLY_THROUGH_SLF4J, Prints.class))
                .isNotEmpty();
    }

    @Test
    void publicImplementationsAndInternalTypesInSignaturesFail() {
        assertThat(violations(ArchitectureRules.IMPLEMENTATIONS_ARE_NOT_PUBLIC, ServiceImpl.class))
                .hasSize(1);
        assertThat(violations(ArchitectureRules.PUBLIC_SIGNATURES_ARE_OURS, ServiceImpl.class, Engine.class))
                .hasSize(1)
                .allMatch(line -> line.contains("engines()"));
    }

    private static List<String> violations(ArchRule rule, Class<?>... offenders) {
        return violations(rule, new ClassFileImporter().importClasses(offenders));
    }

    private static List<String> violations(ArchRule rule, JavaClasses offenders) {
        return rule.allowEmptyShould(true)
                .evaluate(offenders)
                .getFailureReport()
                .getDetails();
    }
}
