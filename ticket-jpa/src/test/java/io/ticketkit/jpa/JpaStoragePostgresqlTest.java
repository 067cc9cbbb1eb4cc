package io.ticketkit.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The contract suite on PostgreSQL, on a data source and with providers and transaction modes. Those with the tag are left out where everything
 * is tested a second time.
 */
class JpaStoragePostgresqlTest {
    @Nested
    @Tag("combination")
    class PostgresqlDataSource extends JpaStorageContract {
        PostgresqlDataSource() {
            super(TestDatabase::postgresql);
        }
    }

    @Nested
    class PostgresqlEclipseLinkJoining extends JpaStorageContract {
        PostgresqlEclipseLinkJoining() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    class PostgresqlHibernateManaged extends JpaStorageContract {
        PostgresqlHibernateManaged() {
            super(TestDatabase::postgresql, Provider.HIBERNATE, JpaHarness.Mode.MANAGED);
        }
    }

    @Nested
    @Tag("combination")
    class PostgresqlHibernateJoining extends JpaStorageContract {
        PostgresqlHibernateJoining() {
            super(TestDatabase::postgresql, Provider.HIBERNATE, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    @Tag("combination")
    class PostgresqlEclipseLinkRunsApart extends JpaStorageContract {
        PostgresqlEclipseLinkRunsApart() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, JpaHarness.Mode.RUNS_APART);
        }
    }
}
