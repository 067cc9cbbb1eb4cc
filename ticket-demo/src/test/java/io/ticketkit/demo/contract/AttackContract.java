package io.ticketkit.demo.contract;

import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RefusalLog;
import io.ticketkit.demo.testing.RunningDemo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** What attacks have in common: callers log in, everything that is refused is logged, and nothing secret with it. */
abstract class AttackContract extends HttpContract {
    final RefusalLog log = RefusalLog.open();

    AttackContract(DemoOn demo) {
        super(demo);
    }

    static Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_REFUSALS_LOGGED_PER_MINUTE", "1000000");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    static Stream<DemoOn> demos() {
        return DemoOn.with(settings());
    }

    /** No password and no key is ever in a log, whatever a test is about. */
    @AfterEach
    void nothingSecretIsLogged() {
        if (!log.refusals().isEmpty()) {
            log.assertSaysNone(Person.PASSWORD, RunningDemo.SECRET);
        }
        log.close();
    }

    /** Why an answer is not the refusal it should be; empty when it is, and logged without what was sent. */
    List<String> problems(String what, Answer answer, List<Integer> statuses, String... secrets) {
        List<String> problems = new ArrayList<>();
        if (!statuses.contains(answer.status())) {
            problems.add(what + ": " + answer);
        }
        for (String secret : secrets) {
            if (answer.text().contains(secret)) {
                problems.add(what + " tells it: " + answer);
            }
        }
        List<String> lines = log.about(answer);
        if (answer.status() >= 400
                && (lines.size() != 1 || !lines.get(0).startsWith("refused status=" + answer.status()))) {
            problems.add(what + " is not logged: " + answer + lines);
        }
        return problems;
    }

    /** Everything that is stored, each row as text. */
    Map<String, List<String>> tables() {
        try (Connection connection = demo.source().getConnection()) {
            Map<String, List<String>> tables = new TreeMap<>();
            for (String table : names(connection)) {
                tables.put(table, rows(connection, table));
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                if (String.valueOf(tables.getString("TABLE_TYPE")).contains("TABLE")) {
                    names.add(tables.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append('|');
                }
                all.add(row.toString());
            }
        }
        Collections.sort(all);
        return all;
    }
}
