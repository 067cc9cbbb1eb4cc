package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class ResponsesTest extends HttpContract {
    private static final String ALL = TICKETS + "responses/";

    ResponsesTest(DemoOn demo) {
        super(demo);
    }

    private static String one(JsonNode response) {
        return ALL + response.get("id") + "/";
    }

    @Test
    void whatIsSaidIsReadInTheOrderOfTheContract() {
        JsonNode ticket = created();
        Answer answer = client.post(path(ticket) + "responses/", json("content", " Look at the door. "));
        JsonNode said = made(answer);
        assertThat(said.propertyNames())
                .startsWith(
                        "id",
                        "ticket",
                        "author",
                        "response_type",
                        "internal",
                        "content",
                        "is_ai_generated",
                        "ai_confidence",
                        "created_at");
        assertThat(said.get("ticket")).isEqualTo(ticket.get("id"));
        assertThat(said.get("author").asString()).isEqualTo("demo");
        assertThat(said.get("response_type").asString()).isEqualTo("staff");
        assertThat(said.get("internal").asBoolean()).isFalse();
        assertThat(said.get("content").asString()).isEqualTo("Look at the door.");
        assertThat(said.get("is_ai_generated").asBoolean()).isFalse();
        assertThat(said.get("ai_confidence").isNull()).isTrue();
        assertThat(answer.header("Location")).contains(demo.url() + one(said));
        assertThat(ok(client.get(one(said)))).isEqualTo(said);
        assertThat(thread(ticket).toString()).isEqualTo("[" + said + "]");
        assertThat(ok(client.get(ALL + "?ticket=" + ticket.get("id"))).toString())
                .isEqualTo("[" + said + "]");
        assertThat(read(ticket).get("first_response_at")).isEqualTo(said.get("created_at"));
        assertThat(read(ticket).get("version").asInt()).isEqualTo(2);
    }

    @Test
    void theBodyCanNameTheTicket() {
        JsonNode ticket = created();
        JsonNode said = made(client.post(ALL, json("ticket", ticket.get("id").asLong(), "content", "Hello")));
        assertThat(ids(thread(ticket))).containsExactly(said.get("id").asLong());
        assertAnswer(client.post(ALL, json("ticket", 999999999, "content", "Hello")), 404, NOT_FOUND);
        assertAnswer(client.post(ALL, json("ticket", "none", "content", "Hello")), 404, NOT_FOUND);
        assertAnswer(
                client.post(ALL, "{}"),
                400,
                "{\"ticket\":[\"This field is required.\"],\"content\":[\"This field is required.\"]}");
    }

    @Test
    void anInternalNoteChangesNothingOfTheTicket() {
        JsonNode ticket = created();
        JsonNode note = said(ticket, "content", "The third one this week.", "internal", true);
        assertThat(note.get("internal").asBoolean()).isTrue();
        assertThat(read(ticket)).isEqualTo(ticket);
        assertThat(texts(thread(ticket), "content")).containsExactly("The third one this week.");
        assertThat(texts(history(ticket), "action")).containsExactly("submitted", "commented");
    }

    @Test
    void theRequesterOpensAResolvedTicketAgain() {
        JsonNode ticket = created("requester", "rita");
        ok(client.patch(path(ticket), "{\"status\":\"resolved\"}"));
        JsonNode said = said(ticket, "content", "It broke again.", "response_type", "user");
        assertThat(said.get("author").asString()).isEqualTo("rita");
        assertThat(said.get("response_type").asString()).isEqualTo("user");
        assertThat(read(ticket).get("status").asString()).isEqualTo("open");
        assertThat(read(ticket).get("first_response_at").isNull()).isTrue();
        assertThat(said(ticket, "content", "Me too.", "response_type", "user", "author", "ron")
                        .get("author")
                        .asString())
                .isEqualTo("ron");
    }

    @ParameterizedTest
    @CsvSource({"ai, bot", "system, importer", "staff, ann"})
    void othersAreNamed(String type, String author) {
        JsonNode said = said(created(), "content", "Hello", "response_type", type, "author", author);
        assertThat(said.get("response_type").asString()).isEqualTo(type);
        assertThat(said.get("author").asString()).isEqualTo(author);
        assertThat(said.get("is_ai_generated").asBoolean()).isEqualTo(type.equals("ai"));
    }

    @Test
    void aDraftThatIsSentKeepsItsMark() {
        JsonNode ticket = created();
        JsonNode said = said(ticket, "content", "Thank you.", "is_ai_generated", true, "ai_confidence", 0.82);
        assertThat(said.get("is_ai_generated").asBoolean()).isTrue();
        assertThat(said.get("ai_confidence").asDouble()).isEqualTo(0.82);
        assertThat(said.get("response_type").asString()).isEqualTo("staff");
        assertThat(said(ticket, "content", "No.", "is_ai_generated", false, "ai_confidence", 0.5)
                        .get("is_ai_generated")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        JsonNode ticket = created();
        assertAnswer(
                client.post(
                        path(ticket) + "responses/",
                        json(
                                "content",
                                " ",
                                "internal",
                                "perhaps",
                                "response_type",
                                "boss",
                                "ai_confidence",
                                2,
                                "author",
                                "a\nb")),
                400,
                "{\"internal\":[\"Must be a valid boolean.\"],\"response_type\":[\"\\\"boss\\\" is not a valid choice.\"],"
                        + "\"ai_confidence\":[\"Give a number from 0 to 1.\"],\"content\":[\"This field may not be blank.\"],"
                        + "\"author\":[\"Control characters are not allowed.\"]}");
        assertAnswer(
                client.post(path(ticket) + "responses/", json("content", "x", "response_type", "user")),
                400,
                "{\"author\":[\"This field is required: the ticket has no requester.\"]}");
        assertThat(client.post(path(ticket) + "responses/", json("content", "x".repeat(20_001)))
                        .text())
                .contains("Ensure this field has no more than 20000 characters.");
        said(ticket, "content", "x".repeat(20_000));
        assertThat(thread(ticket).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"\"", "0", "-1", "1.5", "9223372036854775807", "1e30"})
    void aRunIsAPositiveWholeNumber(String run) {
        JsonNode ticket = created();
        assertAnswer(
                client.post(path(ticket) + "responses/", "{\"content\":\"Thank you.\",\"run\":" + run + "}"),
                400,
                "{\"run\":[\"Give a positive whole number.\"]}");
        assertThat(thread(ticket).size()).isZero();
    }

    @Test
    void whatIsUnknownOrReadOnlyIsIgnored() {
        JsonNode said = said(created(), "content", "Hello", "id", 17, "created_at", "yesterday", "colour", "red");
        assertThat(said.get("created_at").asString()).isNotEqualTo("yesterday");
    }

    @Test
    void aReplyNamesTheVersionItAnswers() {
        JsonNode ticket = created();
        String path = path(ticket) + "responses/";
        assertThat(client.post(path, json("content", "First"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(201);
        Answer late = client.post(path, json("content", "Second"), "If-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("current")).isEqualTo(read(ticket));
        assertThat(late.header("ETag")).contains("\"2\"");
        assertThat(texts(thread(ticket), "content")).containsExactly("First");
        assertThat(client.post(path, json("content", "Third"), "If-Match", "*").status())
                .isEqualTo(201);
        assertThat(client.post(path, json("content", "x"), "If-Match", "nonsense")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void repeatingARequestIsSafe() {
        JsonNode ticket = created();
        String path = path(ticket) + "responses/";
        String key = unused();
        String body = json("content", "Once");
        Answer first = client.post(path, body, "Idempotency-Key", key, "If-Match", "\"1\"");
        Answer again = client.post(path, body, "Idempotency-Key", key, "If-Match", "\"1\"");
        assertThat(again.toString()).isEqualTo(first.toString()).startsWith("201 ");
        assertThat(thread(ticket).size()).isEqualTo(1);
        assertAnswer(
                client.post(path, json("content", "Twice"), "Idempotency-Key", key),
                422,
                "{\"detail\":\"This Idempotency-Key was used before with another body.\"}");
    }

    @Test
    void whatIsSaidCanBeCorrectedAndTakenBack() {
        JsonNode ticket = created();
        JsonNode said = said(ticket, "content", "Tomorow");
        assertThat(said.get("edited_at").isNull()).isTrue();
        JsonNode corrected = ok(client.put(one(said), json("content", "Tomorrow", "internal", true)));
        assertThat(corrected.get("content").asString()).isEqualTo("Tomorrow");
        assertThat(corrected.get("internal").asBoolean()).isFalse();
        assertThat(corrected.get("edited_at").asString()).isNotBlank();
        assertThat(client.put(one(said), "{\"content\":\"\"}").status()).isEqualTo(400);

        assertAnswer(client.delete(one(said)), 204, "");
        JsonNode tombstone = ok(client.get(one(said)));
        assertThat(tombstone.get("content").asString()).isEmpty();
        assertThat(tombstone.get("deleted_at").asString()).isNotBlank();
        assertThat(thread(ticket).toString()).isEqualTo("[" + tombstone + "]");
        assertAnswer(client.put(one(said), "{\"content\":\"Back\"}"), 404, NOT_FOUND);
        assertAnswer(client.delete(one(said)), 204, "");
        String id = said.get("id").asString();
        assertThat(history(ticket).get(1).get("to").asString()).isEqualTo(id);
        assertThat(texts(history(ticket), "action"))
                .containsExactly("submitted", "commented", "comment_edited", "comment_deleted");
        assertThat(history(ticket).get(3).get("from").asString()).isEqualTo(id);
        assertThat(history(ticket).get(3).get("to").isNull()).isTrue();
    }

    @Test
    void aCorrectionNamesTheTextItReplaces() {
        JsonNode ticket = created();
        Answer first = client.post(path(ticket) + "responses/", json("content", "Frist"));
        JsonNode said = made(first);
        String read = client.get(one(said)).header("ETag").orElseThrow();
        assertThat(first.header("ETag")).contains(read);

        Answer corrected = client.put(one(said), json("content", "First"), "If-Match", read);
        String now = corrected.header("ETag").orElseThrow();
        assertThat(now).isNotEqualTo(read);
        assertThat(client.get(one(said), "If-None-Match", read).status()).isEqualTo(200);
        assertThat(client.get(one(said), "If-None-Match", now).status()).isEqualTo(304);
        for (Answer late : List.of(
                client.put(one(said), json("content", "Thirst"), "If-Match", read),
                client.put(one(said), json("content", "First"), "If-Match", read),
                client.put(one(said), json("content", "Thirst"), "If-Match", "nonsense"),
                client.delete(one(said), "If-Match", read),
                client.delete(one(said), "If-Match", "\"999\", \"x\""))) {
            assertAnswer(late, 412, json("detail", "The response was changed meanwhile.", "current", corrected.json()));
            assertThat(late.header("ETag")).contains(now);
        }
        assertThat(ok(client.get(one(said)))).isEqualTo(corrected.json());
        assertThat(texts(history(ticket), "action")).containsExactly("submitted", "commented", "comment_edited");

        ok(client.put(one(said), json("content", "Second"), "If-Match", "\"999\", W/" + now));
        ok(client.put(one(said), json("content", "Third"), "If-Match", " * "));
        assertThat(client.delete(one(said), "If-Match", now).status()).isEqualTo(412);
        String last = client.get(one(said)).header("ETag").orElseThrow();
        assertAnswer(client.delete(one(said), "If-Match", last), 204, "");
        assertAnswer(client.delete(one(said), "If-Match", last), 204, "");
        assertThat(client.get(one(said), "If-None-Match", "\"1\", " + read + ", " + last)
                        .status())
                .isEqualTo(200);
        assertAnswer(client.put(one(said), json("content", "Back"), "If-Match", last), 404, NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "x", "0", "-1", "1.5"})
    void whatIsNotThereIsNotFoundBeforeTheBodyIsRead(String id) {
        assertAnswer(client.get(ALL + id), 404, NOT_FOUND);
        assertAnswer(client.put(ALL + id, "{garbage"), 404, NOT_FOUND);
        assertAnswer(client.delete(ALL + id), 404, NOT_FOUND);
        assertAnswer(client.get(TICKETS + id + "/responses/"), 404, NOT_FOUND);
        assertAnswer(client.post(TICKETS + id + "/responses", "{garbage"), 404, NOT_FOUND);
    }

    @Test
    void theConversationIsPagedLikeTickets() {
        JsonNode ticket = created();
        for (int i = 0; i < 5; i++) {
            said(ticket, "content", "number " + i);
        }
        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.of(path(ticket) + "responses/?limit=2");
        while (next.isPresent()) {
            Answer answer = client.get(next.get());
            seen.addAll(texts(ok(answer), "content"));
            next = answer.header("Link")
                    .map(link -> link.substring(1 + demo.url().length(), link.indexOf('>')));
        }
        assertThat(seen).containsExactly("number 0", "number 1", "number 2", "number 3", "number 4");
    }

    @Test
    void theFilterIsOneTicketThatIsThere() {
        JsonNode ticket = created();
        JsonNode said = said(ticket, "content", "Hello");
        String id = ticket.get("id").asString();
        for (String same : List.of("?ticket=" + id, "?ticket=" + id + "&ticket=" + id, "?ticket=&ticket=" + id)) {
            assertThat(ok(client.get(ALL + same)).toString()).isEqualTo("[" + said + "]");
        }
        for (String unknown : List.of("999999999", "bogus", "0")) {
            assertAnswer(
                    client.get(ALL + "?ticket=" + unknown),
                    400,
                    "{\"ticket\":[\"Select a valid choice. " + unknown + " is not one of the available choices.\"]}");
        }
        assertAnswer(
                client.get(ALL + "?limit=x&ticket=" + id + "&ticket="
                        + path(created()).replaceAll("\\D", "")),
                400,
                "{\"ticket\":[\"Give one ticket only.\"],\"limit\":[\"Give a whole number from 1 to 200.\"]}");
    }

    @Test
    void paginateCountsWhatIsOnAllPages() {
        JsonNode ticket = created();
        for (int i = 0; i < 5; i++) {
            said(ticket, "content", "number " + i, "internal", i % 2 == 1);
        }
        for (String list : List.of(path(ticket) + "responses/?", ALL + "?ticket=" + ticket.get("id") + "&")) {
            JsonNode first = ok(client.get(list + "limit=2&paginate=true"));
            assertThat(first.propertyNames()).containsExactly("count", "next", "previous", "results");
            assertThat(first.get("count").asInt()).isEqualTo(5);
            assertThat(first.get("previous").isNull()).isTrue();
            assertThat(texts(first.get("results"), "content")).containsExactly("number 0", "number 1");
            JsonNode second = followed(first, "next");
            assertThat(second.get("count").asInt()).isEqualTo(5);
            assertThat(texts(second.get("results"), "content")).containsExactly("number 2", "number 3");
            assertThat(followed(second, "previous").get("results")).isEqualTo(first.get("results"));
            JsonNode last = followed(second, "next");
            assertThat(last.get("next").isNull()).isTrue();
            assertThat(texts(last.get("results"), "content")).containsExactly("number 4");
        }
        assertThat(ok(client.get(ALL + "?paginate=true")).get("count").asInt()).isGreaterThanOrEqualTo(5);
        JsonNode history = ok(client.get(path(ticket) + "history/?paginate=1&limit=4"));
        assertThat(history.get("count").asInt()).isEqualTo(6);
        assertThat(texts(followed(history, "next").get("results"), "action")).containsExactly("commented", "commented");
        assertThat(client.get(path(ticket) + "history/?paginate=perhaps").status())
                .isEqualTo(400);
        assertAnswer(client.get(TICKETS + "999999999/history/?paginate=true"), 404, NOT_FOUND);
        assertAnswer(client.get(TICKETS + "999999999/responses/?paginate=true"), 404, NOT_FOUND);
    }

    private JsonNode followed(JsonNode page, String link) {
        return ok(client.get(page.get(link).asString().substring(demo.url().length())));
    }
}
