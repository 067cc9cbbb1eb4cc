package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of many clients: works on tickets of its own and on the shared ones, and remembers what it did to both. */
final class LoadClient {
    /** It erases its oldest ticket when it has more. */
    private static final int OWN = 4;

    private static final List<String> WORDS =
            List.of("refund", "invoice", "crash", "password", "login", "export", "slow", "outage", "question", "wish");
    /** What follows what: a ring of allowed transitions. */
    private static final Map<String, String> NEXT_STATUS =
            Map.of("open", "in_progress", "in_progress", "resolved", "resolved", "closed", "closed", "open");

    /** What this client knows of a ticket nobody else changes. */
    private record Own(String title, String status, long version) {}

    private final Load load;
    private final Wire wire;
    private final int number;
    private final Random random;
    private final Map<Long, Own> own = new LinkedHashMap<>();
    private final Map<Long, Integer> counted = new HashMap<>();
    private final Map<Long, Integer> assigned = new HashMap<>();
    private int created;
    private int erased;
    private int serial;

    LoadClient(Load load, Wire wire, int number) {
        this.load = load;
        this.wire = wire;
        this.number = number;
        this.random = new Random(number);
    }

    /** How often it raised the counter in the title of each shared ticket. */
    Map<Long, Integer> counted() {
        return counted;
    }

    /** How often it changed the assignee of each shared ticket. */
    Map<Long, Integer> assigned() {
        return assigned;
    }

    /** How many tickets it leaves behind, but for those that it {@link Load#madeWithSharedKey}. */
    int left() {
        return created - erased;
    }

    void step() throws IOException {
        int dice = random.nextInt(100);
        if (own.isEmpty() || dice < 20) {
            create();
        } else if (dice < 35) {
            read();
        } else if (dice < 50) {
            list();
        } else if (dice < 55) {
            search();
        } else if (dice < 58) {
            stats();
        } else if (dice < 72) {
            move();
        } else if (dice < 80) {
            edit();
        } else if (dice < 85) {
            assignShared();
        } else if (dice < 95) {
            countUpShared();
        } else if (dice < 98) {
            classify();
        } else {
            createWithSharedKey();
        }
        if (own.size() > OWN) {
            erase(own.keySet().iterator().next());
        }
    }

    private Reply call(String kind, int status, String method, String target, @Nullable String body, String... headers)
            throws IOException {
        Reply reply = load.timed(kind, () -> wire.call(method, target, body, headers));
        assertThat(reply.status())
                .as("%s %s %s: %s", method, target, body, reply)
                .isEqualTo(status);
        return reply;
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private void create() throws IOException {
        String title = "Client " + number + " " + word() + " " + serial++;
        String body = "{\"title\":\"" + title + "\",\"description\":\"" + (word() + " ").repeat(20)
                + "\",\"tags\":[\"load\",\"" + word() + "\"]}";
        JsonNode ticket = call("create", 201, "POST", "/api/tickets/", body, "Idempotency-Key", title)
                .json();
        own.put(ticket.get("id").asLong(), new Own(title, "open", 1));
        created++;
    }

    private long any() {
        return own.keySet().stream()
                .skip(random.nextInt(own.size()))
                .findFirst()
                .orElseThrow();
    }

    private Own known(long id) {
        Own known = own.get(id);
        if (known == null) {
            throw new IllegalStateException("not ours: " + id);
        }
        return known;
    }

    private static String path(long id) {
        return "/api/tickets/" + id + "/";
    }

    /** Nobody else changed it. */
    private void read() throws IOException {
        long id = any();
        JsonNode ticket = call("read", 200, "GET", path(id), null).json();
        assertThat(new Own(
                        ticket.get("title").asString(),
                        ticket.get("status").asString(),
                        ticket.get("version").asLong()))
                .isEqualTo(known(id));
    }

    private void list() throws IOException {
        String filter = switch (random.nextInt(4)) {
            case 0 -> "status=open&status=in_progress";
            case 1 -> "tag=" + word() + "&ordering=-updated_at";
            case 2 -> "priority=high&priority=critical&ordering=-priority";
            default -> "category=billing&created_after=2020-01-01";
        };
        Reply page = call("list", 200, "GET", "/api/tickets/?limit=20&" + filter, null);
        String next = page.header("link").orElse("");
        if (!next.isEmpty()) {
            String target = next.substring(next.indexOf("/api/"), next.indexOf('>'));
            call("list", 200, "GET", target, null);
        }
    }

    private void search() throws IOException {
        call("search", 200, "GET", "/api/tickets/?limit=20&search=" + word() + "+clie", null);
    }

    private void stats() throws IOException {
        call("stats", 200, "GET", "/api/tickets/stats/", null);
    }

    private void classify() throws IOException {
        call("classify", 200, "POST", "/api/tickets/classify/", "{\"description\":\"The " + word() + " failed\"}");
    }

    private void move() throws IOException {
        long id = any();
        Own known = known(id);
        String status = NEXT_STATUS.getOrDefault(known.status(), "open");
        call("move", 200, "PATCH", path(id), "{\"status\":\"" + status + "\"}");
        own.put(id, new Own(known.title(), status, known.version() + 1));
    }

    private void edit() throws IOException {
        long id = any();
        Own known = known(id);
        String title = "Client " + number + " " + word() + " edited " + serial++;
        call(
                "edit",
                200,
                "PATCH",
                path(id),
                "{\"title\":\"" + title + "\"}",
                "If-Match",
                "\"" + known.version() + "\"");
        own.put(id, new Own(title, known.status(), known.version() + 1));
    }

    private void erase(long id) throws IOException {
        call("erase", 204, "DELETE", path(id), null);
        own.remove(id);
        erased++;
        call("gone", 404, "GET", path(id), null);
    }

    /** One key for many clients makes one ticket; once it is erased, the key makes the next. */
    private void createWithSharedKey() throws IOException {
        String body = "{\"title\":\"Once\",\"description\":\"Sent by all\"}";
        Reply reply = call("key", 201, "POST", "/api/tickets/", body, "Idempotency-Key", "once");
        long id = reply.json().get("id").asLong();
        load.madeWithSharedKey().add(id);
        reply = load.timed("erase", () -> wire.call("DELETE", path(id), null));
        assertThat(reply.status()).as(reply.toString()).isIn(204, 404);
        erased += reply.status() == 204 ? 1 : 0;
    }

    /** Without If-Match; the value is new, so it is a change whatever the others do. */
    private void assignShared() throws IOException {
        long id = load.anyShared(random);
        String assignee = "agent " + number + "-" + serial++;
        call("assign", 200, "PATCH", path(id), "{\"assignee\":\"" + assignee + "\"}");
        assigned.merge(id, 1, Integer::sum);
    }

    /** Reads a number from the title and writes the next one, with If-Match, until nobody was faster. */
    private void countUpShared() throws IOException {
        long id = load.anyShared(random);
        Reply seen = call("read", 200, "GET", path(id), null);
        JsonNode ticket = seen.json();
        while (true) {
            String title = "Counter "
                    + (Integer.parseInt(ticket.get("title").asString().substring(8)) + 1);
            String match = "\"" + ticket.get("version").asLong() + "\"";
            Reply reply = load.timed(
                    "counter", () -> wire.call("PATCH", path(id), "{\"title\":\"" + title + "\"}", "If-Match", match));
            if (reply.status() == 200) {
                counted.merge(id, 1, Integer::sum);
                return;
            }
            assertThat(reply.status()).as(reply.toString()).isEqualTo(412);
            ticket = reply.json().get("current");
        }
    }
}
