package io.ticketkit.demo.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A Zendesk of the test's on this machine, which behaves as its published API says: logins, tickets, comments, tags, safe
 * updates, search, incremental export. It can be told to fail, once for each time it is told.
 */
public final class ZendeskServer implements AutoCloseable {
    public static final String EMAIL = "agent@shop.example";
    public static final String TOKEN = "geheim-4711";

    /** A minute at Zendesk. */
    private static final long WINDOW = 10;

    private static final long AGENT = 77;
    private static final long STRANGER = 13;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final Map<Long, ZendeskRecord> tickets = new TreeMap<>();
    /** Seconds since 1970, in October 2025. */
    private long now = 1_760_000_000;
    /** How many seconds a change takes. */
    private int pace = 1;

    /** How many requests it answers within {@link #WINDOW} seconds. */
    private int limit = Integer.MAX_VALUE;

    private int answered;
    private long windowEnd;

    private volatile String role = "admin";
    private volatile boolean cursorsExpire;

    /** What is done instead of answering, or beside it. */
    public interface Behaviour {
        /** {@return whether that was all; else the request is answered as ever} */
        boolean act(HttpExchange exchange) throws IOException;
    }

    private record Fault(String request, Behaviour behaviour) {}

    public ZendeskServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The root, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a demo that works with it. */
    public Map<String, String> settings() {
        return Map.of("TICKET_ZENDESK_URL", url(), "TICKET_ZENDESK_EMAIL", EMAIL, "TICKET_ZENDESK_TOKEN", TOKEN);
    }

    /** Who the agent is: admin, agent or end-user. */
    public void role(String value) {
        role = value;
    }

    /**
     * From now on time stands still but for {@link #pass}: what happens, happens within one second. As answers bear the date
     * of this machine, that second is one to come.
     */
    public synchronized void stopTheClock() {
        now = Instant.now().getEpochSecond() + 3_600;
        pace = 0;
    }

    public synchronized void pass(Duration time) {
        now += time.toSeconds();
    }

    /** From now on it answers so many requests within ten seconds of its own, and refuses others with 429. */
    public synchronized void limit(int requests) {
        limit = requests;
    }

    /** How many seconds one has to wait, or 0. */
    private synchronized long pause() {
        if (now >= windowEnd) {
            windowEnd = now + WINDOW;
            answered = 0;
        }
        answered++;
        return answered > limit ? windowEnd - now : 0;
    }

    /** From now on no cursor of a search is known. */
    public void expireCursors() {
        cursorsExpire = true;
    }

    private long tick() {
        now += pace;
        return now;
    }

    /** Adds a ticket. */
    public synchronized long add(String subject, String description, String... tags) {
        long id = tickets.size() + 1L;
        tickets.put(id, new ZendeskRecord(id, subject, description, tick(), tags));
        return id;
    }

    /** Adds many, of which every tenth is about a payment. */
    public void addMany(int count) {
        for (int i = 1; i <= count; i++) {
            add("Problem " + i, i % 10 == 0 ? "I was charged twice." : "The application crashes with an error.");
        }
    }

    /** The ticket as it is now: changing it is what somebody else does. */
    public synchronized ZendeskRecord ticket(long id) {
        ZendeskRecord ticket = tickets.get(id);
        if (ticket == null) {
            throw new IllegalArgumentException("no such ticket");
        }
        return ticket;
    }

    /** Somebody else adds tags. */
    public synchronized void tag(long id, String... tags) {
        ticket(id).tags().addAll(List.of(tags));
        ticket(id).touch(tick());
    }

    /** Somebody else says something. */
    public synchronized void say(long id, boolean isPublic, String text) {
        ticket(id).say(AGENT, isPublic, text);
        ticket(id).touch(tick());
    }

    /** Somebody mails who has no part in the ticket: agents only see it. */
    public synchronized void mail(long id, String text) {
        ticket(id).say(STRANGER, false, text);
        ticket(id).touch(tick());
    }

    public synchronized void status(long id, String status) {
        ticket(id).status(status);
        ticket(id).touch(tick());
    }

    /** What deleting for good leaves: nothing. */
    public synchronized void remove(long id) {
        tickets.remove(id);
    }

    /** The next request that fits ("PUT .*tags.*") meets this. */
    public void once(String request, Behaviour behaviour) {
        faults.add(new Fault(request, behaviour));
    }

    /** The next request that fits gets this status; headers: names and values take turns. */
    public void fails(String request, int status, String... headers) {
        once(request, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            new ZendeskAnswer(status, Map.of("error", "Geheim", "description", "a text of a ticket")).send(exchange);
            return true;
        });
    }

    /** The next request that fits is done, but the connection breaks before it is answered. */
    public void breaksAfter(String request) {
        once(request, exchange -> {
            done(exchange);
            return true;
        });
    }

    /** The next request that fits is never answered. */
    public void stalls(String request) {
        once(request, exchange -> {
            await(60_000);
            return true;
        });
    }

    /** The next request that fits is answered by a byte now and then, or by more bytes than anybody wants. */
    public void sends(String request, byte[] part, int times, long pauseMillis) {
        once(request, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < times && !await(pauseMillis); i++) {
                body.write(part);
                body.flush();
            }
            return true;
        });
    }

    private boolean await(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What was asked: method, path and decoded query. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getQuery();
            String request = exchange.getRequestMethod() + " " + path + (query == null ? "" : "?" + query);
            requests.add(request);
            for (Fault fault : List.copyOf(faults)) {
                // whoever removes it meets it
                boolean meets = request.matches(fault.request()) && faults.remove(fault);
                if (meets && fault.behaviour().act(exchange)) {
                    return;
                }
            }
            long pause = pause();
            if (pause > 0) {
                exchange.getResponseHeaders().set("Retry-After", Long.toString(pause));
                new ZendeskAnswer(429, Map.of("error", "APIRateLimitExceeded")).send(exchange);
                return;
            }
            if (!isKnown(exchange)) {
                boolean anonymous = path.equals("/api/v2/users/me.json");
                (anonymous ? user(false) : new ZendeskAnswer(401, Map.of("error", "Couldn't authenticate you")))
                        .send(exchange);
                return;
            }
            done(exchange).send(exchange);
        }
    }

    private ZendeskAnswer done(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        return answer(exchange.getRequestMethod(), path, ZendeskAnswer.query(exchange), ZendeskAnswer.body(exchange));
    }

    private static boolean isKnown(HttpExchange exchange) {
        String login = Base64.getEncoder().encodeToString((EMAIL + "/token:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private synchronized ZendeskAnswer answer(String method, String path, Map<String, String> query, JsonNode body) {
        String[] parts =
                path.replaceFirst("^/api/v2/", "").replaceFirst("\\.json$", "").split("/", -1);
        String call = method + " " + String.join("/", parts).replaceAll("tickets/[0-9]+", "tickets/{id}");
        if (call.contains("{id}") && !tickets.containsKey(Long.valueOf(parts[1]))) {
            return new ZendeskAnswer(404, Map.of("error", "RecordNotFound", "description", "Not found"));
        }
        return switch (call) {
            case "GET users/me" -> user(true);
            case "GET search/export" -> search(query);
            case "GET incremental/tickets/cursor" -> changes(query);
            case "GET tickets/show_many" -> ZendeskAnswer.showMany(tickets, query);
            case "GET tickets/{id}" ->
                new ZendeskAnswer(200, Map.of("ticket", ticket(number(parts)).json()));
            case "PUT tickets/{id}" -> update(ticket(number(parts)), body.path("ticket"));
            case "GET tickets/{id}/comments" -> comments(ticket(number(parts)), query);
            case "PUT tickets/{id}/tags" -> addTags(ticket(number(parts)), body);
            default -> new ZendeskAnswer(404, Map.of("error", "InvalidEndpoint", "description", "Not found"));
        };
    }

    private static long number(String[] parts) {
        return Long.parseLong(parts[1]);
    }

    private ZendeskAnswer user(boolean known) {
        Map<String, Object> user = new HashMap<>();
        user.put("id", known ? AGENT : null);
        user.put("name", known ? "An agent" : "Anonymous user");
        user.put("role", known ? role : "end-user");
        return new ZendeskAnswer(200, Map.of("user", user));
    }

    /** Finds all whose subject begins with what is asked for; "*" is all. */
    private ZendeskAnswer search(Map<String, String> query) {
        String text = query.getOrDefault("query", "");
        if (!query.getOrDefault("filter[type]", "").equals("ticket") || text.isEmpty() || text.contains("type:")) {
            return new ZendeskAnswer(400, Map.of("error", "Invalid attribute"));
        }
        if (cursorsExpire && query.containsKey("page[after]")) {
            cursorsExpire = false;
            return new ZendeskAnswer(400, Map.of("error", "InvalidPaginationParameter"));
        }
        boolean everything = text.equals("*") || text.startsWith("created>");
        List<Map<String, Object>> all = tickets.values().stream()
                .filter(ticket -> !ticket.isDeleted())
                .filter(ticket -> everything || ticket.subject().startsWith(text))
                .map(ZendeskRecord::json)
                .toList();
        return ZendeskAnswer.page("results", all, query, Map.of());
    }

    private ZendeskAnswer comments(ZendeskRecord ticket, Map<String, String> query) {
        Map<String, Object> users = query.getOrDefault("include", "").equals("users")
                ? Map.of(
                        "users",
                        List.of(user(AGENT, role), user(STRANGER, "end-user"), user(ticket.requester(), "end-user")))
                : Map.of();
        return ZendeskAnswer.page("comments", ticket.comments(), query, users);
    }

    private static Map<String, Object> user(long id, String role) {
        return Map.of("id", id, "role", role);
    }

    private ZendeskAnswer changes(Map<String, String> query) {
        if (!role.equals("admin")) {
            return new ZendeskAnswer(403, Map.of("error", "Forbidden"));
        }
        return ZendeskAnswer.changes(tickets.values(), query);
    }

    private ZendeskAnswer update(ZendeskRecord ticket, JsonNode body) {
        if (ticket.isClosed()) {
            return ZendeskAnswer.closedTicket();
        } else if (ZendeskAnswer.isStale(ticket, body)) {
            return ZendeskAnswer.conflict();
        }
        JsonNode comment = body.path("comment");
        if (comment.isObject()) {
            ticket.say(
                    AGENT,
                    comment.path("public").asBoolean(true),
                    comment.path("body").asString());
        }
        ticket.touch(tick());
        return new ZendeskAnswer(200, Map.of("ticket", ticket.json()));
    }

    private ZendeskAnswer addTags(ZendeskRecord ticket, JsonNode body) {
        if (ticket.isClosed()) {
            return ZendeskAnswer.closedTicket();
        } else if (ZendeskAnswer.isStale(ticket, body)) {
            return ZendeskAnswer.conflict();
        }
        body.path("tags").forEach(tag -> ticket.tags().add(tag.asString()));
        ticket.touch(tick());
        return new ZendeskAnswer(200, Map.of("tags", List.copyOf(ticket.tags())));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
