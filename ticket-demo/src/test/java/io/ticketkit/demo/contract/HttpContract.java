package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all contract tests need. Tests share a demo, so each looks only at tickets with a tag of its own. */
abstract class HttpContract {
    static final String TICKETS = "/api/tickets/";
    static final String NOT_FOUND = "{\"detail\":\"Not found.\"}";
    private static final JsonMapper MAPPER = new JsonMapper();

    final DemoOn demo;
    final Client client;

    HttpContract(DemoOn demo) {
        this.demo = demo;
        this.client = demo.client();
    }

    /** A JSON object of names and values in turns. */
    static String json(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return MAPPER.writeValueAsString(fields);
    }

    /** Used by no other test. */
    static String unused() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A ticket of nothing special, with more fields or others. */
    JsonNode created(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>(
                Map.of("title", "A question", "description", "Where do I find the opening hours of the office?"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        Answer answer = client.post(TICKETS, MAPPER.writeValueAsString(fields));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    static String path(JsonNode ticket) {
        return TICKETS + ticket.get("id") + "/";
    }

    JsonNode read(JsonNode ticket) {
        return ok(client.get(path(ticket)));
    }

    /** Says something on a ticket. */
    JsonNode said(JsonNode ticket, @Nullable Object... namesAndValues) {
        return made(client.post(path(ticket) + "responses/", json(namesAndValues)));
    }

    JsonNode thread(JsonNode ticket) {
        return ok(client.get(path(ticket) + "responses/"));
    }

    static JsonNode made(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    JsonNode history(JsonNode ticket) {
        return ok(client.get(path(ticket) + "history/"));
    }

    static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    /** The order of the fields of an object does not matter. */
    static void assertAnswer(Answer answer, int status, String body) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (body.startsWith("{")) {
            assertThat(answer.json()).isEqualTo(MAPPER.readTree(body));
        } else {
            assertThat(answer.text()).isEqualTo(body);
        }
    }

    static List<Long> ids(JsonNode tickets) {
        List<Long> ids = new ArrayList<>();
        tickets.forEach(ticket -> ids.add(ticket.get("id").asLong()));
        return ids;
    }

    static List<String> texts(JsonNode objects, String field) {
        List<String> texts = new ArrayList<>();
        objects.forEach(object -> texts.add(object.get(field).asString()));
        return texts;
    }
}
