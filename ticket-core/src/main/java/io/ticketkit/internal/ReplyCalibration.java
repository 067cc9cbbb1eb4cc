package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ModelCall;
import io.ticketkit.ReplyDraft;
import io.ticketkit.RunId;
import io.ticketkit.spi.JudgedReply;
import io.ticketkit.spi.TicketReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How sure one may be of a drafted reply, after what people said of earlier ones of the same source and model that were
 * about as sure of themselves: the mean of a Beta distribution whose prior has its mean at the stated confidence and the
 * strength of {@value #PRIOR} judgements, and in which each judgement counts the less the further its draft's stated
 * confidence is away. (Goetschalckx, Poupart, Hoey: Continuous Correlated Beta Processes, IJCAI 2011; with a triangular
 * kernel.) It compares what drafts <em>said</em>, never what was made of it, so that it does not feed on itself.
 */
final class ReplyCalibration {
    /** How many judgements are looked at: the newest, so that what a model was once is forgotten. */
    static final int JUDGEMENTS = 500;

    private static final double PRIOR = 10;
    /** How far away a stated confidence counts for nothing. */
    private static final double REACH = 0.2;

    private final List<JudgedReply> judged;

    /** On judgements, newest first. */
    ReplyCalibration(List<JudgedReply> judgements) {
        Set<Say> seen = new HashSet<>();
        List<JudgedReply> once = new ArrayList<>();
        for (JudgedReply judgement : judgements) {
            // of the run and of the comment made of it
            if (seen.add(new Say(judgement.role(), judgement.actor(), judgement.run()))) {
                once.add(judgement);
            }
        }
        this.judged = once;
    }

    private record Say(Actor.Role role, String actor, RunId run) {}

    /** On what anybody of a tenant said. */
    static ReplyCalibration of(TicketReader reader, String tenant) {
        return new ReplyCalibration(reader.feedback().judgedReplies(tenant, JUDGEMENTS));
    }

    /** The draft as sure as experience lets it be, at most to its ceiling; its run keeps what was stated. */
    Helped<ReplyDraft> applied(Helped<ReplyDraft> helped) {
        ReplyDraft draft = helped.help();
        double learned = confidence(helped.runs().get(helped.runs().size() - 1), draft.confidence());
        return new Helped<>(draft.withConfidence(learned), helped.runs(), helped.first());
    }

    private double confidence(ClassificationRun run, double stated) {
        String model = run.call().map(ModelCall::model).orElse(null);
        double weights = 0;
        double helpful = 0;
        for (JudgedReply judgement : judged) {
            if (judgement.source() == run.source() && Objects.equals(judgement.model(), model)) {
                double weight = Math.max(0, 1 - Math.abs(judgement.confidence() - stated) / REACH);
                weights += weight;
                helpful += judgement.helpful() ? weight : 0;
            }
        }
        // exactly what was stated when nobody said anything
        return weights == 0 ? stated : Math.min(1, (PRIOR * stated + helpful) / (PRIOR + weights));
    }
}
