package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.RunOutcome;
import io.ticketkit.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A classifier that is being asked: makes the run of what comes of it. */
final class Asked {
    private final ClassificationRequest request;
    private final Classifier classifier;
    private final Instant at;
    private final Deadline since = Deadline.after(Duration.ZERO);
    private volatile @Nullable Duration took;

    Asked(ClassificationRequest request, Classifier classifier, Instant at) {
        this.request = request;
        this.classifier = classifier;
        this.at = at;
    }

    /** What it said, if anything, and the run. */
    record Outcome(Optional<Classification> answer, ClassificationRun run) {}

    /** The classifier came back just now, though its answer may be looked at later. */
    void ended() {
        took = since.elapsed();
    }

    private Duration duration() {
        return Objects.requireNonNullElseGet(took, since::elapsed);
    }

    Outcome answered(Optional<Classification> answer) {
        return new Outcome(
                answer,
                answer.map(this::run)
                        .orElseGet(() -> run(classifier.source(), null)
                                .outcome(RunOutcome.ABSTAINED)
                                .build()));
    }

    private ClassificationRun run(Classification answer) {
        return ofAnswer(request, answer, at).duration(duration()).build();
    }

    /** The run behind an answer, whoever asked. */
    static ClassificationRun.Builder ofAnswer(ClassificationRequest request, Classification answer, Instant at) {
        Source source = answer.call().isPresent() ? Source.LLM : answer.source();
        ClassificationRun.Builder run = ClassificationRun.builder(request.tenant(), source, at)
                .call(answer.call().orElse(null))
                .rationale(answer.rationale().orElse(null));
        var values = FieldTexts.suggested(answer);
        values.forEach(run::value);
        return values.isEmpty() ? run.outcome(RunOutcome.ABSTAINED) : run;
    }

    /** Says why it failed, for the log. */
    Outcome failed(FailureReason reason) {
        return new Outcome(
                Optional.empty(), run(classifier.source(), null).failed(reason).build());
    }

    Outcome failed(@Nullable Throwable failure) {
        ModelCall call = Failures.callOf(failure);
        Source source = call == null ? classifier.source() : Source.LLM;
        return new Outcome(
                Optional.empty(),
                run(source, call).failed(Failures.reasonOf(failure)).build());
    }

    private ClassificationRun.Builder run(Source source, @Nullable ModelCall call) {
        return ClassificationRun.builder(request.tenant(), source, at)
                .duration(duration())
                .call(call);
    }
}
