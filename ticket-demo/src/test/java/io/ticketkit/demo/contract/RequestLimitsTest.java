package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.users.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many requests one client may make. */
class RequestLimitsTest {
    private static final int LIMIT = 20;

    private static RunningDemo demo() {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_REQUESTS_PER_MINUTE", String.valueOf(LIMIT));
        return RunningDemo.on(TestDatabase.h2(), settings);
    }

    private static Answer untilRefused(Client client, String path) {
        Answer answer = client.get(path);
        for (int i = 1; i <= 2 * LIMIT && answer.status() != 429; i++) {
            answer = client.get(path);
        }
        return answer;
    }

    @Test
    void oneWhoAsksTooOftenIsToldWhenToGoOnAndOthersAreNotConcerned() {
        try (RunningDemo demo = demo()) {
            Person maria = demo.person(Role.REQUESTER);
            Person eve = demo.person(Role.REQUESTER);
            Answer refused = untilRefused(eve.client(), "/api/tickets/");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After").orElse("0")))
                    .isBetween(1, 60);
            assertThat(refused.json().propertyNames()).containsExactly("detail");
            assertThat(refused.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(maria.client().get("/api/tickets/").status()).isEqualTo(200);
        }
    }

    /** Many may share an address: who is not known must not use up what others there are given. */
    @Test
    void whoIsNotKnownIsCountedByAddressAndNeverInThePlaceOfWhoIs() {
        try (RunningDemo demo = demo()) {
            Person maria = demo.person(Role.REQUESTER);
            Client anybody = demo.client();
            assertThat(untilRefused(anybody.with("Authorization", "Bearer a.b.c"), "/api/tickets/")
                            .status())
                    .isEqualTo(429);
            assertThat(anybody.get("/api/tickets/").status()).isEqualTo(429);
            assertThat(Person.login(anybody, maria.email(), Person.PASSWORD).status())
                    .isEqualTo(429);
            assertThat(maria.client().get("/api/tickets/").status()).isEqualTo(200);
        }
    }

    @Test
    void whereNobodyLogsInNobodyCounts() {
        try (RunningDemo demo =
                RunningDemo.on(TestDatabase.h2(), Map.of("TICKET_REQUESTS_PER_MINUTE", String.valueOf(LIMIT)))) {
            assertThat(untilRefused(demo.client(), "/api/tickets/").status()).isEqualTo(200);
        }
    }
}
