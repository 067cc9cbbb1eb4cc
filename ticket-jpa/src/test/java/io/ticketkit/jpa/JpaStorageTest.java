package io.ticketkit.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The contract suite on H2, on a data source and with providers and transaction modes. Those with the tag are left out where everything
 * is tested a second time.
 */
class JpaStorageTest {
    @Nested
    class H2DataSource extends JpaStorageContract {
        H2DataSource() {
            super(TestDatabase::h2);
        }
    }

    @Nested
    @Tag("combination")
    class H2EclipseLinkManaged extends JpaStorageContract {
        H2EclipseLinkManaged() {
            super(TestDatabase::h2, Provider.ECLIPSELINK, JpaHarness.Mode.MANAGED);
        }
    }

    @Nested
    @Tag("combination")
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
    @Tag("combination")
    class H2HibernateJoining extends JpaStorageContract {
        H2HibernateJoining() {
            super(TestDatabase::h2, Provider.HIBERNATE, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    @Tag("combination")
    class H2HibernateRunsApart extends JpaStorageContract {
        H2HibernateRunsApart() {
            super(TestDatabase::h2, Provider.HIBERNATE, JpaHarness.Mode.RUNS_APART);
        }
    }
}
