package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RefusalLog;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is logged of refusals, and how much. */
class RefusalsTest {
    private static final String PROXY = "X-Forwarded-For";

    private static RunningDemo demo(int lines) {
        return RunningDemo.on(
                TestDatabase.h2(),
                Map.of(
                        "TICKET_REFUSALS_LOGGED_PER_MINUTE",
                        String.valueOf(lines),
                        "TICKET_TRUSTED_PROXIES",
                        "127.0.0.1"));
    }

    private static int logged(RefusalLog log, List<Answer> answers) {
        return answers.stream().mapToInt(answer -> log.about(answer).size()).sum();
    }

    private static List<Answer> missing(Client client, int count, String address) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(client.get("/api/nope", PROXY, address));
        }
        return answers;
    }

    @Test
    void ofOneClientAndReasonOnlySomeLinesAMinuteAndTheRestIsCounted() {
        try (RefusalLog log = RefusalLog.open()) {
            List<Answer> answers;
            try (RunningDemo demo = demo(5)) {
                answers = missing(demo.client(), 40, "192.0.2.1");
                assertThat(logged(log, answers)).isBetween(5, 10); // a minute may have ended meanwhile
                assertThat(logged(log, missing(demo.client(), 1, "192.0.2.2")))
                        .as("another client")
                        .isOne();
                assertThat(log.about(demo.client().get("/healthz", PROXY, "192.0.2.1")))
                        .as("no refusal")
                        .isEmpty();
                Answer other = demo.client().delete("/api/tickets/", PROXY, "192.0.2.1");
                assertThat(log.assertRefused(other, "method")).contains(" client=192.0.2.1 ");
            }
            // as loud as one of them: not found is nothing to be woken for
            long told = log.refusals(Level.INFO).stream()
                    .filter(line -> line.endsWith("not logged one by one: reason=not_found"))
                    .mapToLong(line -> Long.parseLong(line.split(" ", 3)[1]))
                    .sum();
            assertThat(told).as("at the latest when it ends").isGreaterThanOrEqualTo(40 - logged(log, answers));
        }
    }

    /** Addresses cost an attacker nothing: of IPv6 a network counts, and of all together there is a bound. */
    @Test
    void manyAddressesMakeNoMoreLines() {
        try (RefusalLog log = RefusalLog.open();
                RunningDemo demo = demo(2)) {
            List<Answer> network = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                network.addAll(missing(demo.client(), 1, "2001:db8::" + Integer.toHexString(i + 1)));
            }
            assertThat(logged(log, network)).isBetween(2, 4);
            List<Answer> many = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                many.addAll(missing(demo.client(), 1, "10.0." + i / 250 + "." + i % 250));
            }
            assertThat(logged(log, many)).isBetween(150, 400);
        }
    }
}
