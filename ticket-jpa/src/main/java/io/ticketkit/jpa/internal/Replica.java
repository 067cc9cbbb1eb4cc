package io.ticketkit.jpa.internal;

import io.ticketkit.Deadline;
import io.ticketkit.StorageConflictException;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads on a copy of the database, and on the primary while the copy fails. */
public final class Replica {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    /** So that not every call waits for a copy that does not answer. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final Duration pause;
    /** When a copy that failed is tried again; null while it answers. */
    private final AtomicReference<@Nullable Deadline> resting = new AtomicReference<>();

    /** A copy that is left alone for so long after it failed. */
    public Replica(DataSource dataSource, Duration pause) {
        this.dataSource = dataSource;
        this.pause = pause;
    }

    /** A copy, or null where there is none. */
    public static @Nullable Replica on(@Nullable DataSource dataSource) {
        return dataSource == null ? null : new Replica(dataSource, PAUSE);
    }

    /** Runs work in a read-only transaction of its own; that of the primary when this one cannot answer. */
    public <T> T read(Function<SqlSession, T> work, Transactions primary) {
        Deadline rest = resting.get();
        if (rest != null && !(rest.hasPassed() && resting.compareAndSet(rest, Deadline.after(pause)))) {
            return primary.read(work);
        }
        try {
            T result = ConnectionSession.readOnly(dataSource, work);
            if (resting.getAndSet(null) != null) {
                LOG.info("the read-only replica answers again");
            }
            return result;
        } catch (StorageException e) {
            if (!isOfTheCopy(e)) {
                throw e;
            }
            if (e instanceof StorageConflictException) {
                // one statement that was in the way of what it had to copy
                return primary.read(work);
            }
            if (resting.getAndSet(Deadline.after(pause)) == null) {
                LOG.warn(
                        "the read-only replica fails; figures and searches are read on the primary until it answers",
                        e);
            }
            return primary.read(work);
        }
    }

    /** Not what would fail on the primary as well, as a statement that takes too long. */
    private static boolean isOfTheCopy(StorageException failure) {
        return failure instanceof StorageUnavailableException
                || failure instanceof StorageConflictException
                || (failure.getCause() instanceof SQLException sql && lacksTables(sql));
    }

    /** A migration that has not got there, or another database. */
    private static boolean lacksTables(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("42") || state.equals("3F000"));
    }
}
