package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RunningDemo;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void whoAddsSamplesIsToldSoByTheNumbersThatFollow() {
        try (RunningDemo demo = RunningDemo.h2()) {
            Client client = demo.client();
            CompletableFuture<Client.Answer> adding =
                    CompletableFuture.supplyAsync(() -> client.send("POST", "/api/samples/", null));
            while (!adding.isDone()) {
                total(client);
            }
            assertThat(adding.join().status()).isEqualTo(201);
            assertThat(total(client)).isEqualTo(60);
        }
    }

    private static int total(Client client) {
        return client.get("/api/tickets/stats/").json().get("total_tickets").asInt();
    }
}
