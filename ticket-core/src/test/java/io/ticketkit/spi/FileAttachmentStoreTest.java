package io.ticketkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.StorageException;
import io.ticketkit.testkit.AttachmentStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileAttachmentStoreTest extends AttachmentStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @Override
    protected AttachmentStore node(int number) {
        return new FileAttachmentStore(directory.resolve("files"));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve("files"))) {
            return paths.skip(1).toList();
        }
    }

    private Path only() throws IOException {
        return all().stream().filter(Files::isRegularFile).findFirst().orElseThrow();
    }

    @Test
    void onlyTheOwnerReads() throws IOException {
        node(0).put("acme", KEY, NOW, content("x"));

        for (Path path : all()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
        assertThat(directory.resolve("files").relativize(only()).toString())
                .matches("[0-9a-f]{32}/01/" + KEY)
                .doesNotContain("acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x",
                "/etc/passwd",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdef/."
            })
    void aKeyIsNoPath(String key) {
        AttachmentStore store = node(0);

        assertThatThrownBy(() -> store.put("acme", key, NOW, content("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.open("acme", key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete("acme", key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void followsNoLinks() throws IOException {
        AttachmentStore store = node(0);
        store.put("acme", KEY, NOW, content("x"));
        Path file = only();
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.delete(file);
        Files.createSymbolicLink(file, secret);

        assertThatThrownBy(() -> store.open("acme", KEY)).isInstanceOf(StorageException.class);
        store.delete("acme", KEY);
        assertThat(secret).hasContent("secret");

        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.delete(file.getParent());
        Files.createSymbolicLink(file.getParent(), elsewhere);
        assertThatThrownBy(() -> store.put("acme", KEY, NOW, content("x"))).isInstanceOf(StorageException.class);
        Files.writeString(elsewhere.resolve(KEY), "secret");
        assertThatThrownBy(() -> store.open("acme", KEY)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.delete("acme", KEY)).isInstanceOf(StorageException.class);
        assertThat(store.removeUnused(Instant.parse("2100-01-01T00:00:00Z"), keys -> Set.of()))
                .isZero();
        assertThat(elsewhere.resolve(KEY)).exists();
    }

    @Test
    void whatACrashLeftUnfinishedIsRemovedAndNothingElse() throws IOException {
        AttachmentStore store = node(0);
        store.put("acme", KEY, NOW, content("x"));
        Path unfinished = Files.writeString(only().resolveSibling("f".repeat(32) + ".part"), "half");
        Path young = Files.writeString(only().resolveSibling("e".repeat(32) + ".part"), "half");
        Path foreign = Files.writeString(directory.resolve("files").resolve("README"), "not ours");
        Path foreignToo = Files.writeString(only().resolveSibling("README"), "not ours");
        for (Path old : List.of(unfinished, foreign, foreignToo)) {
            Files.setLastModifiedTime(old, FileTime.from(NOW.minusSeconds(1)));
        }

        assertThat(store.open("acme", "f".repeat(32))).isEmpty();
        assertThat(store.removeUnused(NOW, keys -> Set.of())).isEqualTo(1);

        assertThat(unfinished).doesNotExist();
        assertThat(List.of(young, foreign, foreignToo)).allMatch(Files::exists);
        assertThat(store.open("acme", KEY)).isPresent();
    }

    @Test
    void aKeyIsNotWrittenTwiceAtOnce() throws IOException {
        AttachmentStore store = node(0);
        InputStream nested = new InputStream() {
            private boolean asked;

            @Override
            public int read() throws IOException {
                if (!asked) {
                    asked = true;
                    assertThatThrownBy(() -> node(1).put("acme", KEY, NOW, content("y")))
                            .isInstanceOf(StorageException.class);
                    return 'x';
                }
                return -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int next = read();
                if (next >= 0) {
                    bytes[from] = (byte) next;
                }
                return next < 0 ? -1 : 1;
            }
        };

        store.put("acme", KEY, NOW, nested);

        assertThat(only()).hasContent("x");
    }

    @Test
    void aDirectoryThatIsNoneIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThatThrownBy(() -> new FileAttachmentStore(file))
                .isInstanceOf(StorageException.class)
                .message()
                .doesNotContain(file.toString());
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("real")));
        new FileAttachmentStore(link).put("acme", KEY, NOW, content("x"));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isDirectory(directory.resolve("real"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }
}
