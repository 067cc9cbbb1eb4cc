package io.ticketkit.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL and a standby that copies it as it writes, for one test. Its base is made as the manual says for a low-level
 * backup, for pg_basebackup is not among the binaries. Both run without fsync: what ends here is a process, never a machine.
 */
final class PostgresPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STANDBY = "standby";
    /** What belongs to the running server, and what the standby fetches itself. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "epg-lock", "pg_wal");

    private final Path primaryFiles;
    private final Path standbyFiles;
    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;
    private boolean primaryIsGone;

    private PostgresPair(Path directory) throws IOException, SQLException {
        this.primaryFiles = directory.resolve("primary");
        this.standbyFiles = directory.resolve(STANDBY);
        this.primary = start(primaryFiles);
        try {
            copy();
            this.standby = start(standbyFiles);
        } catch (IOException | SQLException | RuntimeException e) {
            primary.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kill(primaryFiles);
            kill(standbyFiles);
        }));
    }

    /** In an empty directory; skips the test where there is no embedded server, fails instead with {@code CI=true}. */
    static PostgresPair start(Path directory, boolean copiedBeforeCommitReturns) throws SQLException {
        PostgresPair pair = in(directory);
        if (copiedBeforeCommitReturns) {
            onServer(pair.primaryUrl(), "alter system set synchronous_standby_names = '" + STANDBY + "'");
            onServer(pair.primaryUrl(), "select pg_reload_conf()");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> pair.value(pair.primaryUrl(), "select sync_state from pg_stat_replication")
                            .equals("sync"));
        }
        return pair;
    }

    private static PostgresPair in(Path directory) throws SQLException {
        try {
            return new PostgresPair(directory);
        } catch (IOException | IllegalStateException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(e);
            }
            return Assumptions.abort("no embedded PostgreSQL (" + e + ")");
        }
    }

    private static EmbeddedPostgres start(Path files) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("wal_keep_size", "256MB")
                .setServerConfig("shared_buffers", "16MB")
                .setServerConfig("max_connections", "50")
                .start();
    }

    /** A base of the standby, and what it is. */
    private void copy() throws IOException, SQLException {
        String label;
        try (Connection connection = DriverManager.getConnection(primaryUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copyFiles(primaryFiles, standbyFiles);
            try (ResultSet stop = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stop.next();
                label = stop.getString(1);
            }
        }
        Files.createDirectories(standbyFiles.resolve("pg_wal/archive_status"));
        Files.createDirectories(standbyFiles.resolve("pg_wal/summaries"));
        Files.writeString(standbyFiles.resolve("backup_label"), label);
        Files.createFile(standbyFiles.resolve("standby.signal"));
        Files.writeString(
                standbyFiles.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + primary.getPort() + " user=postgres application_name="
                        + STANDBY + "'\n",
                StandardOpenOption.APPEND);
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (LEFT_OUT.contains(from.relativize(directory).toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Path copy = Files.createDirectories(to.resolve(from.relativize(directory)));
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(directory));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException e) {
                        // removed while the server runs, as some are: what the standby then copies tells
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Of whichever of the two may be written to, for whoever is to go on after a fail-over. */
    String url() {
        return "jdbc:postgresql://localhost:" + primary.getPort() + ",localhost:" + standby.getPort()
                + "/postgres?user=postgres&targetServerType=primary&connectTimeout=2&hostRecheckSeconds=1";
    }

    String primaryUrl() {
        return primary.getJdbcUrl("postgres", "postgres");
    }

    String standbyUrl() {
        return standby.getJdbcUrl("postgres", "postgres");
    }

    /** Fails at once when it is not there, where a pool waits for it. */
    DataSource standbyWithoutPool() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(standbyUrl());
        return source;
    }

    /** Whoever asks for it closes it. */
    static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** From now on what the standby gets stays unread; it still gets it. */
    void pauseReplay() throws SQLException {
        onServer(standbyUrl(), "select pg_wal_replay_pause()");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> value(standbyUrl(), "select pg_get_wal_replay_pause_state()")
                        .equals("paused"));
    }

    void resumeReplay() throws SQLException {
        onServer(standbyUrl(), "select pg_wal_replay_resume()");
    }

    /** Until the standby shows all that was committed before. */
    void awaitReplay() throws SQLException {
        String written = value(primaryUrl(), "select pg_current_wal_flush_lsn()");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> value(standbyUrl(), "select pg_last_wal_replay_lsn() >= '" + written + "'")
                        .equals("t"));
    }

    /** Bytes of the log that the standby has not replayed yet. */
    long bytesBehind() throws SQLException {
        String written = value(primaryUrl(), "select pg_current_wal_flush_lsn()");
        return Long.parseLong(value(standbyUrl(), "select '" + written + "'::pg_lsn - pg_last_wal_replay_lsn()"));
    }

    void stopStandby() throws IOException {
        standby.close();
    }

    /** {@code kill -9}; its children follow when they notice. */
    void killPrimary() {
        primaryIsGone = true;
        kill(primaryFiles);
    }

    private static void kill(Path files) {
        try {
            String pid = Files.readAllLines(files.resolve("postmaster.pid")).get(0);
            ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(server -> {
                server.destroyForcibly();
                server.onExit().join();
            });
        } catch (IOException e) {
            // it does not run
        }
    }

    /** Makes the standby one that may be written to. */
    void promoteStandby() throws SQLException {
        if (!value(standbyUrl(), "select pg_promote(true, 60)").equals("t")) {
            throw new IllegalStateException("not promoted");
        }
    }

    String value(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void onServer(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        // first, for a primary waits for a standby it has promised to
        if (!primaryIsGone) {
            primary.close();
        }
        standby.close();
    }
}
