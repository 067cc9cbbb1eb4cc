package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.StorageException;
import io.ticketkit.TicketQuery;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Isolated("counts the threads of the JVM")
class JpaTicketStorageLifeTest {

    static Stream<Supplier<TestDatabase>> databases() {
        return Stream.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void closingLeavesNoThreadAndTheDataSourceOpen(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema.of(database.dataSource()).migrate();
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            JpaTicketStorage one =
                    JpaTicketStorage.managed(database.dataSource()).build();
            JpaTicketStorage two =
                    JpaTicketStorage.managed(database.dataSource()).build();
            one.close();
            one.close();
            assertThat(two.<Long>read(reader -> reader.count(Samples.selection("acme", TicketQuery.all()))))
                    .isZero();
            assertThatThrownBy(() -> one.read(reader -> true))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("closed");
            two.close();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            // the pool of the test
                            .filter(thread -> !thread.getName().startsWith("HikariPool")))
                    .isEmpty();
            assertThat(database.value("select count(*) from ticket")).isEqualTo("0");
        }
    }

    @Test
    void aFactoryOfTheHostStaysOpenAndIsMigratedOnlyWithADataSource() {
        try (TestDatabase database = TestDatabase.h2()) {
            var factory = database.entityManagerFactory(Provider.HIBERNATE);
            assertThatThrownBy(() ->
                            JpaTicketStorage.managed(factory).migrate(true).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("data source");
            assertThatThrownBy(() -> JpaTicketStorage.managed(factory).build()).isInstanceOf(SchemaException.class);
            JpaTicketStorage.managed(factory)
                    .dataSource(database.dataSource())
                    .build()
                    .close();
            assertThat(factory.isOpen()).isTrue();
        }
    }

    @Test
    void withoutFlywayTheRestWorksAndTheErrorNamesTheRemedy() throws Exception {
        try (TestDatabase database = TestDatabase.h2();
                URLClassLoader loader = withoutFlyway()) {
            Class<?> type = loader.loadClass(TicketSchema.class.getName());
            Object schema = type.getMethod("of", DataSource.class).invoke(null, database.dataSource());
            assertThatThrownBy(() -> type.getMethod("migrate").invoke(schema))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("flyway-core")
                    .hasMessageContaining("TicketSchema.script()");
            database.execute(TicketSchema.h2Script());
            type.getMethod("check").invoke(schema);
        }
    }

    /** Everything but Flyway, loaded apart; only the JDK is shared. */
    private static URLClassLoader withoutFlyway() throws IOException {
        // Surefire's own class path is one jar whose manifest names the rest
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
            if (!entry.contains("flyway")) {
                urls.add(url(entry));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }
}
