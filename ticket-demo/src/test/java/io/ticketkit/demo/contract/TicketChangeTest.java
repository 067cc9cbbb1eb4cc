package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class TicketChangeTest extends HttpContract {
    private static final String ANGRY =
            "This is outrageous! I am furious, everything is down and all customers lose data. Fix it immediately!!!";

    TicketChangeTest(DemoOn demo) {
        super(demo);
    }

    private JsonNode patched(JsonNode ticket, @Nullable Object... namesAndValues) {
        return ok(client.patch(path(ticket), json(namesAndValues)));
    }

    @Test
    void patchChangesWhatItNames() {
        JsonNode ticket = created();
        JsonNode after = patched(
                ticket,
                "title",
                " New ",
                "description",
                "Another text",
                "category",
                "account",
                "priority",
                "urgent",
                "status",
                "in_progress",
                "tags",
                List.of("b", "a"),
                "assignee",
                "ann");
        assertThat(after.get("title").asString()).isEqualTo("New");
        assertThat(after.get("description").asString()).isEqualTo("Another text");
        assertThat(after.get("category").asString()).isEqualTo("account");
        assertThat(after.get("priority").asString()).isEqualTo("critical");
        assertThat(after.get("status").asString()).isEqualTo("in_progress");
        assertThat(after.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(after.get("assignee").asString()).isEqualTo("ann");
        assertThat(after.get("id")).isEqualTo(ticket.get("id"));
        assertThat(after.get("created_at")).isEqualTo(ticket.get("created_at"));
        assertThat(after.get("updated_at").asString())
                .isGreaterThan(ticket.get("updated_at").asString());
        assertThat(after.propertyNames()).containsExactlyElementsOf(ticket.propertyNames());
        assertThat(read(ticket)).isEqualTo(after);
    }

    @Test
    void patchKeepsTheRest() {
        JsonNode ticket = created("tags", List.of("a"), "assignee", "ann", "requester", "rob", "category", "billing");
        JsonNode after = patched(ticket, "status", "resolved");
        for (String field : new String[] {
            "title",
            "description",
            "category",
            "priority",
            "tags",
            "assignee",
            "requester",
            "sentiment",
            "urgency_score",
            "suggestion"
        }) {
            assertThat(after.get(field)).as(field).isEqualTo(ticket.get(field));
        }
    }

    @Test
    void anAssigneeCanBeTakenAwayAndTagsToo() {
        JsonNode ticket = created("assignee", "ann", "tags", List.of("a"));
        JsonNode after = patched(ticket, "assignee", null, "tags", List.of());
        assertThat(after.get("assignee").isNull()).isTrue();
        assertThat(after.get("tags").isEmpty()).isTrue();
    }

    @Test
    void anEmptyOrUnchangedBodyWritesNothing() {
        JsonNode ticket =
                created("tags", List.of("a", "b"), "assignee", "ann", "category", "billing", "priority", "low");
        String same = json(
                "title",
                " A question ",
                "description",
                ticket.get("description").asString(),
                "category",
                "billing",
                "priority",
                "low",
                "status",
                "open",
                "tags",
                List.of("b", "a", "a"),
                "assignee",
                "ann");
        for (String body : new String[] {"{}", "", same, "{\"id\":5,\"nonsense\":1,\"sentiment\":\"angry\"}"}) {
            assertThat(ok(client.patch(path(ticket), body))).as(body).isEqualTo(ticket);
        }
        assertThat(ok(client.put(path(ticket), same))).isEqualTo(ticket);
        assertThat(read(ticket)).isEqualTo(ticket);
        assertThat(history(ticket).size()).isEqualTo(1);
    }

    @Test
    void everyBadFieldIsSaidAtOnceAndNothingIsWritten() {
        JsonNode ticket = created();
        assertAnswer(
                client.patch(
                        path(ticket),
                        json(
                                "title",
                                "",
                                "description",
                                null,
                                "category",
                                "sales",
                                "priority",
                                "huge",
                                "status",
                                "done",
                                "tags",
                                List.of(""),
                                "assignee",
                                "")),
                400,
                "{\"description\":[\"This field may not be null.\"],"
                        + "\"priority\":[\"\\\"huge\\\" is not a valid choice.\"],"
                        + "\"status\":[\"\\\"done\\\" is not a valid choice.\"],"
                        + "\"title\":[\"This field may not be blank.\"],"
                        + "\"assignee\":[\"This field may not be blank.\"],"
                        + "\"tags\":[\"This field may not be blank.\"],"
                        + "\"category\":[\"\\\"sales\\\" is not a valid choice.\"]}");
        assertAnswer(
                client.patch(path(ticket), json("title", "x".repeat(201), "category", "sales")),
                400,
                "{\"title\":[\"Ensure this field has no more than 200 characters.\"],"
                        + "\"category\":[\"\\\"sales\\\" is not a valid choice.\"]}");
        assertThat(client.patch(path(ticket), "{\"title\":\"a\\u0000\"}").text())
                .isEqualTo("{\"title\":[\"Null characters are not allowed.\"]}");
        assertThat(read(ticket)).isEqualTo(ticket);
    }

    @Test
    void putNeedsTitleAndDescription() {
        JsonNode ticket = created("assignee", "ann", "priority", "low");
        String required = "[\"This field is required.\"]";
        assertAnswer(
                client.put(path(ticket), "{}"), 400, "{\"title\":" + required + ",\"description\":" + required + "}");
        assertAnswer(client.put(path(ticket), "{\"title\":\"t\"}"), 400, "{\"description\":" + required + "}");
        JsonNode after = ok(client.put(path(ticket), json("title", "t", "description", "d", "status", "resolved")));
        assertThat(after.get("title").asString()).isEqualTo("t");
        assertThat(after.get("status").asString()).isEqualTo("resolved");
        assertThat(after.get("assignee").asString()).isEqualTo("ann");
        assertThat(after.get("priority").asString()).isEqualTo("low");
    }

    @Test
    void scoresFollowOnlyARealChangeOfText() {
        JsonNode ticket = created();
        JsonNode angry = patched(ticket, "description", ANGRY);
        assertThat(angry.get("urgency_score").asInt())
                .isGreaterThan(ticket.get("urgency_score").asInt());
        assertThat(angry.get("sentiment")).isNotEqualTo(ticket.get("sentiment"));
        assertThat(angry.get("category")).isEqualTo(ticket.get("category"));
        assertThat(angry.get("priority")).isEqualTo(ticket.get("priority"));
        JsonNode same = patched(angry, "description", "  " + ANGRY + "\n", "assignee", "ann");
        assertThat(same.get("urgency_score")).isEqualTo(angry.get("urgency_score"));
        assertThat(texts(history(ticket), "action"))
                .containsExactly("submitted", "changed", "rescored", "rescored", "changed");
    }

    @Test
    void sentimentAndUrgencyCannotBeSet() {
        JsonNode ticket = created();
        JsonNode after = patched(ticket, "sentiment", "angry", "urgency_score", 100, "assignee", "ann");
        assertThat(after.get("sentiment")).isEqualTo(ticket.get("sentiment"));
        assertThat(after.get("urgency_score")).isEqualTo(ticket.get("urgency_score"));
    }

    @ParameterizedTest
    @CsvSource({
        "open,in_progress",
        "open,resolved",
        "open,closed",
        "in_progress,open",
        "in_progress,resolved",
        "in_progress,closed",
        "resolved,open",
        "resolved,in_progress",
        "resolved,closed",
        "closed,open",
        "closed,closed"
    })
    void transitionsThatAreAllowed(String from, String to) {
        JsonNode ticket = created("status", from);
        JsonNode after = patched(ticket, "status", to);
        assertThat(after.get("status").asString()).isEqualTo(to);
        assertThat(after.get("closed_at").isNull()).isEqualTo(!to.equals("closed"));
        boolean done = to.equals("closed") || to.equals("resolved");
        assertThat(after.get("resolved_at").isNull()).isEqualTo(!done);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_progress", "resolved"})
    void aClosedTicketIsReopenedFirst(String to) {
        JsonNode ticket = created("status", "closed");
        assertAnswer(
                client.patch(path(ticket), json("status", to, "title", "new")),
                409,
                "{\"status\":[\"A ticket cannot go from closed to " + to + "; from closed it can go to: open.\"]}");
        assertThat(read(ticket)).isEqualTo(ticket);
        ok(client.post(path(ticket) + "reopen/", "{}"));
        assertThat(patched(ticket, "status", to).get("status").asString()).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ""})
    void assignCloseAndReopen(String slash) {
        JsonNode ticket = created();
        String path = path(ticket);
        JsonNode assigned = ok(client.post(path + "assign" + slash, "{\"assignee\":\" ann \"}"));
        assertThat(assigned.get("assignee").asString()).isEqualTo("ann");
        JsonNode closed = ok(client.send("POST", path + "close" + slash, null));
        assertThat(closed.get("status").asString()).isEqualTo("closed");
        JsonNode reopened = ok(client.post(path + "reopen" + slash, "{}"));
        assertThat(reopened.get("status").asString()).isEqualTo("open");
        assertThat(reopened.get("closed_at").isNull()).isTrue();
        assertThat(reopened.get("assignee").asString()).isEqualTo("ann");
        assertThat(reopened.propertyNames()).containsExactlyElementsOf(ticket.propertyNames());
        JsonNode nobody = ok(client.post(path + "assign" + slash, "{\"assignee\":null}"));
        assertThat(nobody.get("assignee").isNull()).isTrue();
    }

    @Test
    void actionsThatChangeNothingWriteNothing() {
        JsonNode ticket = created("assignee", "ann");
        assertThat(ok(client.post(path(ticket) + "assign/", "{\"assignee\":\"ann\"}")))
                .isEqualTo(ticket);
        assertThat(ok(client.post(path(ticket) + "reopen/", "{}"))).isEqualTo(ticket);
        JsonNode closed = ok(client.post(path(ticket) + "close/", "{}"));
        assertThat(ok(client.post(path(ticket) + "close/", "{}"))).isEqualTo(closed);
    }

    @Test
    void assignNeedsAnAssignee() {
        String path = path(created()) + "assign/";
        assertAnswer(client.post(path, "{}"), 400, "{\"assignee\":[\"This field is required.\"]}");
        assertAnswer(client.send("POST", path, null), 400, "{\"assignee\":[\"This field is required.\"]}");
        assertAnswer(
                client.post(path, "{\"assignee\":\" \"}"), 400, "{\"assignee\":[\"This field may not be blank.\"]}");
        assertAnswer(client.post(path, "{\"assignee\":[]}"), 400, "{\"assignee\":[\"Not a valid string.\"]}");
        assertAnswer(
                client.post(path, json("assignee", "x".repeat(255))),
                400,
                "{\"assignee\":[\"Ensure this field has no more than 254 characters.\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ""})
    void aDeletedTicketIsGoneEverywhere(String slash) {
        String tag = unused();
        JsonNode ticket = created("tags", List.of(tag));
        String path = path(ticket);
        String bare = path.substring(0, path.length() - 1);
        assertAnswer(client.delete(bare + slash), 204, "");
        assertAnswer(client.get(path), 404, NOT_FOUND);
        assertAnswer(client.delete(path), 404, NOT_FOUND);
        assertAnswer(client.patch(path, "{\"title\":\"t\"}"), 404, NOT_FOUND);
        assertAnswer(client.put(path, json("title", "t", "description", "d")), 404, NOT_FOUND);
        assertAnswer(client.patch(path, "{\"status\":\"wrong\"}"), 404, NOT_FOUND);
        assertAnswer(client.patch(path, "no JSON"), 404, NOT_FOUND);
        assertAnswer(client.put(path, "{}"), 404, NOT_FOUND);
        assertAnswer(client.post(path + "assign/", "{}"), 404, NOT_FOUND);
        assertAnswer(client.post(path + "close/", "no JSON"), 404, NOT_FOUND);
        assertAnswer(client.post(path + "assign/", "{\"assignee\":\"ann\"}"), 404, NOT_FOUND);
        assertAnswer(client.post(path + "close/", "{}"), 404, NOT_FOUND);
        assertAnswer(client.post(path + "reopen/", "{}"), 404, NOT_FOUND);
        assertAnswer(client.get(path + "history/"), 404, NOT_FOUND);
        assertAnswer(client.get(TICKETS + "?tag=" + tag), 200, "[]");
        assertThat(ok(client.get(TICKETS + "stats/?tag=" + tag))
                        .get("total_tickets")
                        .asInt())
                .isZero();
        assertThat(created().get("id")).isNotEqualTo(ticket.get("id"));
    }

    @Test
    void theTeamIsChangedLikeTheOthers() {
        assertThat(created().get("team").isNull()).isTrue();
        JsonNode ticket = created("team", "second level");
        assertThat(ticket.get("team").asString()).isEqualTo("second level");
        JsonNode after = patched(ticket, "team", " billing ");
        assertThat(after.get("team").asString()).isEqualTo("billing");
        assertThat(after.get("version").asInt()).isEqualTo(2);
        assertThat(patched(after, "priority", "low").get("team").asString()).isEqualTo("billing");
        assertThat(read(ticket)).isEqualTo(read(after));
        JsonNode nobody = patched(ticket, "team", null);
        assertThat(nobody.get("team").isNull()).isTrue();
        assertAnswer(
                client.patch(path(ticket), json("team", "x".repeat(65))),
                400,
                "{\"team\":[\"Ensure this field has no more than 64 characters.\"]}");
    }
}
