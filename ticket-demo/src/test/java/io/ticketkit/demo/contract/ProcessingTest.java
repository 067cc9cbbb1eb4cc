package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class ProcessingTest extends HttpContract {
    private static final String PROCESS = TICKETS + "process/";
    private static final String BATCH = TICKETS + "process-batch/";

    ProcessingTest(DemoOn demo) {
        super(demo);
    }

    @Test
    void aTicketIsProcessedAndWhatAPersonChoseStays() {
        JsonNode ticket =
                created("description", "I was charged twice, please refund the second payment.", "category", "account");
        JsonNode done =
                ok(client.post(PROCESS, json("ticket_id", ticket.get("id").asLong())));
        assertThat(done.propertyNames())
                .containsExactly(
                        "ticket_id",
                        "category",
                        "priority",
                        "sentiment",
                        "urgency_score",
                        "source",
                        "cost_usd",
                        "duration_ms");
        assertThat(done.get("ticket_id")).isEqualTo(ticket.get("id"));
        assertThat(done.get("category").asString()).isEqualTo("account");
        assertThat(done.get("priority")).isEqualTo(read(ticket).get("priority"));
        assertThat(done.get("cost_usd").asDouble()).isZero();
        assertThat(done.get("duration_ms").asLong()).isNotNegative();
        assertThat(ok(client.get(path(ticket) + "runs/")).size()).isEqualTo(2);
    }

    @Test
    void someAreProcessedAndUnknownOnesFailAlone() {
        JsonNode one = created("description", "I was charged twice, please refund the payment.");
        JsonNode two = created("description", "The application crashes with an error.");
        String ids = "[" + one.get("id") + ",999999999,\"nonsense\"," + two.get("id") + "," + one.get("id") + "]";
        JsonNode batch = ok(client.post(BATCH, "{\"ticket_ids\":" + ids + "}"));
        assertThat(batch.propertyNames())
                .containsExactly("processed", "failed", "results", "total_cost_usd", "duration_ms");
        assertThat(batch.get("processed").asInt()).isEqualTo(2);
        assertThat(batch.get("failed").asInt()).isEqualTo(2);
        assertThat(texts(batch.get("results"), "ticket_id"))
                .containsExactly(
                        one.get("id").asString(),
                        "999999999",
                        "nonsense",
                        two.get("id").asString());
        assertThat(batch.get("results").get(0).get("category").asString()).isEqualTo("billing");
        assertThat(batch.get("results").get(1).get("error").asString()).isEqualTo("Not found.");
        assertThat(batch.get("total_cost_usd").asDouble()).isZero();
    }

    @Test
    void refusesWhatIsTooMuchOrNothing() {
        String many = IntStream.rangeClosed(1, 101).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertAnswer(
                client.post(BATCH, "{\"ticket_ids\":[" + many + "]}"),
                400,
                "{\"ticket_ids\":[\"Ensure this field has no more than 100 elements.\"]}");
        assertAnswer(
                client.post(BATCH, "{\"ticket_ids\":[]}"), 400, "{\"ticket_ids\":[\"This list may not be empty.\"]}");
        assertAnswer(client.post(BATCH, "{}"), 400, "{\"ticket_ids\":[\"This field is required.\"]}");
        assertAnswer(client.post(BATCH, "{\"ticket_ids\":7}"), 400, "{\"ticket_ids\":[\"Expected a list of texts.\"]}");
        assertAnswer(client.post(PROCESS, "{}"), 400, "{\"ticket_id\":[\"This field is required.\"]}");
        assertAnswer(client.post(PROCESS, "{\"ticket_id\":999999999}"), 404, NOT_FOUND);
        assertAnswer(client.post(PROCESS, "{\"ticket_id\":\"nonsense\"}"), 404, NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\"", "null"})
    void zendeskIsNotSetUp(String id) {
        assertAnswer(
                client.post(PROCESS, "{\"zendesk_id\":" + id + "}"),
                400,
                "{\"zendesk_id\":[\"Zendesk is not set up.\"]}");
        assertAnswer(
                client.post(BATCH, "{\"zendesk_ids\":[" + id + "]}"),
                400,
                "{\"zendesk_ids\":[\"Zendesk is not set up.\"]}");
    }
}
