package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ticket from its submission to the thanks, over HTTP, on PostgreSQL: history and outbox tell exactly that story. */
class WholeCaseTest {
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = new JsonMapper();

    private static JsonNode done(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isLessThan(300);
        return MAPPER.readTree(answer.text());
    }

    private static List<String> lines(JsonNode history) {
        List<String> lines = new ArrayList<>();
        history.forEach(line -> {
            boolean names = line.get("field").isNull();
            lines.add(line.get("actor").asString() + " " + line.get("action").asString()
                    + (names
                            ? ""
                            : " " + line.get("field").asString() + " "
                                    + line.get("to").asString()));
        });
        return lines;
    }

    /** Number, type and changed fields, in the order in which they came; what came twice counts once. */
    private static List<String> told(ModelServer receiver) {
        return receiver.requests().stream()
                .map(request -> MAPPER.readTree(request.body()))
                .map(event -> event.get("data").get("number") + " "
                        + event.get("type").asString() + " "
                        + event.get("data")
                                .path("changes")
                                .valueStream()
                                .map(change -> change.path("field").asString(""))
                                .filter(field -> !field.isEmpty())
                                .toList())
                .distinct()
                .toList();
    }

    @Test
    void isToldByHistoryAndOutboxAsItHappened() {
        try (ModelServer receiver = new ModelServer().says(200, "");
                RunningDemo demo = RunningDemo.on(
                        TestDatabase.postgresql(),
                        Map.of(
                                "TICKET_AUTO_ASSIGN",
                                "on",
                                "TICKET_AGENTS",
                                "ann=billing, bob=technical|account|general",
                                "TICKET_AI_RESPONSE",
                                "on",
                                "TICKET_WEBHOOK_URL",
                                receiver.url() + "/hook",
                                "TICKET_WEBHOOK_SECRET",
                                "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                                "TICKET_WEBHOOK_ALLOW_PRIVATE",
                                "on"))) {
            play(demo.client(), receiver);
        }
    }

    private void play(Client client, ModelServer receiver) {
        JsonNode submitted = done(
                client.post(
                        "/api/tickets/",
                        "{\"title\":\"Charged twice\",\"requester\":\"rita\","
                                + "\"description\":\"My card was charged twice, please refund the second payment of my invoice.\"}"));
        String path = "/api/tickets/" + submitted.get("id") + "/";
        // classified, and given to who knows that
        assertThat(submitted.get("category").asString()).isEqualTo("billing");
        assertThat(submitted.get("suggestion").get("category").get("source").asString())
                .isEqualTo("keyword");
        JsonNode ticket = done(client.get(path));
        assertThat(ticket.get("assignee").asString()).isEqualTo("ann");

        // a draft that only staff see
        await().atMost(ENOUGH).until(() -> done(client.get(path + "responses/")).size() == 1);
        JsonNode draft = done(client.get(path + "responses/")).get(0);
        assertThat(draft.get("internal").asBoolean()).isTrue();
        assertThat(draft.get("is_ai_generated").asBoolean()).isTrue();
        assertThat(done(client.get(path)).get("first_response_at").isNull()).isTrue();

        // what becomes of it
        String edited = draft.get("content").asString() + " You get the money back within three days.";
        JsonNode reply = done(client.post(
                path + "responses/",
                HttpContract.json(
                        "content",
                        edited,
                        "author",
                        "ann",
                        "ai_confidence",
                        draft.get("ai_confidence").asDouble(),
                        "run",
                        draft.get("run").asLong()),
                "If-Match",
                client.get(path).header("ETag").orElseThrow()));
        done(client.post(
                "/api/tickets/ai/feedback/",
                HttpContract.json(
                        "ticket",
                        submitted.get("id").asLong(),
                        "helpful",
                        true,
                        "run",
                        draft.get("run").asLong())));
        assertThat(done(client.get(path)).get("first_response_at")).isEqualTo(reply.get("created_at"));
        done(client.post(path + "responses/", user("Thank you, I wait for it.")));
        done(client.patch(path, "{\"status\":\"resolved\"}"));
        done(client.post(path + "responses/", user("It has not come.")));
        assertThat(done(client.get(path)).get("status").asString()).isEqualTo("open");
        done(client.post(path + "close/", "{}"));
        done(client.post(path + "feedback/", "{\"score\":4,\"comment\":\"In the end\"}"));

        JsonNode thread = done(client.get(path + "responses/"));
        assertThat(HttpContract.texts(thread, "response_type")).endsWith("staff", "user", "user");
        assertThat(lines(done(client.get(path + "history/"))))
                .containsExactly(
                        "demo submitted",
                        "ticketkit-assignment changed assignee ann",
                        draft.get("author").asString() + " commented",
                        "demo commented",
                        "demo commented",
                        "demo changed status resolved",
                        "demo commented",
                        "demo changed status open",
                        "demo changed status closed",
                        "demo rated rating 4");
        await().atMost(ENOUGH)
                .untilAsserted(() -> assertThat(told(receiver))
                        .containsExactly(
                                "1 ticket.submitted []",
                                "2 ticket.updated [assignee]",
                                "3 ticket.commented []",
                                "4 ticket.commented []",
                                "5 ticket.commented []",
                                "6 ticket.updated [status]",
                                "7 ticket.commented []",
                                "8 ticket.updated [status]",
                                "9 ticket.updated [status]",
                                "10 ticket.rated [rating]"));
    }

    private static String user(String content) {
        return HttpContract.json("content", content, "response_type", "user");
    }
}
