package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.spi.SpendLedger;
import io.ticketkit.testkit.SpendLedgerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract suite of the ledger on every database with every provider, and on a second data source. */
class JpaSpendLedgerTest {
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnDatabase extends SpendLedgerContract {
        private final Supplier<TestDatabase> databases;
        private final @Nullable Provider provider;
        private final List<JpaTicketStorage> nodes = new ArrayList<>();
        private @Nullable TestDatabase database;

        /** Without provider: joining, on a second data source. */
        OnDatabase(Supplier<TestDatabase> databases, @Nullable Provider provider) {
            this.databases = databases;
            this.provider = provider;
        }

        @BeforeAll
        void open() {
            TestDatabase opened = databases.get();
            database = opened;
            TicketSchema.of(opened.dataSource()).migrate();
            for (int node = 0; node < 2; node++) {
                nodes.add(
                        provider == null
                                ? JpaTicketStorage.joining(() -> null)
                                        .runDataSource(opened.dataSource())
                                        .build()
                                : JpaTicketStorage.managed(opened.entityManagerFactory(provider))
                                        .build());
            }
        }

        @AfterAll
        void close() {
            nodes.forEach(JpaTicketStorage::close);
            if (database != null) {
                database.close();
            }
        }

        @Override
        protected SpendLedger node(int number) {
            return nodes.get(number).spendLedger();
        }
    }

    @Nested
    class H2EclipseLink extends OnDatabase {
        H2EclipseLink() {
            super(TestDatabase::h2, Provider.ECLIPSELINK);
        }
    }

    @Nested
    class H2Hibernate extends OnDatabase {
        H2Hibernate() {
            super(TestDatabase::h2, Provider.HIBERNATE);
        }
    }

    @Nested
    class H2Apart extends OnDatabase {
        H2Apart() {
            super(TestDatabase::h2, null);
        }
    }

    @Nested
    class PostgresqlEclipseLink extends OnDatabase {
        PostgresqlEclipseLink() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK);
        }
    }

    @Nested
    class PostgresqlHibernate extends OnDatabase {
        PostgresqlHibernate() {
            super(TestDatabase::postgresql, Provider.HIBERNATE);
        }
    }

    @Nested
    class PostgresqlApart extends OnDatabase {
        PostgresqlApart() {
            super(TestDatabase::postgresql, null);
        }
    }

    @Test
    void aStorageThatOnlyJoinsHasNone() {
        try (JpaTicketStorage storage = JpaTicketStorage.joining(() -> null).build()) {
            assertThatThrownBy(storage::spendLedger)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runDataSource");
        }
    }
}
