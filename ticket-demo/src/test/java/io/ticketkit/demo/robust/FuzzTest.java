package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.http.ServedRoutes;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Nonsense to every call the server knows: it answers, never 5xx, errors of the API in their form, and tells nothing of
 * its insides. How many to each: {@code -Dfuzz.count=10000}. The same again: {@code -Dfuzz.seed=} what a failure names;
 * a single request of it: {@code -Dfuzz.first=} its number and {@code -Dfuzz.last=} the same.
 */
@Tag("long")
class FuzzTest {
    private static final int COUNT = Integer.getInteger("fuzz.count", 200);
    private static final long SEED = Long.getLong("fuzz.seed", 20260218);
    private static final int THREADS = 8;
    /** Problems after which it ends. */
    private static final int ENOUGH = Integer.getInteger("fuzz.problems", 5);

    private static final int REAL_TICKETS = 60;
    private static final int REAL_PARTS = 10;
    private static final String FORM = "multipart/form-data; boundary=b";
    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx\r\n--b--\r\n";

    /** Class names, stacks, SQL, and what quotes them. */
    private static final Pattern INSIDES = Pattern.compile(
            "Exception|(?i:\\bsql|insert into|jdbc:)|\\tat |\\b(java|javax|jakarta|org|io|tools|com)\\.[a-z]+\\."
                    + "|[a-z][A-Z][A-Za-z]*\\(|[A-Z][a-z]+[A-Z][A-Za-z]+\\.[a-zA-Z]|Hikari|Jackson|Jetty|Javalin|`[A-Z]");

    /** What the request said comes back in these. */
    private static final Pattern ECHO = Pattern.compile(
            "Select a valid choice\\. .*? is not one|\\\\\".*?\\\\\" is not a valid choice"
                    + "|\"(?:[^\"\\\\]|\\\\.)*\":\\[\"This is not a setting\\.\"\\]",
            Pattern.DOTALL);

    private final List<String[]> routes = ServedRoutes.all();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    /** Answers that did not come over a new connection, but the next time. */
    private final AtomicLong lost = new AtomicLong();

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    @Test
    void everyCallSurvivesNonsenseOnH2() throws IOException {
        try (TestDatabase database = TestDatabase.h2();
                DemoProcess demo = DemoProcess.start(database.url(), "-Xmx256m")) {
            fuzz("H2", demo);
        }
    }

    @Test
    void everyCallSurvivesNonsenseOnPostgresql() throws IOException {
        try (TestDatabase database = TestDatabase.postgresql();
                DemoProcess demo = DemoProcess.start(database.url(), "-Xmx256m")) {
            fuzz("PostgreSQL", demo);
        }
    }

    private void fuzz(String name, DemoProcess demo) throws IOException {
        FuzzPool pool = pool(demo);
        long start = System.nanoTime();
        long all = (long) COUNT * routes.size();
        AtomicLong next = new AtomicLong(Long.getLong("fuzz.first", 0));
        long last = Math.min(Long.getLong("fuzz.last", all), all - 1);
        Clients.start(THREADS, client -> {
                    try (Wire wire = demo.connect()) {
                        String before = "none";
                        for (long n = next.getAndIncrement();
                                n <= last && problems.size() < ENOUGH;
                                n = next.getAndIncrement()) {
                            before = one(wire, pool, n, before);
                        }
                    }
                })
                .join();
        assertThat(problems).as("problems; the log: " + demo.errors()).isEmpty();
        assertThat(lost.get()).as("answers lost").isLessThanOrEqualTo(1 + all / 100_000);
        assertStillWorks(demo);
        assertThat(demo.errors()).doesNotContain("ERROR");
        System.out.println("fuzz, " + name + ": " + COUNT + " to each of " + routes.size() + " calls, seed " + SEED
                + ", " + (System.nanoTime() - start) / 1_000_000_000 + " s, answers " + statuses + ", lost " + lost);
    }

    private static FuzzPool pool(DemoProcess demo) throws IOException {
        try (Wire wire = demo.connect()) {
            FuzzPool pool =
                    new FuzzPool(wire.call("GET", "/api/openapi.json", null).json());
            for (int i = 0; i < REAL_TICKETS; i++) {
                pool.learn(
                        wire.call("POST", "/api/tickets/", "{\"title\":\"Real\",\"description\":\"The app crashes\"}"));
            }
            for (int i = 0; i < REAL_PARTS; i++) {
                String ticket = "/api/tickets/" + pool.id(new Random(i));
                pool.learn(wire.call("POST", ticket + "/responses/", "{\"content\":\"Real\"}"));
                pool.learn(wire.call("POST", "/api/tickets/ai/conversations/", "{}"));
                pool.learn(wire.call("POST", ticket + "/attachments/", FILE, "Content-Type", FORM));
            }
            pool.learn(wire.call("GET", "/api/tickets/?limit=10", null));
            return pool;
        }
    }

    /** Returns the exchange in words. The one before on the same connection is told: it may be its rest that fails. */
    private String one(Wire wire, FuzzPool pool, long n, String before) {
        String[] route = routes.get((int) (n % routes.size()));
        FuzzRequest request = FuzzRequest.of(new Random(SEED * 1_000_003 + n), route[0], route[1], pool);
        String problem;
        String answer = "nothing";
        try {
            Reply reply = wire.exchange(request.bytes(), request.head(), lost);
            statuses.computeIfAbsent(reply.status(), s -> new AtomicLong()).incrementAndGet();
            pool.learn(reply);
            answer = reply.toString();
            problem = problem(request, reply);
        } catch (IOException | RuntimeException e) {
            problem = "was not answered: " + e;
        }
        if (!problem.isEmpty()) {
            problems.add("request " + n + " of seed " + SEED + ":\n" + request + "\n" + problem
                    + "\nbefore it on this connection: " + before);
        }
        return request + "\n" + answer;
    }

    private static String problem(FuzzRequest request, Reply reply) {
        if (reply.status() >= 500) {
            return "was answered " + reply;
        } else if (reply.status() >= 400
                && INSIDES.matcher(ECHO.matcher(reply.text()).replaceAll("")).find()) {
            return "tells its insides: " + reply;
        } else if (reply.status() >= 400 && request.api() && !request.head() && !isError(reply)) {
            return "has an error of another form: " + reply;
        }
        return "";
    }

    /** {@code {"detail": "…"}}, or lists of messages by field. */
    private static boolean isError(Reply reply) {
        try {
            JsonNode json = reply.json();
            return reply.header("content-type")
                            .filter("application/json"::equals)
                            .isPresent()
                    && (json.path("detail").isString()
                            || (json.isObject() && json.valueStream().allMatch(FuzzTest::isMessages)));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isMessages(JsonNode node) {
        return node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isString);
    }

    private static void assertStillWorks(DemoProcess demo) throws IOException {
        try (Wire wire = demo.connect()) {
            assertThat(wire.call("GET", "/healthz", null).status()).isEqualTo(200);
            assertThat(wire.call("GET", "/api/tickets/stats", null).status()).isEqualTo(200);
            assertThat(wire.call("POST", "/api/tickets", "{\"title\":\"After\",\"description\":\"all that\"}")
                            .status())
                    .isEqualTo(201);
        }
    }
}
