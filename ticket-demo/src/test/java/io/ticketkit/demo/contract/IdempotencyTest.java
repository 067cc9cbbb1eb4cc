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
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class IdempotencyTest extends HttpContract {
    IdempotencyTest(DemoOn demo) {
        super(demo);
    }

    @Test
    void theSameIdempotencyKeyAndBodyIsTheSameTicket() {
        String tag = unused();
        String body = json("title", "Once", "description", "only", "tags", List.of(tag));
        Answer first = client.post(TICKETS, body, "Idempotency-Key", tag);
        Answer again = client.post(TICKETS, body, "Idempotency-Key", tag);
        assertThat(again.toString()).isEqualTo(first.toString()).startsWith("201 ");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(ids(ok(client.get(TICKETS + "?tag=" + tag)))).hasSize(1);
        Answer withoutKey = client.post(TICKETS, body);
        assertThat(withoutKey.json().get("id")).isNotEqualTo(first.json().get("id"));
    }

    @Test
    void theSameIdempotencyKeyWithAnotherBodyIsRefused() {
        String key = unused();
        client.post(TICKETS, json("title", "Once", "description", "only"), "Idempotency-Key", key);
        assertAnswer(
                client.post(TICKETS, json("title", "Once", "description", "more"), "Idempotency-Key", key),
                422,
                "{\"detail\":\"This Idempotency-Key was used before with another body.\"}");
        assertThat(client.post(TICKETS, json("title", "Once"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRefusedRequestUsesUpNoIdempotencyKey() {
        String key = unused();
        assertThat(client.post(TICKETS, "{}", "Idempotency-Key", key).status()).isEqualTo(400);
        assertThat(client.post(TICKETS, json("title", "t", "description", "d"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);
        assertAnswer(
                client.post(TICKETS, json("title", "t", "description", "d"), "Idempotency-Key", "k".repeat(201)),
                400,
                "{\"idempotency_key\":[\"Ensure this field has no more than 200 characters.\"]}");
    }

    @Test
    void oneIdempotencyKeyAtOnceIsOneTicket() throws Exception {
        String tag = unused();
        String body = json("title", "Once", "description", "only", "tags", List.of(tag));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<Answer> call = () -> client.post(TICKETS, body, "Idempotency-Key", tag);
            List<String> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(List.of(call, call, call, call, call, call))) {
                answers.add(answer.get().toString());
            }
            assertThat(answers).allMatch(answer -> answer.startsWith("201 ")).containsOnly(answers.get(0));
            assertThat(ids(ok(client.get(TICKETS + "?tag=" + tag)))).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anErasedTicketFreesItsIdempotencyKey() {
        String key = unused();
        String body = json("title", "t", "description", "d");
        JsonNode ticket = client.post(TICKETS, body, "Idempotency-Key", key).json();
        client.delete(path(ticket));
        assertThat(client.post(TICKETS, body, "Idempotency-Key", key).status()).isEqualTo(201);
    }

    @Test
    void theFirstTicketIsAnsweredAsItIsNow() {
        String key = unused();
        String body = json("title", "t", "description", "d");
        JsonNode ticket = client.post(TICKETS, body, "Idempotency-Key", key).json();
        JsonNode changed = ok(client.patch(path(ticket), json("assignee", "ann")));
        Answer again = client.post(TICKETS, body, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(changed);
    }

    @Test
    void aBlankKeyIsRefused() {
        assertAnswer(
                client.post(TICKETS, json("title", "t", "description", "d"), "Idempotency-Key", " "),
                400,
                "{\"idempotency_key\":[\"This field may not be blank.\"]}");
    }
}
