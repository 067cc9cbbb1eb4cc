package io.ticketkit.conventions;

import static java.util.stream.Collectors.toMap;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which package may use which: the table of the design. {@code ..} stands for sub-packages. */
final class PackageTable {

    static final String CORE = "io.ticketkit";
    static final String LLM = "io.ticketkit.llm";
    static final String JPA = "io.ticketkit.jpa";
    static final String DEMO = "io.ticketkit.demo";

    private static final List<String> FOR_ALL = List.of("java..", "javax..", "org.slf4j..", "org.jspecify..");

    private static final String API = "io.ticketkit";
    private static final String SPI = "io.ticketkit.spi..";
    private static final String CLASSIFY = "io.ticketkit.classify..";
    private static final String ASSIST = "io.ticketkit.assist..";
    private static final String MEMORY = "io.ticketkit.memory..";
    private static final String INTERNAL = "io.ticketkit.internal..";
    private static final String SETUP = "io.ticketkit.setup..";

    /** Every package of the library stands here: a new one is a decision. */
    private static final List<Row> ROWS = List.of(
            row(CORE, API),
            row(CORE, SPI, API),
            row(CORE, CLASSIFY, API, SPI, "de.bwaldvogel.liblinear.."),
            row(CORE, ASSIST, API, SPI),
            row(CORE, MEMORY, API, SPI),
            row(CORE, INTERNAL, API, SPI, CLASSIFY, ASSIST),
            row(CORE, SETUP, API, SPI, CLASSIFY, ASSIST, MEMORY, INTERNAL),
            row(
                    LLM,
                    "io.ticketkit.llm..",
                    API,
                    SPI,
                    CLASSIFY,
                    ASSIST,
                    "okhttp3..",
                    "okio..",
                    "kotlin..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation.."),
            row(
                    JPA,
                    "io.ticketkit.jpa..",
                    API,
                    SPI,
                    CLASSIFY,
                    ASSIST,
                    "jakarta.persistence..",
                    "org.flywaydb..",
                    "org.eclipse.persistence.."));

    private PackageTable() {}

    /** For a module of the library: every class stands in a row of the table and uses only what the row allows. */
    static ArchCondition<JavaClass> isKept(String basePackage) {
        Map<String, Row> rows =
                ROWS.stream().filter(row -> row.module().equals(basePackage)).collect(toMap(Row::name, row -> row));
        return new ArchCondition<>("keep to the package table") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Optional<Row> row =
                        rows.values().stream().filter(r -> r.holds(item)).findFirst();
                if (row.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + " stands in no package of the table for " + basePackage));
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    if (!row.get().allows(dependency.getTargetClass().getBaseComponentType())) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static Row row(String module, String name, String... mayUse) {
        return new Row(module, name, List.of(mayUse));
    }

    private record Row(String module, String name, List<String> mayUse) {

        boolean holds(JavaClass item) {
            return PackageMatchers.of(name).test(item.getPackageName());
        }

        boolean allows(JavaClass target) {
            return target.isPrimitive()
                    || Stream.of(List.of(name), mayUse, FOR_ALL)
                            .anyMatch(identifiers ->
                                    PackageMatchers.of(identifiers).test(target.getPackageName()));
        }
    }
}
