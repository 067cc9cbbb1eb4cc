package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Without a model: everything answers, and says that it is offline. */
@OnBothDatabases
class AssistanceTest extends HttpContract {
    private static final String AI = TICKETS + "ai/";

    AssistanceTest(DemoOn demo) {
        super(demo);
    }

    private static String about(JsonNode ticket) {
        return json("ticket", ticket.get("id").asLong());
    }

    @Test
    void aReplyIsDraftedAndNotSent() {
        JsonNode ticket = created("title", "Charged twice", "description", "Please refund the second payment.");
        JsonNode draft = ok(client.post(AI + "generate-response/", about(ticket)));
        assertThat(draft.propertyNames()).startsWith("content", "confidence", "source", "run", "offline", "reason");
        assertThat(draft.get("content").asString()).isNotBlank();
        assertThat(draft.get("offline").asBoolean()).isTrue();
        assertThat(draft.get("reason").isNull()).isTrue();
        assertThat(read(ticket)).isEqualTo(ticket);
        assertThat(thread(ticket).size()).isZero();
        JsonNode runs = ok(client.get(path(ticket) + "runs/"));
        assertThat(texts(runs, "purpose")).contains("reply");
        assertThat(texts(runs, "id")).contains(draft.get("run").asString());

        JsonNode sent = said(
                ticket,
                "content",
                draft.get("content").asString(),
                "ai_confidence",
                draft.get("confidence").asDouble(),
                "run",
                draft.get("run").asLong());
        assertThat(sent.get("is_ai_generated").asBoolean()).isTrue();
        assertThat(sent.get("run")).isEqualTo(draft.get("run"));
    }

    @Test
    void aTicketIsSummedUp() {
        JsonNode ticket = created();
        said(ticket, "content", "The office opens at nine.");
        JsonNode summary = ok(client.post(path(ticket) + "summary/", "{}"));
        assertThat(summary.get("summary").asString()).isNotBlank();
        assertThat(summary.get("responses").asInt()).isEqualTo(1);
        assertThat(summary.get("up_to")).isEqualTo(thread(ticket).get(0).get("created_at"));
        assertThat(summary.get("offline").asBoolean()).isTrue();
    }

    @Test
    void aTicketIsCategorizedAgain() {
        JsonNode ticket = created("title", "x", "description", "hm");
        ok(client.patch(
                path(ticket),
                json("description", "I was charged twice, please refund the second payment of my invoice.")));
        JsonNode again = ok(client.post(AI + "categorize/", about(ticket)));
        assertThat(again.get("suggested_category").asString()).isEqualTo("billing");
        assertThat(again.get("applied").get("category").asBoolean()).isTrue();
        assertThat(again.get("applied").propertyNames())
                .containsExactly("category", "priority", "sentiment", "urgency_score");
        assertThat(read(ticket).get("category").asString()).isEqualTo("billing");
    }

    @Test
    void whatAPersonChoseIsNotReplaced() {
        JsonNode ticket = created(
                "description",
                "I was charged twice, please refund the payment.",
                "category",
                "account",
                "priority",
                "low");
        JsonNode again = ok(client.post(AI + "categorize/", about(ticket)));
        assertThat(again.get("suggested_category").asString()).isEqualTo("billing");
        assertThat(again.get("applied").get("category").asBoolean()).isFalse();
        assertThat(again.get("applied").get("priority").asBoolean()).isFalse();
        assertThat(read(ticket).get("category").asString()).isEqualTo("account");
    }

    @Test
    void suggestsAReplyActionsAndSimilarTickets() {
        String word = unused();
        String text = "Only " + word + " stands in " + word + "s";
        JsonNode ticket = created("title", "The " + word + " is broken", "description", text);
        JsonNode other = created("title", "The " + word + " is broken", "description", text);
        JsonNode suggestions =
                ok(client.get(AI + "suggestions/?ticket=" + ticket.get("id"))).get("suggestions");
        assertThat(texts(suggestions, "kind")).contains("reply", "action", "similar");
        JsonNode nearest = suggestions
                .valueStream()
                .filter(suggestion -> suggestion.get("kind").asString().equals("similar"))
                .findFirst()
                .orElseThrow();
        assertThat(nearest.get("id")).isEqualTo(other.get("id"));
        assertAnswer(client.get(AI + "suggestions/"), 400, "{\"ticket\":[\"This field is required.\"]}");
        assertAnswer(client.get(AI + "suggestions/?ticket=999999999"), 404, NOT_FOUND);
    }

    @Test
    void anAnswerIsJudged() {
        JsonNode ticket = created();
        JsonNode draft = ok(client.post(AI + "generate-response/", about(ticket)));
        JsonNode judged = made(client.post(
                AI + "feedback/",
                json(
                        "ticket",
                        ticket.get("id").asLong(),
                        "helpful",
                        false,
                        "run",
                        draft.get("run").asLong(),
                        "comment",
                        "Too long")));
        assertThat(judged.get("helpful").asBoolean()).isFalse();
        assertThat(judged.get("run")).isEqualTo(draft.get("run"));
        assertThat(judged.get("comment").asString()).isEqualTo("Too long");
        assertThat(read(ticket)).isEqualTo(ticket);
        assertAnswer(
                client.post(AI + "feedback/", "{}"),
                400,
                "{\"ticket\":[\"This field is required.\"],\"helpful\":[\"This field is required.\"]}");
        Answer wrong = client.post(
                AI + "feedback/",
                json(
                        "ticket",
                        ticket.get("id").asLong(),
                        "helpful",
                        true,
                        "run",
                        999999999,
                        "response",
                        999999999,
                        "comment",
                        "x".repeat(2_001)));
        assertAnswer(
                wrong,
                400,
                "{\"run\":[\"This ticket has no such run.\"],"
                        + "\"response\":[\"This ticket has no such comment that a machine wrote.\"],"
                        + "\"comment\":[\"Ensure this field has no more than 2000 characters.\"]}");
    }

    @Test
    void whatABodyNamesIsLookedForBeforeTheRestIsJudged() {
        assertAnswer(client.post(AI + "feedback/", "{\"ticket\":999999999}"), 404, NOT_FOUND);
        assertAnswer(client.post(AI + "feedback/", "{\"ticket\":\"x\",\"helpful\":\"perhaps\"}"), 404, NOT_FOUND);
        for (String id : new String[] {"none", "11111111-2222-3333-4444-555555555555"}) {
            assertAnswer(client.post(AI + "chat/", json("conversation_id", id)), 404, NOT_FOUND);
            assertAnswer(client.post(AI + "chat/", json("conversation_id", id, "message", "")), 404, NOT_FOUND);
        }
    }

    @Test
    void aChatGoesOnUntilItEnds() {
        JsonNode ticket = created();
        Answer started = client.post(AI + "conversations/", about(ticket));
        JsonNode conversation = made(started);
        assertThat(conversation.propertyNames())
                .startsWith("conversation_id", "ticket", "is_active", "messages", "created_at", "updated_at");
        String id = conversation.get("conversation_id").asString();
        String path = AI + "conversations/" + id + "/";
        assertThat(started.header("Location")).contains(demo.url() + path);
        assertThat(conversation.get("messages").size()).isZero();

        JsonNode reply = ok(client.post(AI + "chat/", json("conversation_id", id, "message", "When do you open?")));
        assertThat(reply.propertyNames()).startsWith("reply", "confidence", "source");
        assertThat(reply.get("reply").asString()).isNotBlank();
        assertThat(reply.get("outcome").asString()).isEqualTo("answered");
        JsonNode now = ok(client.get(path));
        assertThat(texts(now.get("messages"), "sender")).containsExactly("person", "assistant");
        assertThat(now.get("messages").get(1).get("content")).isEqualTo(reply.get("reply"));
        assertThat(ok(client.get(path + "messages/"))).isEqualTo(now.get("messages"));
        assertThat(ok(client.get(AI + "conversations/?ticket=" + ticket.get("id")))
                        .toString())
                .isEqualTo("[" + now + "]");

        JsonNode ended = ok(client.patch(path, "{\"is_active\":false}"));
        assertThat(ended.get("is_active").asBoolean()).isFalse();
        assertThat(ended.get("messages")).isEqualTo(now.get("messages"));
        assertAnswer(
                client.post(AI + "chat/", json("conversation_id", id, "message", "Hello?")),
                409,
                "{\"detail\":\"The conversation has ended.\"}");
        assertThat(client.patch(path, "{\"is_active\":true}").status()).isEqualTo(409);
        ok(client.patch(path, "{\"is_active\":false}"));
        assertThat(ok(client.get(AI + "conversations/?is_active=true&ticket=" + ticket.get("id")))
                        .size())
                .isZero();
    }

    @Test
    void aChatNeedsNoTicket() {
        assertThat(made(client.post(AI + "conversations/", "{}")).get("ticket").isNull())
                .isTrue();
        assertThat(made(client.send("POST", AI + "conversations/", null))
                        .get("is_active")
                        .asBoolean())
                .isTrue();
        assertAnswer(client.post(AI + "conversations/", "{\"ticket\":999999999}"), 404, NOT_FOUND);
        assertAnswer(
                client.post(AI + "chat/", "{\"message\":\"\"}"),
                400,
                "{\"conversation_id\":[\"This field is required.\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate-response/", "categorize/"})
    void aTicketThatIsNotThereIsNotFound(String call) {
        assertAnswer(client.post(AI + call, "{\"ticket\":999999999}"), 404, NOT_FOUND);
        assertAnswer(client.post(AI + call, "{\"ticket\":\"x\"}"), 404, NOT_FOUND);
        assertAnswer(client.post(AI + call, "{}"), 400, "{\"ticket\":[\"This field is required.\"]}");
        assertAnswer(client.post(AI + call, "{\"ticket\":{}}"), 400, "{\"ticket\":[\"Not a valid string.\"]}");
    }
}
