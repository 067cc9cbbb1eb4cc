package io.ticketkit.conventions;

import java.util.List;
import java.util.stream.Stream;

final class ForbiddenResources {

    private static final List<String> EVERYWHERE =
            List.of("META-INF/persistence.xml", "META-INF/orm.xml", "db/migration");

    /** The demo is a host itself, so it may configure these. */
    private static final List<String> IN_THE_LIBRARY = List.of(
            "logback.xml",
            "logback-test.xml",
            "log4j2.xml",
            "logging.properties",
            "simplelogger.properties",
            "META-INF/web-fragment.xml",
            "META-INF/services/jakarta.servlet.ServletContainerInitializer",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider");

    private ForbiddenResources() {}

    static List<String> of(String basePackage) {
        return basePackage.equals(PackageTable.DEMO)
                ? EVERYWHERE
                : Stream.concat(EVERYWHERE.stream(), IN_THE_LIBRARY.stream()).toList();
    }
}
