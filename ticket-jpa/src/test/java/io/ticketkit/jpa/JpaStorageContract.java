package io.ticketkit.jpa;

import io.ticketkit.testkit.StorageHarness;
import io.ticketkit.testkit.TicketStorageContract;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract suite on one database with one provider in one transaction mode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaStorageContract extends TicketStorageContract {
    private final Supplier<TestDatabase> databases;
    private final Provider provider;
    private final boolean joining;
    private @Nullable TestDatabase database;
    private @Nullable JpaHarness harness;

    JpaStorageContract(Supplier<TestDatabase> databases, Provider provider, boolean joining) {
        this.databases = databases;
        this.provider = provider;
        this.joining = joining;
    }

    @BeforeAll
    void open() {
        database = databases.get();
        harness = new JpaHarness(database, provider, joining);
    }

    @AfterAll
    void close() {
        if (harness != null) {
            harness.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Override
    public StorageHarness harness() {
        if (harness == null) {
            throw new IllegalStateException("not open");
        }
        return harness;
    }
}
