package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.spi.AttachmentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link AttachmentStore} must do. Extend it, give it two nodes of the store, and run it with JUnit 5; AssertJ
 * must be on the test class path.
 */
public abstract class AttachmentStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    /** Of a test that sweeps: nothing else is that old. */
    private static final Instant LONG_AGO = Instant.parse("2003-03-01T10:00:00Z");

    private String tenant = "";

    /** For subclasses. */
    protected AttachmentStoreContract() {}

    /**
     * The store under test.
     *
     * @param number 0 or 1: each a node of its own where that is possible
     * @return always on the same content
     */
    protected abstract AttachmentStore node(int number);

    /**
     * Runs something the way a host does, see {@link StorageHarness#asHost}.
     *
     * @param work what to run
     * @param <T> what it returns
     * @return what it returned
     */
    protected <T> T asHost(Supplier<T> work) {
        return work.get();
    }

    @BeforeEach
    void freshTenant() {
        tenant = "tenant-" + UUID.randomUUID();
    }

    static String key() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(int node, String key, Instant at, InputStream content) {
        asHost(() -> {
            try {
                node(node).put(tenant, key, at, content);
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String put(byte[] content) {
        String key = key();
        put(0, key, NOW, new ByteArrayInputStream(content));
        return key;
    }

    private Optional<byte[]> read(String key) {
        return read(tenant, key);
    }

    private Optional<byte[]> read(String owner, String key) {
        return asHost(() -> node(1).open(owner, key).map(content -> {
            try (content) {
                return content.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 255, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 524_287, 524_288, 524_289, 1_500_000})
    void givesBackWhatWasPut(int length) {
        byte[] content = bytes(length);

        assertThat(read(put(content)))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    /** Pseudo-random, without being in memory; says how much was asked for at once. */
    private static final class Endless extends InputStream {
        private final Random random = new Random(7);
        private final long length;
        private final long failAt;
        private long given;
        private int mostAtOnce;

        Endless(long length, long failAt) {
            this.length = length;
            this.failAt = failAt;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int wanted) throws IOException {
            mostAtOnce = Math.max(mostAtOnce, wanted);
            if (given >= failAt) {
                throw new IOException("the sender is gone");
            } else if (given == length) {
                return -1;
            }
            // as from a network: less than was asked for
            int some = (int) Math.min(Math.min(wanted, 10_007), length - given);
            for (int i = 0; i < some; i++) {
                bytes[from + i] = (byte) random.nextInt();
            }
            given += some;
            return some;
        }
    }

    @Test
    void streamsWhatIsLarge() {
        String key = key();
        Endless content = new Endless(20 << 20, Long.MAX_VALUE);
        put(0, key, NOW, content);

        assertThat(content.mostAtOnce).isLessThanOrEqualTo(1 << 20);
        asHost(() -> {
            try (InputStream found = node(1).open(tenant, key).orElseThrow()) {
                Endless expected = new Endless(20 << 20, Long.MAX_VALUE);
                byte[] buffer = new byte[100_000];
                for (int length = found.readNBytes(buffer, 0, buffer.length);
                        length > 0;
                        length = found.readNBytes(buffer, 0, buffer.length)) {
                    assertThat(Arrays.mismatch(Arrays.copyOf(buffer, length), expected.readNBytes(length)))
                            .isEqualTo(-1);
                }
                return assertThat(expected.read()).isEqualTo(-1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_144, 1_000_000})
    void ofContentThatFailsNothingIsLeft(int failAt) {
        String key = key();
        Endless failing = new Endless(2_000_000, failAt);

        assertThatThrownBy(() -> put(0, key, NOW, failing))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessage("the sender is gone");

        assertThat(read(key)).isEmpty();
        put(0, key, NOW, new ByteArrayInputStream(bytes(10)));
        assertThat(read(key)).hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(10)));
    }

    @Test
    void doesNotCloseWhatIsTheCallers() {
        List<String> closed = new ArrayList<>();
        put(0, key(), NOW, new ByteArrayInputStream(bytes(300_000)) {
            @Override
            public void close() {
                closed.add("closed");
            }
        });

        assertThat(closed).isEmpty();
    }

    @Test
    void readsByteByByteAndFromTheMiddle() {
        String key = put(bytes(300_000));

        asHost(() -> {
            try (InputStream content = node(0).open(tenant, key).orElseThrow()) {
                assertThat(content.read()).isEqualTo(bytes(300_000)[0] & 0xff);
                content.skipNBytes(299_998);
                assertThat(content.read()).isEqualTo(bytes(300_000)[299_999] & 0xff);
                assertThat(content.read()).isEqualTo(-1);
                assertThat(content.read()).isEqualTo(-1);
                return assertThat(content.read(new byte[0])).isLessThanOrEqualTo(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void manyPutAtOnce() {
        List<Outcome<String>> outcomes = Desk.atOnce(8, number -> {
            String key = key();
            put(number % 2, key, NOW, new ByteArrayInputStream(bytes(300_000 + number)));
            return key;
        });

        for (int number = 0; number < outcomes.size(); number++) {
            byte[] expected = bytes(300_000 + number);
            assertThat(read(outcomes.get(number).get()))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(expected));
        }
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(read(key())).isEmpty();
    }

    @Test
    void whatIsDeletedIsGoneAndDeletingAgainDoesNothing() {
        String key = put(bytes(300_000));
        String other = put(bytes(300_000));

        for (int node = 0; node < 2; node++) {
            int number = node;
            asHost(() -> {
                node(number).delete(tenant, key);
                return true;
            });
            assertThat(read(key)).isEmpty();
        }

        assertThat(read(other)).isPresent();
    }

    @Test
    void deletingWhileItIsReadIsNoticed() {
        String key = put(bytes(3_000_000));

        Optional<byte[]> read = asHost(() -> {
            try (InputStream content = node(0).open(tenant, key).orElseThrow()) {
                byte[] start = content.readNBytes(10);
                node(0).delete(tenant, key);
                byte[] rest = content.readAllBytes();
                byte[] all = Arrays.copyOf(start, start.length + rest.length);
                System.arraycopy(rest, 0, all, start.length, rest.length);
                return Optional.of(all);
            } catch (IOException e) {
                return Optional.empty();
            }
        });

        // all of it or a failure, never a part
        read.ifPresent(all -> assertThat(all).isEqualTo(bytes(3_000_000)));
        assertThat(read(key)).isEmpty();
    }

    @Test
    void tenantsAreApart() {
        String key = put(bytes(10));

        assertThat(read("other-" + tenant, key)).isEmpty();
        assertThat(read(tenant.toUpperCase(Locale.ROOT), key)).isEmpty();
        asHost(() -> {
            node(0).delete("other-" + tenant, key);
            return true;
        });
        assertThat(read(key)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/b", ".", "..", "😀 \\ \0", "CON"})
    void aTenantMayBeCalledAnything(String name) {
        String old = tenant;
        tenant = name.replace("\0", "0");
        String key = put(bytes(10));

        assertThat(read(key)).hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(10)));
        assertThat(read(old, key)).isEmpty();
    }

    @Test
    void removesWhatIsOldAndUnused() {
        String used = key();
        String unused = key();
        String young = key();
        List<String> many = new ArrayList<>();
        put(0, used, LONG_AGO, new ByteArrayInputStream(bytes(300_000)));
        put(0, unused, LONG_AGO, new ByteArrayInputStream(bytes(300_000)));
        put(0, young, LONG_AGO.plus(Duration.ofDays(2)), new ByteArrayInputStream(bytes(10)));
        asHost(() -> {
            for (int i = 0; i < 600; i++) {
                many.add(key());
                try {
                    node(0).put(tenant, many.get(i), LONG_AGO, new ByteArrayInputStream(bytes(1)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return true;
        });
        Set<String> asked = new HashSet<>();

        long removed = asHost(() -> node(1).removeUnused(LONG_AGO.plus(Duration.ofDays(1)), keys -> {
            assertThat(keys).hasSizeBetween(1, 1000);
            asked.addAll(keys);
            Set<String> found = new HashSet<>(keys);
            found.retainAll(Set.of(used));
            return found;
        }));

        assertThat(removed).isEqualTo(601);
        assertThat(asked).hasSize(602).doesNotContain(young);
        assertThat(read(unused)).isEmpty();
        assertThat(read(many.get(599))).isEmpty();
        assertThat(read(young)).isPresent();
        assertThat(read(used)).hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(300_000)));
    }
}
