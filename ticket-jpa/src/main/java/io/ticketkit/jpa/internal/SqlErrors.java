package io.ticketkit.jpa.internal;

import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.StorageConflictException;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketKitException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of TicketKit of those of driver and provider, without a ticket's text in any message. */
public final class SqlErrors {
    private static final String DUPLICATE_KEY = "23505";
    private static final int H2_LOCK_TIMEOUT = 50200;
    /** Connection broken, database closed, database already closed. */
    private static final Set<Integer> H2_GONE = Set.of(90067, 90098, 90121);

    /** Shutdown by the administrator, after a crash, starting up; too many connections. */
    private static final Set<String> POSTGRESQL_GONE = Set.of("57P01", "57P02", "57P03", "53300");

    /** Classes of SQLState whose messages never quote a value. */
    private static final Set<String> SILENT = Set.of("08", "25", "40", "42", "53", "55", "57", "58", "90");

    private static final Pattern POSTGRESQL_CONSTRAINT = Pattern.compile("constraint \"([^\"]+)\"");
    private static final Pattern H2_CONSTRAINT =
            Pattern.compile("violation: \"(?:[A-Za-z0-9_]+\\.)?([A-Za-z0-9_]+?)(?:_INDEX_\\w+)?[: ]");

    private SqlErrors() {}

    /** Runs something of the persistence provider. */
    public static <T> T mapped(Callable<T> work) {
        try {
            return work.call();
        } catch (TicketKitException e) {
            throw e;
        } catch (Exception e) {
            throw of(e);
        }
    }

    /** What a failure means. */
    public static StorageException of(Throwable failure) {
        SQLException sql = find(failure);
        if (sql == null) {
            String name = failure.getClass().getSimpleName();
            return new StorageException("The persistence provider reported an error (" + name + ").", failure);
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (isUnavailable(sql, state)) {
            return new StorageUnavailableException(silent(sql, state));
        } else if (state.startsWith("40") || state.equals("55P03") || sql.getErrorCode() == H2_LOCK_TIMEOUT) {
            return new StorageConflictException(silent(sql, state));
        } else if (state.startsWith("23")) {
            return new ConstraintViolatedException(constraint(sql), silent(sql, state));
        }
        return new StorageException("The database reported an error (SQLState " + state + ").", silent(sql, state));
    }

    static boolean isDuplicateKey(SQLException failure) {
        return DUPLICATE_KEY.equals(failure.getSQLState());
    }

    private static boolean isUnavailable(SQLException sql, String state) {
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || state.startsWith("08")
                || POSTGRESQL_GONE.contains(state)
                || H2_GONE.contains(sql.getErrorCode());
    }

    private static @Nullable SQLException find(@Nullable Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 50; t = t.getCause(), depth++) {
            if (t instanceof BatchUpdateException batch && batch.getNextException() != null) {
                return batch.getNextException();
            } else if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** The exception itself when its message can quote no value, else one with its codes and stack only. */
    private static SQLException silent(SQLException sql, String state) {
        // without a state it comes from a connection pool
        boolean quotesNothing = state.length() < 2 || SILENT.contains(state.substring(0, 2));
        if (quotesNothing && !(sql instanceof BatchUpdateException)) {
            return sql;
        }
        SQLException codes =
                new SQLException("SQLState " + state + ", error code " + sql.getErrorCode(), state, sql.getErrorCode());
        codes.setStackTrace(sql.getStackTrace());
        return codes;
    }

    private static String constraint(SQLException sql) {
        String message = sql.getMessage() == null ? "" : sql.getMessage();
        for (Pattern pattern : new Pattern[] {POSTGRESQL_CONSTRAINT, H2_CONSTRAINT}) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                return matcher.group(1).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
