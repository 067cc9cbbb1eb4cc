package io.ticketkit.jpa;

import org.junit.jupiter.api.Nested;

/** The contract suite in every combination of database, provider and transaction mode. */
class JpaStorageTest {
    @Nested
    class H2EclipseLinkManaged extends JpaStorageContract {
        H2EclipseLinkManaged() {
            super(TestDatabase::h2, Provider.ECLIPSELINK, false);
        }
    }

    @Nested
    class H2EclipseLinkJoining extends JpaStorageContract {
        H2EclipseLinkJoining() {
            super(TestDatabase::h2, Provider.ECLIPSELINK, true);
        }
    }

    @Nested
    class H2HibernateManaged extends JpaStorageContract {
        H2HibernateManaged() {
            super(TestDatabase::h2, Provider.HIBERNATE, false);
        }
    }

    @Nested
    class H2HibernateJoining extends JpaStorageContract {
        H2HibernateJoining() {
            super(TestDatabase::h2, Provider.HIBERNATE, true);
        }
    }

    @Nested
    class PostgresqlEclipseLinkManaged extends JpaStorageContract {
        PostgresqlEclipseLinkManaged() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, false);
        }
    }

    @Nested
    class PostgresqlEclipseLinkJoining extends JpaStorageContract {
        PostgresqlEclipseLinkJoining() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, true);
        }
    }

    @Nested
    class PostgresqlHibernateManaged extends JpaStorageContract {
        PostgresqlHibernateManaged() {
            super(TestDatabase::postgresql, Provider.HIBERNATE, false);
        }
    }

    @Nested
    class PostgresqlHibernateJoining extends JpaStorageContract {
        PostgresqlHibernateJoining() {
            super(TestDatabase::postgresql, Provider.HIBERNATE, true);
        }
    }
}
