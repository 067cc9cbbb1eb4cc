package io.ticketkit.jpa;

import org.junit.jupiter.api.Nested;

/** The contract suite in every combination of database, provider and transaction mode. */
class JpaStorageTest {
    @Nested
    class H2EclipseLinkManaged extends JpaStorageContract {
        H2EclipseLinkManaged() {
            super(TestDatabase::h2, Provider.ECLIPSELINK, JpaHarness.Mode.MANAGED);
        }
    }

    @Nested
    class H2EclipseLinkJoining extends JpaStorageContract {
        H2EclipseLinkJoining() {
            super(TestDatabase::h2, Provider.ECLIPSELINK, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    class H2HibernateManaged extends JpaStorageContract {
        H2HibernateManaged() {
            super(TestDatabase::h2, Provider.HIBERNATE, JpaHarness.Mode.MANAGED);
        }
    }

    @Nested
    class H2HibernateJoining extends JpaStorageContract {
        H2HibernateJoining() {
            super(TestDatabase::h2, Provider.HIBERNATE, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    class PostgresqlEclipseLinkManaged extends JpaStorageContract {
        PostgresqlEclipseLinkManaged() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, JpaHarness.Mode.MANAGED);
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
    class PostgresqlHibernateJoining extends JpaStorageContract {
        PostgresqlHibernateJoining() {
            super(TestDatabase::postgresql, Provider.HIBERNATE, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    class H2HibernateRunsApart extends JpaStorageContract {
        H2HibernateRunsApart() {
            super(TestDatabase::h2, Provider.HIBERNATE, JpaHarness.Mode.RUNS_APART);
        }
    }

    @Nested
    class PostgresqlEclipseLinkRunsApart extends JpaStorageContract {
        PostgresqlEclipseLinkRunsApart() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, JpaHarness.Mode.RUNS_APART);
        }
    }
}
