package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class TicketHistoryTest extends HttpContract {
    TicketHistoryTest(DemoOn demo) {
        super(demo);
    }

    /** action, field, from, to */
    private static List<String> lines(JsonNode history) {
        List<String> lines = new ArrayList<>();
        history.forEach(line -> lines.add(line.get("action").asString() + " " + line.get("field") + " "
                + line.get("from") + " " + line.get("to")));
        return lines;
    }

    @Test
    void beginsWithTheSubmission() {
        JsonNode ticket = created();
        JsonNode history = history(ticket);
        assertThat(history.toString())
                .isEqualTo("[{\"at\":" + ticket.get("created_at")
                        + ",\"actor\":\"demo\",\"action\":\"submitted\",\"field\":null,\"from\":null,\"to\":null}]");
    }

    @Test
    void tellsEachChangeOldestFirst() {
        JsonNode ticket = created("priority", "low", "category", "billing");
        ok(client.patch(path(ticket), json("status", "in_progress", "priority", "high", "tags", List.of("b", "a"))));
        ok(client.post(path(ticket) + "assign/", "{\"assignee\":\"ann\"}"));
        ok(client.post(path(ticket) + "assign/", "{\"assignee\":null}"));
        ok(client.post(path(ticket) + "close/", "{}"));
        JsonNode last = ok(client.patch(path(ticket), json("category", "account")));
        JsonNode history = history(ticket);
        assertThat(lines(history))
                .containsExactly(
                        "submitted null null null",
                        "changed \"priority\" \"low\" \"high\"",
                        "changed \"status\" \"open\" \"in_progress\"",
                        "changed \"tags\" null \"a,b\"",
                        "changed \"assignee\" null \"ann\"",
                        "changed \"assignee\" \"ann\" null",
                        "changed \"status\" \"in_progress\" \"closed\"",
                        "changed \"category\" \"billing\" \"account\"");
        assertThat(texts(history, "actor")).containsOnly("demo");
        assertThat(texts(history, "at")).isSorted().allMatch(at -> at.matches("[-0-9]{10}T[:0-9]{8}\\.\\d{6}Z"));
        assertThat(history.get(7).get("at")).isEqualTo(last.get("updated_at"));
        history.forEach(line ->
                assertThat(line.propertyNames()).containsExactly("at", "actor", "action", "field", "from", "to"));
    }

    @Test
    void tellsTextsInFullAndTheScoresThatFollow() {
        JsonNode ticket = created("title", "Before");
        String text = "Angry and furious!!! " + "é\n".repeat(5000) + "end";
        ok(client.patch(path(ticket), json("title", "After", "description", text)));
        JsonNode history = history(ticket);
        assertThat(lines(history).get(1)).isEqualTo("changed \"title\" \"Before\" \"After\"");
        assertThat(history.get(2).get("to").asString()).isEqualTo(text);
        for (int i = 3; i < history.size(); i++) {
            assertThat(history.get(i).get("action").asString()).isEqualTo("rescored");
            assertThat(history.get(i).get("field").asString()).isIn("sentiment", "urgency_score");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "history/"})
    void isPagedLikeTickets(String end) {
        JsonNode ticket = created();
        for (int i = 0; i < 4; i++) {
            ok(client.patch(path(ticket), json("assignee", "person" + i)));
        }
        List<String> all = lines(history(ticket));
        assertThat(all).hasSize(5);
        assertThat(client.get(path(ticket) + end).header("Link")).isEmpty();
        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.of(path(ticket) + end + "?limit=2");
        int pages = 0;
        while (next.isPresent()) {
            Answer answer = client.get(next.get());
            seen.addAll(lines(ok(answer)));
            pages++;
            next = answer.header("Link").map(link -> {
                assertThat(link)
                        .startsWith("<" + demo.url() + path(ticket) + end + "?limit=2&cursor=")
                        .endsWith(">; rel=\"next\"");
                return link.substring(1 + demo.url().length(), link.indexOf('>'));
            });
        }
        assertThat(seen).isEqualTo(all);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aPageHas50UnlessAskedForMore() {
        JsonNode ticket = created();
        for (int i = 0; i < 26; i++) {
            ok(client.patch(path(ticket), json("assignee", "person" + i, "tags", List.of("tag" + i))));
        }
        assertThat(history(ticket).size()).isEqualTo(50);
        assertThat(ok(client.get(path(ticket) + "history/?limit=200")).size()).isEqualTo(53);
    }

    @Test
    void wrongPagesAreRefused() {
        JsonNode ticket = created();
        String path = path(ticket) + "history/";
        assertAnswer(client.get(path + "?limit=201"), 400, "{\"limit\":[\"Give a whole number from 1 to 200.\"]}");
        assertAnswer(client.get(path + "?cursor=x"), 400, "{\"cursor\":[\"Take the cursor from a Link header.\"]}");
        ok(client.patch(path(ticket), json("assignee", "ann")));
        String link = client.get(path + "?limit=1").header("Link").orElseThrow();
        String cursor = link.substring(link.indexOf("cursor="), link.indexOf('>'));
        assertThat(client.get(path(created()) + "history/?limit=1&" + cursor).status())
                .isEqualTo(400);
    }

    @Test
    void isThereOnlyWithItsTicket() {
        assertAnswer(client.get("/api/tickets/999999999/history/"), 404, NOT_FOUND);
        assertAnswer(client.get("/api/tickets/x/history/"), 404, NOT_FOUND);
    }
}
