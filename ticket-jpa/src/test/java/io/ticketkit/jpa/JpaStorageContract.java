package io.ticketkit.jpa;

import io.ticketkit.testkit.StorageHarness;
import io.ticketkit.testkit.TicketStorageContract;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract suite on one database, on a data source or with one provider in one transaction mode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaStorageContract extends TicketStorageContract {
    private final Supplier<TestDatabase> databases;
    private final @Nullable Provider provider;
    private final JpaHarness.Mode mode;
    private @Nullable TestDatabase database;
    private @Nullable JpaHarness harness;

    /** Managed, on a data source. */
    JpaStorageContract(Supplier<TestDatabase> databases) {
        this(databases, null, JpaHarness.Mode.MANAGED);
    }

    JpaStorageContract(Supplier<TestDatabase> databases, @Nullable Provider provider, JpaHarness.Mode mode) {
        this.databases = databases;
        this.provider = provider;
        this.mode = mode;
    }

    @BeforeAll
    void open() {
        database = databases.get();
        harness = new JpaHarness(database, provider, mode);
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
