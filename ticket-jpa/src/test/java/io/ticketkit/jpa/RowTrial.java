package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.jpa.internal.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** H2 and PostgreSQL with all tables: which rows they take, and by which constraint they refuse others. */
final class RowTrial implements AutoCloseable {
    private static final String TICKET = "id 2, tenant 'acme', title 't', description 'd', search_text ' t d',"
            + " category 'general', priority 'low', status 'open', sentiment 'calm', urgency_score 0, version 1,"
            + " last_event 1, created_at 946684800000000, updated_at 946684800000000, category_source 'person',"
            + " category_review false, priority_source 'person', priority_review false, sentiment_source 'person',"
            + " sentiment_review false, urgency_score_source 'person', urgency_score_review false";

    private final List<TestDatabase> databases = new ArrayList<>();

    /** Makes the tables, with ticket 1 of tenant acme. */
    void open() throws SQLException {
        databases.add(TestDatabase.h2());
        databases.add(TestDatabase.postgresql());
        for (TestDatabase database : databases) {
            TicketSchema.of(database.dataSource()).migrate();
        }
        execute("insert into ticket_category (tenant, code) values ('acme', 'general')");
        execute(ticket(Map.of("id", "1")));
    }

    void execute(String sql) throws SQLException {
        for (TestDatabase database : databases) {
            database.execute(sql);
        }
    }

    static String ticket(Map<String, String> different) {
        return insert("ticket", TICKET, different);
    }

    /** A row of columns, each with its value after a space, but for those that are different. */
    static String insert(String table, String columns, Map<String, String> different) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String column : columns.split(", *", -1)) {
            int space = column.indexOf(' ');
            row.put(column.substring(0, space), column.substring(space + 1));
        }
        row.putAll(different);
        return "insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                + String.join(", ", row.values()) + ")";
    }

    static String text(int length) {
        return "'" + "x".repeat(length) + "'";
    }

    static String emoji(int length) {
        StringBuilder text = new StringBuilder("'");
        // all different, so that an index cannot compress them away
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(0x1F300 + (i * 7919) % 0x2FF);
        }
        return text.append("'").toString();
    }

    void refuses(String constraint, String sql) {
        for (TestDatabase database : databases) {
            SQLException refused = catchThrowableOfType(SQLException.class, () -> database.execute(sql));
            assertThat(refused != null).as(database.toString()).isTrue();
            assertThat((Throwable) SqlErrors.of(refused))
                    .as(database.toString())
                    .isInstanceOfSatisfying(
                            ConstraintViolatedException.class,
                            e -> assertThat(e.constraint()).isEqualTo(constraint));
        }
    }

    /** Both take it; afterwards it is removed again. */
    void takes(String sql, List<String> removal) {
        for (TestDatabase database : databases) {
            assertThatCode(() -> {
                        try {
                            database.execute(sql);
                        } finally {
                            for (String each : removal) {
                                database.execute(each);
                            }
                        }
                    })
                    .as(database.toString())
                    .doesNotThrowAnyException();
        }
    }

    /** What a query of one value gives on both. */
    List<String> values(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        for (TestDatabase database : databases) {
            values.add(database.value(sql));
        }
        return values;
    }

    /** What the scripts create, but for the version of the schema itself. */
    static List<String> tables() {
        return Pattern.compile("create table (\\w+)")
                .matcher(TicketSchema.postgresqlScript())
                .results()
                .map(found -> found.group(1))
                .filter(table -> !table.equals("ticket_schema_version"))
                .toList();
    }

    @Override
    public void close() {
        databases.forEach(TestDatabase::close);
    }
}
