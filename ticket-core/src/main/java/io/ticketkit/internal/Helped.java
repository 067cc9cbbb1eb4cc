package io.ticketkit.internal;

import io.ticketkit.Assisted;
import io.ticketkit.ClassificationRun;
import io.ticketkit.FailureReason;
import io.ticketkit.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of help, and the runs of all that were asked for it, the last of which gave it.
 *
 * @param first whether who was asked first gave it
 */
record Helped<T extends Assisted<T>>(T help, List<ClassificationRun> runs, boolean first) {
    /** The help with what the runs tell: its own, and why nobody better helped. */
    T recorded(List<ClassificationRun> recorded) {
        RunId run = recorded.get(recorded.size() - 1).id().orElse(null);
        @Nullable
        FailureReason failure = first ? null : recorded.get(0).failure().orElse(null);
        return help.with(help.provenance().withFailure(failure).withRun(run));
    }
}
