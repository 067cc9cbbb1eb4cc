package io.ticketkit.jpa.bench;

import io.ticketkit.jpa.TicketSchema;
import io.ticketkit.jpa.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What each index costs a submit and a transition, on PostgreSQL: the rows of many are written with it and without it, in turns, in
 * transactions that are rolled back. Prints a table; docs/performance.md says what came of it.
 *
 * <p>An empty database is filled with {@code -Dbench.tickets=200000}: one of its own, or that of {@code -Dticket.pg.url}, whose user is a
 * superuser. A thousand tickets are written {@code -Dbench.rounds=5} times with each index and without it. Meanwhile the server logs no whole pages: how many those are depends on how long ago the last
 * checkpoint was. How many pages are changed is counted instead.
 */
public final class IndexCost {
    private static final int ROWS = 1_000;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final String NOW = "1795262400000000";
    private static final String WORDS = "ticket_search_idx";
    private static final Pattern WAL = Pattern.compile("WAL: .*?bytes=(\\d+)");
    private static final Pattern PAGES = Pattern.compile("Buffers: .*?dirtied=(\\d+)");
    private static final Pattern MILLIS = Pattern.compile("Execution Time: ([0-9.]+) ms");

    /** What was written, for each ticket. */
    private record Cost(double walBytes, double pages, double micros) {
        static final Cost NONE = new Cost(0, 0, 0);

        Cost plus(Cost other) {
            return new Cost(walBytes + other.walBytes, pages + other.pages, micros + other.micros);
        }

        Cost minus(Cost other) {
            return new Cost(walBytes - other.walBytes, pages - other.pages, micros - other.micros);
        }
    }

    private record Index(String name, String table, long bytes) {}

    private record Step(String table, String sql) {}

    private final Connection connection;
    private long written;

    private IndexCost(Connection connection) {
        this.connection = connection;
    }

    /** Runs it; arguments are not looked at. */
    public static void main(String[] arguments) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(filled())) {
            new IndexCost(connection).measure();
        }
    }

    private static String filled() throws SQLException, IOException {
        String url = PostgresServer.url();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        TicketSchema.of(database).migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                InputStream script = TicketSchema.class.getResourceAsStream("many-tickets.sql")) {
            statement.execute(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${tickets}", System.getProperty("bench.tickets", "200000"))
                    .replace("${now}", NOW));
        }
        return url;
    }

    private void measure() throws SQLException {
        execute("alter system set full_page_writes = off");
        try {
            execute("select pg_reload_conf()");
            execute("set max_parallel_workers_per_gather = 0");
            execute("vacuum analyze");
            prepare();
            print(indexes());
        } finally {
            execute("alter system reset full_page_writes");
            execute("select pg_reload_conf()");
        }
    }

    private void print(List<Index> indexes) throws SQLException {
        Map<String, List<Cost>> submits = new LinkedHashMap<>();
        Map<String, List<Cost>> transitions = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            add(submits, "", sum(written(true, List.of())));
            add(transitions, "", sum(written(false, List.of())));
            for (Index index : indexes) {
                add(submits, index.name(), difference(true, index));
                if (index.table().equals("ticket") || index.table().equals("ticket_history")) {
                    add(transitions, index.name(), difference(false, index));
                }
            }
            execute("vacuum");
        }
        System.out.println(
                ROWS + " tickets at a time, " + ROUNDS + " rounds, medians for one ticket: bytes of WAL, pages changed"
                        + " after a checkpoint, µs; and MB of the index");
        System.out.printf("%-36s %26s %26s%n", "", "submit", "transition");
        print("all that is written", submits.get(""), transitions.get(""), "");
        for (Index index : indexes) {
            String size = String.format(Locale.ROOT, "%7.1f", index.bytes() / 1048576.0);
            print(index.name(), submits.get(index.name()), transitions.get(index.name()), size);
        }
    }

    private static void add(Map<String, List<Cost>> costs, String index, Cost cost) {
        costs.computeIfAbsent(index, key -> new ArrayList<>()).add(cost);
    }

    private static Cost sum(Map<String, Cost> costs) {
        return costs.values().stream().reduce(Cost.NONE, Cost::plus);
    }

    /** Of the statements that write its table; the others are the same. Without the index of words, which costs most and evenly. */
    private Cost difference(boolean submit, Index index) throws SQLException {
        List<String> both = index.name().equals(WORDS) ? List.of() : List.of(WORDS);
        Cost with = written(submit, both).getOrDefault(index.table(), Cost.NONE);
        List<String> more = new ArrayList<>(both);
        more.add(index.name());
        return with.minus(written(submit, more).getOrDefault(index.table(), Cost.NONE));
    }

    private static void print(String name, @Nullable List<Cost> submit, @Nullable List<Cost> transition, String size) {
        System.out.printf(Locale.ROOT, "%-36s %26s %26s %s%n", name, medians(submit), medians(transition), size);
    }

    private static String medians(@Nullable List<Cost> costs) {
        return costs == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%8.0f %8.3f %7.1f",
                        median(costs, Cost::walBytes),
                        median(costs, Cost::pages),
                        median(costs, Cost::micros));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
        double[] sorted = costs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Tickets to write more of the like of, from all of the time, with texts of forty words. */
    private void prepare() throws SQLException {
        execute("select setseed(0.5)");
        execute(
                "create temporary table words as select s.n, string_agg('word' || cast(power(random(), 3) * 20000 as integer), ' ')"
                        + " as text from generate_series(1, " + ROWS
                        + ") s (n), generate_series(1, 40) w group by s.n");
        execute(
                "create temporary table source as select row_number() over () as n, t.*, w.text from (select * from ticket"
                        + " order by hashint8(id) fetch first " + ROWS
                        + " rows only) t join words w on w.n = 1 + t.id % " + ROWS);
        execute("analyze source");
    }

    private List<Index> indexes() throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select c.relname, t.relname, pg_relation_size(c.oid) from pg_index i"
                                + " join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid"
                                + " where not i.indisunique and c.relnamespace = cast(current_schema() as regnamespace) and t.relname in"
                                + " ('ticket', 'ticket_tag', 'ticket_history', 'ticket_run', 'ticket_outbox', 'ticket_idempotency')"
                                + " order by t.relname, c.relname")) {
            while (rows.next()) {
                indexes.add(new Index(rows.getString(1), rows.getString(2), rows.getLong(3)));
            }
        }
        return indexes;
    }

    /** By table. */
    private Map<String, Cost> written(boolean submit, List<String> without) throws SQLException {
        execute("checkpoint");
        Map<String, Cost> costs = new LinkedHashMap<>();
        connection.setAutoCommit(false);
        try {
            for (String index : without) {
                execute("drop index " + index);
            }
            for (Step step : submit ? submit() : transition()) {
                costs.merge(step.table(), explained(step.sql()), Cost::plus);
            }
            if (!without.contains(WORDS)) {
                // what is put off until there is more of it
                costs.merge("ticket", explained("select gin_clean_pending_list('" + WORDS + "')"), Cost::plus);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return costs;
    }

    private Cost explained(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain (analyze, wal, buffers, timing off) " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return new Cost(first(WAL, plan) / ROWS, first(PAGES, plan) / ROWS, first(MILLIS, plan) * 1_000 / ROWS);
    }

    /** The first is of all that is below it, too; none is none. */
    private static double first(Pattern number, CharSequence plan) {
        Matcher matcher = number.matcher(plan);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    /** A ticket that somebody submitted with a key and a tag, history, the run of one classifier, an event for one handler. */
    private List<Step> submit() {
        written += ROWS;
        String id = "100000000 + " + written + " + s.n";
        String time = NOW + " + (" + written + " + s.n) * 1000";
        return List.of(
                new Step(
                        "ticket",
                        "insert into ticket (id, tenant, title, description, search_text, category, priority, status, sentiment,"
                                + " urgency_score, requester, team, channel, host_type, host_id, version, last_event, created_at,"
                                + " updated_at, category_source, category_confidence, category_review, priority_source,"
                                + " priority_review, sentiment_source, sentiment_review, urgency_score_source,"
                                + " urgency_score_review) select " + id
                                + ", s.tenant, s.title, s.text, ' ' || s.text || ' ',"
                                + " s.category, s.priority, 'open', s.sentiment, s.urgency_score, s.requester, s.team, s.channel,"
                                + " s.host_type, s.host_id, 1, 1, " + time + ", " + time
                                + ", 'keyword', 0.8, s.n % 10 = 0,"
                                + " 'keyword', false, 'keyword', false, 'keyword', false from source s"),
                new Step(
                        "ticket_tag",
                        "insert into ticket_tag (tenant, ticket_id, tag) select s.tenant, " + id
                                + ", 'tag-' || s.n % 40 from source s"),
                new Step("ticket_history", history(id, time, "1, 0", "'submitted', null, null, null")),
                new Step(
                        "ticket_run",
                        "insert into ticket_run (id, tenant, ticket_id, asked_at, source, outcome, duration_micros, cost_unknown,"
                                + " rationale, category_value, category_confidence, category_source, category_fate, priority_value,"
                                + " priority_confidence, priority_source, priority_fate) select " + id + ", s.tenant, "
                                + id + ", "
                                + time
                                + ", 'keyword', 'answered', 300, false, 'Words: printer.', 'general', 0.8, 'keyword', 'applied', 'low', 0.8,"
                                + " 'keyword', 'applied' from source s"),
                new Step("ticket_outbox", outbox(id, time)),
                new Step(
                        "ticket_idempotency",
                        "insert into ticket_idempotency (tenant, actor_role, actor_id, request_key, fingerprint, ticket_id, used_at)"
                                + " select s.tenant, 'requester', s.requester, cast(gen_random_uuid() as text), repeat('0', 64), "
                                + id + ", " + time + " from source s"));
    }

    /** A ticket whose work begins. */
    private List<Step> transition() {
        written += ROWS;
        String time = NOW + " + (" + written + " + s.n) * 1000";
        return List.of(
                new Step(
                        "ticket",
                        "update ticket t set status = 'in_progress', version = t.version + 1, last_event = t.last_event + 1,"
                                + " updated_at = " + time
                                + ", resolved_at = null, closed_at = null from source s where t.id = s.id"),
                new Step(
                        "ticket_history",
                        history("s.id", time, "s.last_event + 1, 0", "'changed', 'status', 'open', 'in_progress'")),
                new Step("ticket_outbox", outbox("s.id", time)));
    }

    private static String history(String id, String time, String number, String what) {
        return "insert into ticket_history (tenant, ticket_id, happened_at, actor_role, actor_id, event, position, kind, field,"
                + " old_value, new_value) select s.tenant, " + id + ", " + time + ", 'staff', 'agent', " + number + ", "
                + what
                + " from source s";
    }

    private static String outbox(String id, String time) {
        return "insert into ticket_outbox (ticket_id, handler, event, tenant, kind, internal, hidden_events, happened_at,"
                + " actor_role, actor_id, due_at, claimed, claims, attempts) select " + id
                + ", 'mail', 9, s.tenant, 'submitted',"
                + " false, 0, " + time + ", 'staff', 'agent', " + time + ", false, 0, 0 from source s";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
