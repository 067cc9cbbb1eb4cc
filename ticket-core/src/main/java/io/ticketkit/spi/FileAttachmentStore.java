package io.ticketkit.spi;

import io.ticketkit.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Keeps attached files in a directory that belongs to one database, on one machine or on a file system that all nodes
 * share: {@code <of the tenant>/<first two digits of the key>/<key>}. No name that somebody sent becomes part of a path.
 * A file is written beside its place, forced to the disk and then moved there; only the user of this process may read it,
 * where the file system knows users. Symbolic links below the directory are refused. Thread-safe.
 */
public final class FileAttachmentStore implements AttachmentStore {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final String UNFINISHED = ".part";
    private static final int BUFFER = 64 << 10;
    private static final int ASKED_AT_ONCE = 500;

    private final Path root;
    private final boolean posix;

    /**
     * In a directory, which is made when it is not there.
     *
     * @param directory for nothing else
     * @throws StorageException when it cannot be made or is none
     */
    public FileAttachmentStore(Path directory) {
        this.posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            this.root =
                    Files.createDirectories(directory, onlyOwner("rwx------")).toRealPath();
        } catch (IOException e) {
            throw failed("made", e);
        }
    }

    private FileAttribute<?>[] onlyOwner(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static StorageException failed(String what, IOException cause) {
        // messages of file systems name paths, never what somebody sent
        return new StorageException("An attached file, or its directory, could not be " + what + ".", cause);
    }

    /**
     * Where one file lies.
     *
     * @param tenant the directory of the tenant, in the root
     * @param directory the directory in that
     * @param file the file in that
     */
    private record Place(Path tenant, Path directory, Path file) {
        Path unfinished() {
            return directory.resolve(file.getFileName() + UNFINISHED);
        }
    }

    private Place place(String tenant, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key has 32 hexadecimal digits");
        }
        Path own = root.resolve(directoryOf(tenant));
        Path directory = own.resolve(key.substring(0, 2));
        return new Place(own, directory, directory.resolve(key));
    }

    /** A digest: a tenant may be called anything, and two that differ in case only stay apart everywhere. */
    private static String directoryOf(String tenant) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(tenant.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void put(String tenant, String key, Instant at, InputStream content) throws IOException {
        Place place = place(tenant, key);
        makeDirectory(place.tenant(), root);
        makeDirectory(place.directory(), place.tenant());
        FileChannel channel = create(place.unfinished());
        boolean done = false;
        try {
            try (channel) {
                copy(content, channel);
            }
            finish(place, at);
            done = true;
        } finally {
            if (!done) {
                discard(place.unfinished());
            }
        }
    }

    private void makeDirectory(Path directory, Path parent) {
        try {
            Files.createDirectory(directory, onlyOwner("rwx------"));
            force(parent);
        } catch (FileAlreadyExistsException e) {
            refuseLink(directory);
        } catch (IOException e) {
            throw failed("made", e);
        }
    }

    private static void refuseLink(Path directory) {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    "Below the directory of attached files there are directories only, no links.", null);
        }
    }

    private FileChannel create(Path file) {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(file, options, onlyOwner("rw-------"));
        } catch (IOException e) {
            throw failed("made", e);
        }
    }

    /** What the content throws is passed on, what the disk throws is ours. */
    private static void copy(InputStream content, FileChannel channel) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            write(channel, ByteBuffer.wrap(buffer, 0, length));
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private static void finish(Place place, Instant at) {
        Path unfinished = place.unfinished();
        try {
            Files.setLastModifiedTime(unfinished, FileTime.from(at));
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, place.file(), StandardCopyOption.ATOMIC_MOVE);
            force(place.directory());
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** So that what is in a directory survives a crash, too; Windows neither needs nor allows it. */
    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the files themselves were forced
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // removeUnused finds it
        }
    }

    @Override
    public Optional<InputStream> open(String tenant, String key) {
        Place place = place(tenant, key);
        refuseLinks(place);
        try {
            return Optional.of(Channels.newInputStream(
                    FileChannel.open(place.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("opened", e);
        }
    }

    private static void refuseLinks(Place place) {
        refuseLink(place.tenant());
        refuseLink(place.directory());
    }

    @Override
    public void delete(String tenant, String key) {
        Place place = place(tenant, key);
        refuseLinks(place);
        delete(place.file());
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("removed", e);
        }
    }

    @Override
    public long removeUnused(Instant before, UnaryOperator<Set<String>> used) {
        Sweep sweep = new Sweep(before, used);
        try (DirectoryStream<Path> tenants = Files.newDirectoryStream(root, FileAttachmentStore::isDirectory)) {
            for (Path tenant : tenants) {
                sweep.tenant(tenant);
            }
        } catch (IOException e) {
            throw failed("listed", e);
        }
        return sweep.end();
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Collects what is old, and asks about some hundred at a time. */
    private static final class Sweep {
        private final FileTime before;
        private final UnaryOperator<Set<String>> used;
        private final Map<String, Path> old = new HashMap<>();
        private long removed;

        Sweep(Instant before, UnaryOperator<Set<String>> used) {
            this.before = FileTime.from(before);
            this.used = used;
        }

        void tenant(Path tenant) throws IOException {
            try (DirectoryStream<Path> directories =
                    Files.newDirectoryStream(tenant, FileAttachmentStore::isDirectory)) {
                for (Path directory : directories) {
                    directory(directory);
                }
            }
        }

        private void directory(Path directory) throws IOException {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    file(file);
                }
            }
        }

        private void file(Path file) {
            String name = file.getFileName().toString();
            boolean unfinished = name.endsWith(UNFINISHED);
            String key = unfinished ? name.substring(0, name.length() - UNFINISHED.length()) : name;
            if (!KEY.matcher(key).matches() || !isOld(file)) {
                return;
            }
            if (unfinished) {
                removed += delete(file) ? 1 : 0;
                return;
            }
            old.put(key, file);
            if (old.size() == ASKED_AT_ONCE) {
                removeWhatIsUnused();
            }
        }

        private boolean isOld(Path file) {
            try {
                return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                                .compareTo(before)
                        < 0;
            } catch (IOException e) {
                // removed meanwhile, or not to be read: another time
                return false;
            }
        }

        private void removeWhatIsUnused() {
            old.keySet().removeAll(used.apply(Set.copyOf(old.keySet())));
            for (Path file : old.values()) {
                removed += delete(file) ? 1 : 0;
            }
            old.clear();
        }

        long end() {
            if (!old.isEmpty()) {
                removeWhatIsUnused();
            }
            return removed;
        }
    }
}
