package io.ticketkit.demo.contract;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.users.Role;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One demo per test class and database: started by its first call, ended by JUnit after the last test. */
public final class DemoOn implements AutoCloseable {
    private final String name;
    private final Supplier<TestDatabase> database;
    private final Map<String, String> settings;
    private @Nullable RunningDemo demo;

    private DemoOn(String name, Supplier<TestDatabase> database, Map<String, String> settings) {
        this.name = name;
        this.database = database;
        this.settings = settings;
    }

    /** For {@code @MethodSource}. */
    static Stream<DemoOn> bothDatabases() {
        return with(Map.of());
    }

    static Stream<DemoOn> with(Map<String, String> settings) {
        return Stream.of(
                new DemoOn("H2", TestDatabase::h2, settings),
                new DemoOn("PostgreSQL", TestDatabase::postgresql, settings));
    }

    /** Skips the test when there is no PostgreSQL. */
    private RunningDemo demo() {
        if (demo == null) {
            demo = RunningDemo.on(database.get(), settings);
        }
        return demo;
    }

    /** Somebody new with an account, logged in. */
    Person person(Role role) {
        return demo().person(role);
    }

    /** Connections to the database. */
    DataSource source() {
        return demo().source();
    }

    Client client() {
        return demo().client();
    }

    String url() {
        return demo().url();
    }

    @Override
    public void close() {
        if (demo != null) {
            demo.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
