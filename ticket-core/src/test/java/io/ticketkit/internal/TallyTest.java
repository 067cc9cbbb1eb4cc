package io.ticketkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void ticketsFinishedBeforeTheirPageIsSaidToBeReadDoNotWaitAfterwards() {
        Tally tally = new Tally();
        tally.begin(ProcessingProgress.builder(ProcessingState.RUNNING).build());
        ProcessedTicket done =
                ProcessedTicket.builder(ProcessingOutcome.SET_ASIDE).build();
        for (int i = 0; i < 3; i++) {
            tally.finish(done);
            assertThat(tally.progress().waiting()).isZero();
        }
        tally.read(5, true);
        assertThat(tally.progress().waiting()).isEqualTo(2);
        assertThat(tally.progress().read()).isEqualTo(5);
    }
}
