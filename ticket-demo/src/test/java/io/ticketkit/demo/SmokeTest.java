package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RunningDemo;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void aTicketIsCreatedOnBothDatabases() {
        try (RunningDemo h2 = RunningDemo.h2();
                RunningDemo postgresql = RunningDemo.postgresql()) {
            for (RunningDemo demo : new RunningDemo[] {h2, postgresql}) {
                Client.Answer answer =
                        demo.client().post("/api/tickets/", "{\"title\":\"Hello\",\"description\":\"Refund me\"}");
                assertThat(answer.status()).isEqualTo(201);
            }
        }
    }
}
