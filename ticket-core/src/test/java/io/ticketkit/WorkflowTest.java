package io.ticketkit;

import static io.ticketkit.Status.CLOSED;
import static io.ticketkit.Status.IN_PROGRESS;
import static io.ticketkit.Status.OPEN;
import static io.ticketkit.Status.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkflowTest {
    @Test
    void theStandardAllowsAllButLeavingClosedOtherThanByReopening() {
        Workflow standard = Workflow.standard();

        for (Status from : Status.values()) {
            for (Status to : Status.values()) {
                boolean expected = from != CLOSED || to == OPEN || to == CLOSED;
                assertThat(standard.allows(from, to)).as("%s to %s", from, to).isEqualTo(expected);
            }
        }
    }

    @Test
    void anOwnTableAllowsWhatItNames() {
        Workflow own = Workflow.builder()
                .allow(OPEN, IN_PROGRESS)
                .allow(IN_PROGRESS, RESOLVED, IN_PROGRESS)
                .build();

        assertThat(own.from(OPEN)).isEqualTo(Set.of(IN_PROGRESS));
        assertThat(own.from(IN_PROGRESS)).isEqualTo(Set.of(RESOLVED));
        assertThat(own.from(CLOSED)).isEmpty();
        assertThat(own.allows(CLOSED, CLOSED)).isTrue();
        assertThat(own.allows(CLOSED, OPEN)).isFalse();
    }
}
