package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class TicketCreateTest extends HttpContract {
    private static final String MICROSECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
    private static final String BLANK = "[\"This field may not be blank.\"]";
    private static final String NULL = "[\"This field may not be null.\"]";
    private static final String REQUIRED = "[\"This field is required.\"]";

    TicketCreateTest(DemoOn demo) {
        super(demo);
    }

    private Answer post(@Nullable Object... namesAndValues) {
        return client.post(TICKETS, json(namesAndValues));
    }

    @Test
    void answers201WithTicketLocationAndTag() {
        Answer answer = post("title", "Refund", "description", "I was charged twice for one invoice.");
        assertThat(answer.status()).isEqualTo(201);
        JsonNode ticket = answer.json();
        assertThat(answer.header("Location")).contains(demo.url() + path(ticket));
        assertThat(answer.header("ETag")).contains("\"" + ticket.get("version") + "\"");
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(read(ticket)).isEqualTo(ticket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tickets", "/api/tickets/"})
    void withAndWithoutSlash(String path) {
        Answer answer = client.post(path, json("title", "t", "description", "d"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location").orElseThrow()).endsWith("/");
    }

    @Test
    void theFieldsAreInTheOrderOfTheContract() {
        JsonNode ticket = created();
        assertThat(ticket.propertyNames())
                .startsWith(
                        "id",
                        "title",
                        "description",
                        "category",
                        "priority",
                        "status",
                        "sentiment",
                        "urgency_score",
                        "created_at",
                        "updated_at")
                .contains("version", "requester", "assignee", "tags", "resolved_at", "closed_at", "suggestion");
        assertThat(ticket.get("id").isIntegralNumber()).isTrue();
        assertThat(ticket.get("urgency_score").asInt()).isBetween(0, 100);
        assertThat(ticket.get("status").asString()).isEqualTo("open");
        assertThat(ticket.get("resolved_at").isNull()).isTrue();
        assertThat(ticket.get("tags").isArray()).isTrue();
    }

    @Test
    void timesAreUtcInMicroseconds() {
        Instant before = Instant.now().minus(Duration.ofMillis(1));
        JsonNode ticket = created();
        String createdAt = ticket.get("created_at").asString();
        assertThat(createdAt).matches(MICROSECONDS);
        assertThat(Instant.parse(createdAt)).isBetween(before, Instant.now());
        assertThat(ticket.get("updated_at").asString()).isEqualTo(createdAt);
    }

    @Test
    void whatIsMissingIsClassified() {
        JsonNode ticket = created(
                "title",
                "Refund",
                "description",
                "I was charged twice, please refund the second payment of my invoice.");
        assertThat(ticket.get("category").asString()).isEqualTo("billing");
        assertThat(ticket.get("suggestion").get("category").get("source").asString())
                .isNotEqualTo("person");
        JsonNode chosen =
                created("description", "I was charged twice, please refund.", "category", "account", "priority", "low");
        assertThat(chosen.get("category").asString()).isEqualTo("account");
        assertThat(chosen.get("priority").asString()).isEqualTo("low");
        assertThat(chosen.get("suggestion").get("category").get("source").asString())
                .isEqualTo("person");
        JsonNode half = created("description", "I was charged twice, please refund the payment.", "priority", "low");
        assertThat(half.get("category").asString()).isEqualTo("billing");
        assertThat(half.get("priority").asString()).isEqualTo("low");
    }

    @ParameterizedTest
    @CsvSource({"urgent,critical", "URGENT,critical", "High,high", "' low ',low"})
    void prioritiesAsPeopleWriteThem(String written, String read) {
        assertThat(created("priority", written).get("priority").asString()).isEqualTo(read);
    }

    @Test
    void textsAreTrimmed() {
        JsonNode ticket = created(
                "title",
                " \t Hello \n",
                "description",
                "\n  line 1\n\n  line 2 \u00a0\u2003 ",
                "requester",
                " rob ",
                "tags",
                List.of(" red "),
                "assignee",
                " ann ");
        assertThat(ticket.get("title").asString()).isEqualTo("Hello");
        assertThat(ticket.get("description").asString())
                .startsWith("line 1\n\n  line 2")
                .doesNotEndWith("\u2003");
        assertThat(ticket.get("requester").asString()).isEqualTo("rob");
        assertThat(ticket.get("assignee").asString()).isEqualTo("ann");
        assertThat(texts(ticket)).containsExactly("red");
    }

    private static List<String> texts(JsonNode ticket) {
        List<String> tags = new ArrayList<>();
        ticket.get("tags").forEach(tag -> tags.add(tag.asString()));
        return tags;
    }

    @Test
    void anyTextComesBackAsItWas() {
        String text =
                "Größe ≥ 5 🎫 \"quoted\" \\ / <b>&amp;</b> \u0001 \u2028 \ud83d\udc68\u200d\ud83d\udc69 עברית ';--";
        JsonNode ticket = created("title", text, "description", text);
        assertThat(read(ticket).get("title").asString()).isEqualTo(text);
        assertThat(read(ticket).get("description").asString()).isEqualTo(text);
    }

    @Test
    void statusTagsAndRequesterAreOptional() {
        JsonNode ticket = created("status", "resolved", "tags", List.of("b", "a", "b"), "requester", "rob");
        assertThat(ticket.get("status").asString()).isEqualTo("resolved");
        assertThat(ticket.get("resolved_at").asString()).matches(MICROSECONDS);
        assertThat(ticket.get("closed_at").isNull()).isTrue();
        assertThat(texts(ticket)).containsExactly("a", "b");
        assertThat(ticket.get("requester").asString()).isEqualTo("rob");
        assertThat(created("requester", null, "tags", List.of())
                        .get("requester")
                        .isNull())
                .isTrue();
        assertThat(created("status", "closed").get("closed_at").asString()).matches(MICROSECONDS);
    }

    @Test
    void aNumberIsReadAsText() {
        Answer answer = client.post(TICKETS, "{\"title\":4711,\"description\":1.50,\"tags\":[2026],\"requester\":17}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("title").asString()).isEqualTo("4711");
        assertThat(answer.json().get("description").asString()).isEqualTo("1.50");
        assertThat(texts(answer.json())).containsExactly("2026");
        assertThat(answer.json().get("requester").asString()).isEqualTo("17");
        Answer large = client.post(TICKETS, "{\"title\":1e999999999,\"description\":-0.0}");
        assertThat(large.status()).as(large.toString()).isEqualTo(201);
    }

    @Test
    void unknownAndReadOnlyFieldsAreIgnored() {
        JsonNode ticket = created(
                "id",
                1_000_000_007,
                "created_at",
                "yesterday",
                "updated_at",
                5,
                "sentiment",
                "bogus",
                "urgency_score",
                "high",
                "version",
                99,
                "resolved_at",
                "x",
                "needs_review",
                "maybe",
                "suggestion",
                List.of(),
                "tenant",
                "other",
                "nonsense",
                List.of(1, 2));
        assertThat(ticket.get("id").asLong()).isNotEqualTo(1_000_000_007);
        assertThat(ticket.get("version").asLong()).isEqualTo(1);
        assertThat(ticket.get("created_at").asString()).matches(MICROSECONDS);
        assertThat(ticket.get("resolved_at").isNull()).isTrue();
        assertThat(ticket.has("nonsense")).isFalse();
    }

    @Test
    void lengthsAreThoseOfTheTrimmedTextInCharacters() {
        String title = "🎫".repeat(200);
        String description = "é".repeat(20_000);
        JsonNode ticket = created("title", "  " + title + "\n", "description", " " + description + " ");
        assertThat(ticket.get("title").asString()).isEqualTo(title);
        assertThat(read(ticket).get("description").asString()).isEqualTo(description);
        assertThat(created("title", "x").get("title").asString()).isEqualTo("x");
        assertAnswer(
                post("title", "x".repeat(201), "description", "x".repeat(20_001)),
                400,
                "{\"title\":[\"Ensure this field has no more than 200 characters.\"],"
                        + "\"description\":[\"Ensure this field has no more than 20000 characters.\"]}");
    }

    @Test
    void missingFields() {
        assertAnswer(client.post(TICKETS, "{}"), 400, "{\"title\":" + REQUIRED + ",\"description\":" + REQUIRED + "}");
        assertAnswer(post("title", "t"), 400, "{\"description\":" + REQUIRED + "}");
    }

    @Test
    void blankFields() {
        assertAnswer(
                post("title", "", "description", " \n\t\u00a0\u200b"),
                400,
                "{\"title\":" + BLANK + ",\"description\":" + BLANK + "}");
    }

    @Test
    void nullFields() {
        assertAnswer(
                post(
                        "title",
                        null,
                        "description",
                        null,
                        "category",
                        null,
                        "priority",
                        null,
                        "status",
                        null,
                        "tags",
                        null),
                400,
                "{\"title\":" + NULL + ",\"description\":" + NULL + ",\"category\":" + NULL + ",\"priority\":" + NULL
                        + ",\"status\":" + NULL + ",\"tags\":" + NULL + "}");
    }

    @Test
    void choicesThatAreNone() {
        assertAnswer(
                post("title", " ", "description", "d", "category", "sales"),
                400,
                "{\"title\":" + BLANK + ",\"category\":[\"\\\"sales\\\" is not a valid choice.\"]}");
        assertAnswer(
                post("title", "t", "description", "d", "category", "", "priority", 5, "status", "done"),
                400,
                "{\"priority\":[\"\\\"5\\\" is not a valid choice.\"],\"status\":[\"\\\"done\\\" is not a valid choice.\"],"
                        + "\"category\":[\"\\\"\\\" is not a valid choice.\"]}");
    }

    @Test
    void wrongTypes() {
        String text = "[\"Not a valid string.\"]";
        assertAnswer(
                post(
                        "title",
                        true,
                        "description",
                        List.of(),
                        "category",
                        List.of("billing"),
                        "priority",
                        false,
                        "status",
                        List.of(),
                        "requester",
                        List.of("x"),
                        "assignee",
                        true),
                400,
                "{\"title\":" + text + ",\"description\":" + text + ",\"category\":" + text + ",\"priority\":" + text
                        + ",\"status\":" + text + ",\"requester\":" + text + ",\"assignee\":" + text + "}");
        assertThat(post("title", "t", "description", "d", "tags", "red").text()).contains("\"tags\":[");
        assertThat(post("title", "t", "description", "d", "tags", List.of(true)).text())
                .isEqualTo("{\"tags\":[\"Not a valid string.\"]}");
    }

    @Test
    void nullCharactersAndLoneSurrogatesAreRefusedByName() {
        for (String[] bad : new String[][] {
            {"\\u0000", "Null characters are not allowed."},
            {"\\ud800", "Lone surrogates (broken Unicode) are not allowed."},
            {"\\udc00", "Lone surrogates (broken Unicode) are not allowed."}
        }) {
            String message = "[\"" + bad[1] + "\"]";
            assertAnswer(
                    client.post(
                            TICKETS,
                            "{\"title\":\"a#\",\"description\":\"#b\",\"requester\":\"a#b\",\"assignee\":\"a#\",\"tags\":[\"a#\"]}"
                                    .replace("#", bad[0])),
                    400,
                    "{\"title\":" + message + ",\"description\":" + message + ",\"requester\":" + message
                            + ",\"assignee\":" + message + ",\"tags\":" + message + "}");
        }
    }

    @Test
    void tagsAndPeopleHaveLimits() {
        assertAnswer(
                post(
                        "title",
                        "t",
                        "description",
                        "d",
                        "tags",
                        List.of("x".repeat(65)),
                        "requester",
                        "r".repeat(255),
                        "assignee",
                        "a\nb"),
                400,
                "{\"requester\":[\"Ensure this field has no more than 254 characters.\"],"
                        + "\"assignee\":[\"Control characters are not allowed.\"],"
                        + "\"tags\":[\"Ensure this field has no more than 64 characters.\"]}");
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            many.add("tag" + i);
        }
        assertAnswer(
                post("title", "t", "description", "d", "tags", many),
                400,
                "{\"tags\":[\"Ensure this field has no more than 50 elements.\"]}");
    }

    @Test
    void whatIsRefusedIsNotStored() {
        String tag = unused();
        post("title", "", "description", "d", "tags", List.of(tag));
        assertAnswer(client.get(TICKETS + "?tag=" + tag), 200, "[]");
    }
}
