package io.ticketkit.jpa;

import io.ticketkit.jpa.internal.Layout;
import io.ticketkit.jpa.internal.SqlErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the tables that are there. A failed look never breaks a PostgreSQL transaction. */
final class SchemaInspection {
    private static final String VERSION_TABLE = "ticket_schema_version";
    private static final String ORIGINS = "%1$s_source %1$s_chosen_by %1$s_confidence %1$s_review ";
    private static final String SUGGESTED = "%1$s_value %1$s_confidence %1$s_source %1$s_fate %1$s_corrected_to ";

    private SchemaInspection() {}

    /** The layout when Flyway is to migrate it; null when another tool made the tables. */
    static @Nullable Layout beforeMigration(Connection connection, Layout layout) throws SQLException {
        Set<String> columns = columns(connection, layout);
        if (!columns.contains(VERSION_TABLE + ".version")) {
            refuseForeignTables(columns, layout);
            return layout;
        }
        int found = version(connection, layout);
        if (found > TicketSchema.VERSION) {
            throw wrongVersion(found);
        }
        return columns.contains(FlywayMigration.HISTORY_TABLE + ".version") ? layout : null;
    }

    private static void refuseForeignTables(Set<String> columns, Layout layout) {
        Set<String> taken = expectedColumns(layout).stream()
                .map(SchemaInspection::tableOf)
                .collect(Collectors.toCollection(TreeSet::new));
        taken.retainAll(columns.stream().map(SchemaInspection::tableOf).toList());
        if (!taken.isEmpty()) {
            throw new SchemaException(
                    "There are tables already that TicketKit needs the names of: " + taken
                            + ". Give it a schema of its own: schema(\"helpdesk\").",
                    null);
        }
    }

    private static String tableOf(String column) {
        return column.substring(0, column.indexOf('.'));
    }

    static Layout check(Connection connection, Layout layout) throws SQLException {
        Set<String> columns = columns(connection, layout);
        String where = layout.schema() == null ? "the current schema" : "schema " + layout.schema();
        if (!columns.contains(VERSION_TABLE + ".version")) {
            throw new SchemaException(
                    "There are no tables of TicketKit in " + where + " (expected schema version "
                            + TicketSchema.VERSION
                            + "): run TicketSchema.of(dataSource).migrate(), or the SQL of TicketSchema.script().",
                    null);
        }
        int found = version(connection, layout);
        if (found != TicketSchema.VERSION) {
            throw wrongVersion(found);
        }
        Set<String> missing = expectedColumns(layout);
        missing.removeAll(columns);
        Set<String> constraints = expectedConstraints(layout);
        constraints.add("ticket_id_seq");
        constraints.add("ticket_run_id_seq");
        constraints.add("ticket_comment_id_seq");
        constraints.add("ticket_note_id_seq");
        constraints.add("ticket_attachment_id_seq");
        constraints.add("ticket_internal_attachment_id_seq");
        constraints.add("ticket_answer_feedback_id_seq");
        constraints.removeAll(constraints(connection, layout));
        constraints.removeAll(constraintsOfTypes(connection, layout));
        constraints.removeAll(sequences(connection, layout));
        missing.addAll(constraints);
        if (!missing.isEmpty()) {
            throw new SchemaException(
                    "The schema was altered: found version " + found + " as expected, but in " + where
                            + " these columns, constraints and sequences are missing: " + missing
                            + ". Restore them, as TicketSchema.script() shows them.",
                    null);
        }
        return layout;
    }

    private static SchemaException wrongVersion(int found) {
        String remedy = found > TicketSchema.VERSION
                ? "update TicketKit on this node."
                : "run TicketSchema.of(dataSource).migrate(), or the newer scripts with your own tool.";
        return new SchemaException(
                "The schema has version " + found + ", this TicketKit needs version " + TicketSchema.VERSION + ": "
                        + remedy,
                null);
    }

    private static int version(Connection connection, Layout layout) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select max(version) from " + layout.name(VERSION_TABLE))) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            throw SqlErrors.of(e);
        }
    }

    /** Names as {@code table.column}, in lower case. */
    private static Set<String> columns(Connection connection, Layout layout) throws SQLException {
        return names(
                connection,
                layout,
                "select concat(table_name, '.', column_name) from information_schema.columns where table_schema = ?");
    }

    private static Set<String> constraints(Connection connection, Layout layout) throws SQLException {
        return names(
                connection,
                layout,
                "select constraint_name from information_schema.table_constraints where table_schema = ?");
    }

    private static Set<String> constraintsOfTypes(Connection connection, Layout layout) throws SQLException {
        return names(
                connection,
                layout,
                "select constraint_name from information_schema.domain_constraints where domain_schema = ?");
    }

    private static Set<String> sequences(Connection connection, Layout layout) throws SQLException {
        return names(
                connection, layout, "select sequence_name from information_schema.sequences where sequence_schema = ?");
    }

    private static Set<String> names(Connection connection, Layout layout, String sql) throws SQLException {
        Set<String> names = new TreeSet<>();
        String schema = layout.schema() == null ? connection.getSchema() : layout.schema();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /** The script is the truth: every constraint has a name in it. */
    private static Set<String> expectedConstraints(Layout layout) {
        return Pattern.compile("\\bconstraint (\\w+)")
                .matcher(layout.dialect().script(0))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expectedColumns(Layout layout) {
        Set<String> names = new TreeSet<>();
        add(
                names,
                "ticket",
                "id tenant title description category priority priority_rank status sentiment urgency_score requester"
                        + " assignee team channel host_type host_id version last_event created_at updated_at"
                        + " first_response_at resolved_at closed_at needs_review search_text "
                        + ORIGINS.formatted("category")
                        + ORIGINS.formatted("priority")
                        + ORIGINS.formatted("sentiment")
                        + ORIGINS.formatted("urgency_score")
                        + (layout.dialect().isPostgresql() ? "search_vector" : "labelled"));
        add(names, "ticket_tag", "tenant ticket_id tag");
        add(names, "ticket_attribute", "tenant ticket_id name content");
        add(
                names,
                "ticket_history",
                "tenant ticket_id event position happened_at actor_role actor_id kind field old_value new_value");
        add(
                names,
                "ticket_idempotency",
                "tenant actor_role actor_id request_key fingerprint ticket_id used_at comment_id");
        add(
                names,
                "ticket_comment",
                "id tenant ticket_id kind author internal content ai_generated ai_model ai_confidence ai_run_id edit_count"
                        + " created_at edited_at deleted_at");
        add(
                names,
                "ticket_comment_edit",
                "tenant comment_id edit_number ticket_id content editor_role editor_id replaced_at");
        add(
                names,
                "ticket_attachment",
                "id tenant ticket_id comment_id name media_type size_bytes sha256 internal author_role author_id created_at"
                        + " store_key");
        add(names, "ticket_file", "tenant store_key stored_at size_bytes");
        add(names, "ticket_file_chunk", "tenant store_key chunk_number content");
        add(names, "ticket_rating", "tenant ticket_id score content actor_role actor_id rated_at changed_at");
        add(
                names,
                "ticket_answer_feedback",
                "id tenant ticket_id helpful run_id comment_id content actor_role actor_id said_at changed_at about_run"
                        + " about_comment");
        add(names, "ticket_category", "tenant code");
        add(
                names,
                "ticket_run",
                "id tenant ticket_id asked_at source outcome failure duration_micros model prompt_version request_id"
                        + " input_tokens cached_input_tokens output_tokens reasoning_tokens cost cost_unknown attempts"
                        + " cached flags rationale queue_text queue_at queue_attempt "
                        + SUGGESTED.formatted("category")
                        + SUGGESTED.formatted("priority")
                        + SUGGESTED.formatted("sentiment")
                        + SUGGESTED.formatted("urgency_score"));
        add(names, "ticket_spend", "tenant utc_day spent reserved");
        add(names, "ticket_model", "tenant field version trained_at checksum content");
        add(names, "ticket_training", "tenant due_at lease_until seen");
        add(
                names,
                "ticket_erasure",
                "id tenant person started_at ended_at tickets other_tickets comments files conversations");
        add(names, "ticket_report", "id tenant title created_at updated_at first_response_at resolved_at closed_at");
        return names;
    }

    private static void add(Set<String> names, String table, String columns) {
        for (String column : columns.strip().split(" +", -1)) {
            names.add(table + "." + column);
        }
    }
}
