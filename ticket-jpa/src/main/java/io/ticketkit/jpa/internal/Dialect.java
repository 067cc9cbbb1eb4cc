package io.ticketkit.jpa.internal;

import io.ticketkit.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The databases that are supported, and what differs between them. */
public enum Dialect {
    /** H2. */
    H2("h2"),
    /** PostgreSQL. */
    POSTGRESQL("postgresql");

    private static final String LOCATION = "ticketkit/schema/";
    private static final List<String> SCRIPTS = List.of(
            "V1__tickets.sql",
            "V2__runs.sql",
            "V3__learning.sql",
            "V4__conversation.sql",
            "V5__outbox.sql",
            "V6__attachments.sql",
            "V7__teamwork.sql",
            "V8__assistance.sql",
            "V9__assist_runs.sql",
            "V10__rating_history.sql",
            "V11__learning_from_feedback.sql",
            "V12__analytics.sql",
            "V13__processing.sql",
            "V14__privacy.sql",
            "V15__indexes.sql",
            "V16__checks_of_columns.sql",
            "V17__words_searched_at_once.sql",
            "V18__lists_of_two_fields.sql");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** The dialect of a connection's database. */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new StorageException(
                        "The database " + product + " is not supported: use H2 or PostgreSQL.", null);
        };
    }

    /** Where the scripts lie on the class path. */
    public String location() {
        return LOCATION + folder;
    }

    /** The SQL of the scripts that follow a version, in their order: of all, when it is 0. */
    public String script(int after) {
        return SCRIPTS.subList(after, SCRIPTS.size()).stream().map(this::read).collect(Collectors.joining("\n"));
    }

    private String read(String script) {
        String name = "/" + location() + "/" + script;
        try (InputStream in = Objects.requireNonNull(Dialect.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is PostgreSQL. */
    public boolean isPostgresql() {
        return this == POSTGRESQL;
    }

    String nextValue(String sequence) {
        return isPostgresql() ? "select nextval('" + sequence + "')" : "select next value for " + sequence;
    }

    /** What is true of a ticket {@code t} of which a person chose category or priority, as an index has it. */
    String labelled() {
        return isPostgresql() ? "(t.category_source = 'person' or t.priority_source = 'person')" : "t.labelled";
    }

    /**
     * That a conversation {@code c} is about no ticket. H2 would find those by the index that it makes of the foreign key, and sort
     * them all for a page.
     */
    String aboutNoTicket() {
        return isPostgresql() ? "c.ticket_id is null" : "coalesce(c.ticket_id, 0) = 0";
    }

    /** Sorts texts by their characters, not as people of some country do: what follows a column in ORDER BY. */
    String byCharacters() {
        return isPostgresql() ? " collate \"C\"" : "";
    }

    /** An aggregate of texts; the separator is one control character. */
    String joined(String expression, char separator) {
        String code = "chr(" + (int) separator + ")";
        return isPostgresql()
                ? "string_agg(" + expression + ", " + code + ")"
                : "listagg(" + expression + ", " + code + ")";
    }
}
