package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.testkit.AttachmentStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract suite of the store of attached files on every database, in transactions of its own and of a host. */
class JpaAttachmentStoreTest {
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnDatabase extends AttachmentStoreContract {
        private final Supplier<TestDatabase> databases;
        private final Provider provider;
        private final JpaHarness.Mode mode;
        private @Nullable TestDatabase database;
        private @Nullable JpaHarness harness;

        OnDatabase(Supplier<TestDatabase> databases, Provider provider, JpaHarness.Mode mode) {
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

        private JpaHarness harness() {
            if (harness == null) {
                throw new IllegalStateException("not open");
            }
            return harness;
        }

        @Override
        protected AttachmentStore node(int number) {
            return harness().node(number).attachmentStore();
        }

        @Override
        protected <T> T asHost(Supplier<T> work) {
            return harness().asHost(work);
        }

        /** Somebody may send for hours: there are not that many connections. */
        @Test
        void noConnectionIsHeldWhileContentIsWaitedFor() throws IOException {
            if (mode != JpaHarness.Mode.MANAGED || database == null) {
                return;
            }
            TestDatabase on = database;
            InputStream slow = new InputStream() {
                private int given;

                @Override
                public int read() {
                    assertThat(on.activeConnections()).isZero();
                    return given++ < 600_000 ? 'x' : -1;
                }

                @Override
                public int read(byte[] bytes, int from, int length) {
                    int next = read();
                    if (next < 0) {
                        return -1;
                    }
                    int some = Math.min(length, 50_000);
                    given += some - 1;
                    Arrays.fill(bytes, from, from + some, (byte) next);
                    return some;
                }
            };
            String key = "0123456789abcdef0123456789abcdef";

            node(0).put("slow", key, Instant.parse("2026-03-01T10:00:00Z"), slow);

            try (InputStream content = node(1).open("slow", key).orElseThrow()) {
                assertThat(content.read()).isEqualTo('x');
                assertThat(on.activeConnections()).isZero();
            }
        }
    }

    @Nested
    class H2Managed extends OnDatabase {
        H2Managed() {
            super(TestDatabase::h2, Provider.ECLIPSELINK, JpaHarness.Mode.MANAGED);
        }
    }

    @Nested
    class H2Joining extends OnDatabase {
        H2Joining() {
            super(TestDatabase::h2, Provider.HIBERNATE, JpaHarness.Mode.JOINING);
        }
    }

    @Nested
    class PostgresqlManaged extends OnDatabase {
        PostgresqlManaged() {
            super(TestDatabase::postgresql, Provider.HIBERNATE, JpaHarness.Mode.MANAGED);
        }
    }

    @Nested
    class PostgresqlJoining extends OnDatabase {
        PostgresqlJoining() {
            super(TestDatabase::postgresql, Provider.ECLIPSELINK, JpaHarness.Mode.JOINING);
        }
    }
}
