package io.ticketkit.demo.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@link ZendeskServer} answers, in Zendesk's forms. */
record ZendeskAnswer(int status, Object body) {
    private static final JsonMapper JSON = new JsonMapper();

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
    }

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] pair = part.split("=", 2);
            values.put(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static ZendeskAnswer showMany(Map<Long, ZendeskRecord> tickets, Map<String, String> query) {
        String[] ids = query.getOrDefault("ids", "").split(",", -1);
        if (ids.length > 100) {
            return new ZendeskAnswer(400, Map.of("error", "TooManyIds"));
        }
        List<Object> found = new ArrayList<>();
        for (String id : ids) {
            ZendeskRecord ticket = tickets.get(Long.valueOf(id));
            if (ticket != null) {
                found.add(ticket.json());
            }
        }
        return new ZendeskAnswer(200, Map.of("tickets", found, "count", found.size()));
    }

    static ZendeskAnswer page(String name, List<?> all, Map<String, String> query, Map<String, Object> more) {
        int size = Integer.parseInt(query.getOrDefault("page[size]", "0"));
        if (size < 1 || size > 100) {
            return new ZendeskAnswer(400, Map.of("error", "Invalid attribute"));
        }
        String after = query.get("page[after]");
        int from = after == null ? 0 : place(after);
        int to = Math.min(all.size(), from + size);
        Map<String, Object> meta = new HashMap<>();
        meta.put("has_more", to < all.size());
        meta.put("after_cursor", to == 0 ? null : cursor(to));
        meta.put("before_cursor", null);
        Map<String, Object> answer = new HashMap<>(more);
        answer.putAll(Map.of(name, List.copyOf(all.subList(from, to)), "meta", meta, "links", Map.of()));
        return new ZendeskAnswer(200, answer);
    }

    private static String cursor(int place) {
        return Base64.getEncoder().encodeToString(("o=" + place).getBytes(StandardCharsets.UTF_8));
    }

    private static int place(String cursor) {
        return Integer.parseInt(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8).substring(2));
    }

    /** The tickets that changed after a time or place; a place is the time and number of the last ticket. */
    static ZendeskAnswer changes(Collection<ZendeskRecord> tickets, Map<String, String> query) {
        String cursor = query.get("cursor");
        long start = Long.parseLong(query.getOrDefault("start_time", "0"));
        if (cursor == null && start > Instant.now().getEpochSecond() - 60) {
            return new ZendeskAnswer(400, Map.of("error", "StartTimeTooRecent"));
        }
        String[] from = cursor == null
                ? new String[] {query.getOrDefault("start_time", "0"), "-1"}
                : new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", 2);
        List<ZendeskRecord> rest = tickets.stream()
                .sorted(Comparator.comparingLong(ZendeskRecord::updatedAt).thenComparingLong(ZendeskRecord::id))
                .filter(ticket -> ticket.isAfter(Long.parseLong(from[0]), Long.parseLong(from[1])))
                .toList();
        int size = Integer.parseInt(query.getOrDefault("per_page", "1000"));
        List<ZendeskRecord> page = rest.subList(0, Math.min(size, rest.size()));
        if (page.isEmpty() && cursor == null) {
            return new ZendeskAnswer(200, nothingYet());
        }
        String last = page.isEmpty()
                ? from[0] + "|" + from[1]
                : page.get(page.size() - 1).updatedAt() + "|"
                        + page.get(page.size() - 1).id();
        return new ZendeskAnswer(
                200,
                Map.of(
                        "tickets", page.stream().map(ZendeskRecord::json).toList(),
                        "after_cursor", Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)),
                        "end_of_stream", page.size() == rest.size()));
    }

    private static Map<String, Object> nothingYet() {
        Map<String, Object> answer = new HashMap<>(Map.of("tickets", List.of(), "end_of_stream", true));
        answer.put("after_cursor", null);
        return answer;
    }

    static ZendeskAnswer closedTicket() {
        return new ZendeskAnswer(
                422,
                Map.of(
                        "error", "RecordInvalid",
                        "description", "Record validation errors",
                        "details", Map.of("status", List.of(Map.of("description", "Status: closed prevents update")))));
    }

    static boolean isStale(ZendeskRecord ticket, JsonNode body) {
        return body.path("safe_update").asString("false").equals("true")
                && !body.path("updated_stamp").asString("").equals(ticket.stamp());
    }

    static ZendeskAnswer conflict() {
        return new ZendeskAnswer(
                409, Map.of("error", "UpdateConflict", "description", "Safe Update prevented the update"));
    }
}
