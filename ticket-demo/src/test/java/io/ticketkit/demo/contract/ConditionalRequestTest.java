package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** ETag, If-None-Match, If-Match; # stands for the version in the values of headers. */
@OnBothDatabases
class ConditionalRequestTest extends HttpContract {
    ConditionalRequestTest(DemoOn demo) {
        super(demo);
    }

    private static String filled(String header, JsonNode ticket) {
        return header.replace("#", ticket.get("version").toString());
    }

    @Test
    void theTagIsTheVersion() {
        JsonNode ticket = created();
        assertThat(client.get(path(ticket)).header("ETag")).contains("\"1\"");
        Answer changed = client.patch(path(ticket), "{\"assignee\":\"ann\"}");
        assertThat(changed.header("ETag")).contains("\"2\"");
        assertThat(changed.json().get("version").asInt()).isEqualTo(2);
        assertThat(client.get(path(ticket)).header("ETag")).contains("\"2\"");
        assertThat(client.post(path(ticket) + "close/", "{}").header("ETag")).contains("\"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"#\"", "W/\"#\"", "\"77\", \"#\"", "\"77\",W/\"#\"", "*"})
    void whoHasTheTicketAlreadyGets304(String header) {
        JsonNode ticket = created();
        Answer answer = client.get(path(ticket), "If-None-Match", filled(header, ticket));
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("ETag")).contains("\"1\"");
        assertThat(client.send("HEAD", path(ticket), null, "If-None-Match", filled(header, ticket))
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"77\"", "#", "\"77\", \"78\"", "nonsense", "\"\""})
    void othersGetIt(String header) {
        JsonNode ticket = created();
        assertThat(client.get(path(ticket), "If-None-Match", filled(header, ticket))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aChangedTicketIsSentAgain() {
        JsonNode ticket = created();
        ok(client.patch(path(ticket), "{\"title\":\"new\"}"));
        assertThat(client.get(path(ticket), "If-None-Match", "\"1\"").status()).isEqualTo(200);
    }

    @Test
    void everyReadingAnswersWithATagThatWorks() {
        JsonNode ticket = created();
        for (String path : new String[] {
            TICKETS + "?tag=" + unused(), path(ticket), path(ticket) + "history/", "/api/tickets/stats/?tag=" + unused()
        }) {
            String tag = client.get(path).header("ETag").orElseThrow();
            assertThat(client.get(path, "If-None-Match", tag).status()).as(path).isEqualTo(304);
            assertThat(client.get(path, "If-None-Match", "\"x\", " + tag).status())
                    .as(path)
                    .isEqualTo(304);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"#\"", "W/\"#\"", "\"77\", \"#\"", "\"77\",\"#\"", "*", " * "})
    void aMatchingChangeIsMade(String header) {
        JsonNode ticket = created();
        assertThat(ok(client.patch(path(ticket), "{\"title\":\"new\"}", "If-Match", filled(header, ticket)))
                        .get("title")
                        .asString())
                .isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"77\"", "#", "\"77\", \"78\"", "W/\"77\"", "nonsense", "\"\"", "\"##\""})
    void aLostRaceIs412WithTheCurrentTicket(String header) {
        JsonNode ticket = created();
        Answer answer = client.patch(path(ticket), "{\"title\":\"new\"}", "If-Match", filled(header, ticket));
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().propertyNames()).containsExactly("detail", "current");
        assertThat(answer.json().get("detail").asString()).isNotBlank();
        assertThat(answer.json().get("current")).isEqualTo(ticket);
        assertThat(answer.header("ETag")).contains("\"1\"");
        assertThat(read(ticket)).isEqualTo(ticket);
    }

    @Test
    void everyChangeHonoursIfMatch() {
        JsonNode ticket = created();
        String path = path(ticket);
        String stale = "\"77\"";
        assertThat(client.put(path, json("title", "t", "description", "d"), "If-Match", stale)
                        .status())
                .isEqualTo(412);
        assertThat(client.post(path + "assign/", "{\"assignee\":\"ann\"}", "If-Match", stale)
                        .status())
                .isEqualTo(412);
        assertThat(client.post(path + "close/", "{}", "If-Match", stale).status())
                .isEqualTo(412);
        assertThat(client.post(path + "reopen/", "{}", "If-Match", stale).status())
                .isEqualTo(412);
        assertThat(client.delete(path, "If-Match", stale).status()).isEqualTo(412);
        assertThat(read(ticket)).isEqualTo(ticket);
        assertThat(client.delete(path, "If-Match", "\"1\"").status()).isEqualTo(204);
    }

    @Test
    void anUnchangedTicketIsNoLostRaceButAStaleOneIs() {
        JsonNode ticket = created();
        assertThat(client.patch(path(ticket), "{}", "If-Match", "\"1\"").status())
                .isEqualTo(200);
        assertThat(client.patch(path(ticket), "{}", "If-Match", "\"2\"").status())
                .isEqualTo(412);
    }

    @Test
    void fieldsAreCheckedBeforeTheRace() {
        JsonNode ticket = created();
        assertThat(client.patch(path(ticket), "{\"title\":\"\"}", "If-Match", "\"77\"")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void oneOfSeveralAtOnceWins() throws Exception {
        JsonNode ticket = created();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String body = json("assignee", "person" + i);
                calls.add(() -> client.patch(path(ticket), body, "If-Match", "\"1\""));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
            assertThat(read(ticket).get("version").asInt()).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void withoutIfMatchTheLastWriterWinsPerField() {
        JsonNode ticket = created("priority", "low");
        ok(client.patch(path(ticket), "{\"priority\":\"high\"}"));
        ok(client.patch(path(ticket), "{\"assignee\":\"ann\"}"));
        JsonNode now = ok(client.patch(path(ticket), "{\"priority\":\"medium\"}"));
        assertThat(now.get("priority").asString()).isEqualTo("medium");
        assertThat(now.get("assignee").asString()).isEqualTo("ann");
        assertThat(now.get("version").asInt()).isEqualTo(4);
    }
}
