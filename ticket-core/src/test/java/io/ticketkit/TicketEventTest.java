package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TicketEventTest {
    @Test
    void theTypeIsTheNameInSnakeCase() {
        TicketEvent.Header header = new TicketEvent.Header(
                "acme", new TicketId(1), 1, Instant.parse("2026-03-01T10:00:00Z"), Actor.staff("bob"));
        assertThat(new TicketEvent.Erased(header).type()).isEqualTo("erased");
        assertThat(header.internal()).isFalse();
        assertThat(header.hidden()).isZero();
    }

    /** They are stored, and handlers look at them: one that is renamed is another one. */
    @Test
    void theTypesAreThese() {
        assertThat(Arrays.stream(TicketEvent.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .contains("Submitted", "Updated", "Erased");
    }
}
