package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketJsonTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-18T10:30:00Z, 2026-02-18T10:30:00.000000Z",
        "2000-01-01T00:00:00.000001Z, 2000-01-01T00:00:00.000001Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
        "2024-02-29T09:08:07.0654321Z, 2024-02-29T09:08:07.065432Z"
    })
    void aTimeHasAllItsDigitsInUtc(String time, String written) {
        assertThat(TicketJson.time(Instant.parse(time))).isEqualTo(written);
    }
}
