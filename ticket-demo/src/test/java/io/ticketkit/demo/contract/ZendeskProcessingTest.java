package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.demo.users.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tickets of Zendesk over HTTP. */
class ZendeskProcessingTest {
    private static final String PROCESS = "/api/tickets/process/";
    private static final String BATCH = "/api/tickets/process-batch/";

    private final ZendeskServer zendesk = new ZendeskServer();
    private final RunningDemo demo = RunningDemo.on(TestDatabase.h2(), zendesk.settings());
    private final Client client = demo.client();

    @AfterEach
    void stop() {
        demo.close();
        zendesk.close();
    }

    private Answer process(String id) {
        return client.post(PROCESS, "{\"zendesk_id\":" + id + "}");
    }

    private Answer batch(String ids) {
        return client.post(BATCH, "{\"zendesk_ids\":[" + ids + "]}");
    }

    @Test
    void aTicketIsStoredProcessedAndWrittenBack() {
        long id = zendesk.add("Charged twice", "I was charged twice, please refund the payment.", "vip");
        JsonNode done = HttpContract.ok(process(Long.toString(id)));
        assertThat(done.propertyNames())
                .containsExactly(
                        "ticket_id",
                        "category",
                        "priority",
                        "sentiment",
                        "urgency_score",
                        "source",
                        "cost_usd",
                        "duration_ms",
                        "zendesk_id",
                        "written_back");
        assertThat(done.get("zendesk_id").asLong()).isEqualTo(id);
        assertThat(done.get("category").asString()).isEqualTo("billing");
        assertThat(done.get("written_back").asBoolean()).isTrue();
        JsonNode ticket = HttpContract.ok(client.get("/api/tickets/" + done.get("ticket_id") + "/"));
        assertThat(ticket.get("title").asString()).isEqualTo("Charged twice");
        assertThat(zendesk.ticket(id).tags()).contains("vip", "category_billing");
        assertThat(zendesk.ticket(id).notes()).hasSize(1);

        JsonNode again = HttpContract.ok(process("\"" + id + "\""));
        assertThat(again.get("ticket_id")).isEqualTo(done.get("ticket_id"));
        assertThat(zendesk.ticket(id).notes()).hasSize(1);
    }

    @Test
    void someAreProcessedAndUnknownOnesFailAlone() {
        zendesk.addMany(12);
        zendesk.status(5, "closed");
        zendesk.add("", "");
        JsonNode done = HttpContract.ok(batch("1,10,5,99,\"nonsense\",13,1"));
        assertThat(done.get("processed").asInt()).isEqualTo(3);
        assertThat(done.get("failed").asInt()).isEqualTo(3);
        JsonNode results = done.get("results");
        assertThat(HttpContract.texts(results, "zendesk_id")).containsExactly("1", "10", "5", "99", "nonsense", "13");
        assertThat(results.get(1).get("category").asString()).isEqualTo("billing");
        assertThat(results.get(3).get("error").asString()).isEqualTo("Not found.");
        assertThat(results.get(4).get("error").asString()).isEqualTo("Not found.");
        assertThat(results.get(5).get("error").asString()).isEqualTo("The ticket has no text.");
        assertThat(zendesk.ticket(1).notes()).hasSize(1);
        assertThat(zendesk.ticket(5).notes()).isEmpty();
        assertThat(zendesk.requests())
                .filteredOn(request -> request.contains("show_many"))
                .hasSize(1);
    }

    @Test
    void aHundredAtOnce() {
        zendesk.addMany(100);
        String ids = IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));
        JsonNode done = HttpContract.ok(batch(ids));
        assertThat(done.get("processed").asInt()).isEqualTo(100);
        assertThat(done.get("results").findValuesAsString("written_back")).containsOnly("true");
        HttpContract.assertAnswer(
                batch(ids + ",101"), 400, "{\"zendesk_ids\":[\"Ensure this field has no more than 100 elements.\"]}");
    }

    @Test
    void whatZendeskDoesNotTakeIsSaid() {
        zendesk.addMany(1);
        zendesk.fails("PUT .*tags.*", 403);
        JsonNode done = HttpContract.ok(process("1"));
        assertThat(done.get("written_back").asBoolean()).isFalse();
        assertThat(zendesk.ticket(1).tags()).isEmpty();
        assertThat(HttpContract.ok(process("1")).get("written_back").asBoolean())
                .isTrue();
        assertThat(zendesk.ticket(1).tags()).contains("category_technical");
        assertThat(zendesk.ticket(1).notes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"nonsense\"", "0", "-1", "99999999999999999999"})
    void whatIsNotThereIsNotFound(String id) {
        HttpContract.assertAnswer(process(id), 404, HttpContract.NOT_FOUND);
    }

    @Test
    void whoMayNotProcessLearnsNothingOfZendesk() {
        zendesk.addMany(1);
        Map<String, String> settings = new HashMap<>(zendesk.settings());
        settings.putAll(RunningDemo.AUTH);
        try (RunningDemo guarded = RunningDemo.on(TestDatabase.h2(), settings)) {
            Client requester = guarded.person(Role.REQUESTER).client();
            for (String id : List.of("1", "99", "\"nonsense\"")) {
                Answer one = requester.post(PROCESS, "{\"zendesk_id\":" + id + "}");
                assertThat(one.status()).as(id).isEqualTo(403);
                Answer some = requester.post(BATCH, "{\"zendesk_ids\":[" + id + "]}");
                assertThat(some.status()).as(id).isEqualTo(403);
            }
        }
        assertThat(zendesk.requests()).isEmpty();
    }

    @Test
    void wrongFieldsAreNamed() {
        HttpContract.assertAnswer(process("null"), 400, "{\"zendesk_id\":[\"This field may not be null.\"]}");
        HttpContract.assertAnswer(process("[]"), 400, "{\"zendesk_id\":[\"Not a valid string.\"]}");
        HttpContract.assertAnswer(batch(""), 400, "{\"zendesk_ids\":[\"This list may not be empty.\"]}");
        String both = "Name tickets of Zendesk or others, not both.";
        HttpContract.assertAnswer(
                client.post(PROCESS, "{\"zendesk_id\":1,\"ticket_id\":1}"), 400, "{\"zendesk_id\":[\"" + both + "\"]}");
        HttpContract.assertAnswer(
                client.post(BATCH, "{\"zendesk_ids\":[1],\"ticket_ids\":[1]}"),
                400,
                "{\"zendesk_ids\":[\"" + both + "\"]}");
        zendesk.add("", "");
        HttpContract.assertAnswer(process("1"), 400, "{\"zendesk_id\":[\"The ticket has no text.\"]}");
    }

    @Test
    void whyZendeskCannotBeReadIsSaidInWords() {
        zendesk.addMany(1);
        zendesk.fails("GET .*show_many.*", 401);
        Answer refused = process("1");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().get("detail").asString())
                .startsWith("Zendesk: the login is not accepted")
                .contains("TICKET_ZENDESK_TOKEN");
        assertThat(refused.text()).doesNotContain(ZendeskServer.TOKEN, ZendeskServer.EMAIL, "Geheim");
        zendesk.fails("GET .*show_many.*", 429, "Retry-After", "93");
        Answer later = batch("1");
        assertThat(later.status()).isEqualTo(503);
        assertThat(later.header("Retry-After")).contains("93");
        zendesk.fails("GET .*show_many.*", 503, "Retry-After", "1800");
        Answer maintained = process("1");
        assertThat(maintained.status()).isEqualTo(503);
        assertThat(maintained.header("Retry-After")).contains("1800");
    }
}
