package io.ticketkit.demo.evaluate;

import io.ticketkit.Deadline;
import io.ticketkit.Evaluation;
import io.ticketkit.Evaluation.Judged;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What came of asking one classifier about every test row.
 *
 * @param evaluation of the rows it answered
 * @param abstained rows without answer and without failure
 * @param failures rows without answer, by reason
 * @param cost US dollars, as far as known
 * @param unknownCosts calls that cost nobody knows how much
 * @param perText how long it takes for one text
 * @param training how long it learned
 */
record Trial(
        Evaluation evaluation,
        long abstained,
        Map<FailureReason, Long> failures,
        BigDecimal cost,
        long unknownCosts,
        Duration perText,
        Duration training) {
    /** As often as this is asked before the clock starts, and then again. */
    private static final int RUN_IN = 2_000;

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** After so many failures and no answer, the rest would fail as well, and perhaps cost. */
    private static final int HOPELESS = 20;

    /** Asks about one row after the other, and measures the time once more when all is warm. */
    static Trial offline(Contestant contestant, Test test, Duration training) {
        Tally tally = new Tally(test);
        test.rows().forEach(row -> tally.add(row, contestant.ask(row)));
        askAround(contestant, test.rows());
        Deadline since = Deadline.after(LONGEST);
        int asked = askAround(contestant, test.rows());
        return tally.result(since.elapsed().dividedBy(asked), training);
    }

    private static int askAround(Contestant contestant, List<Sample> rows) {
        Deadline end = Deadline.after(LONGEST);
        int asked = 0;
        while (asked == 0 || (asked < RUN_IN && !end.hasPassed())) {
            contestant.ask(rows.get(asked % rows.size()));
            asked++;
        }
        return asked;
    }

    /** Asks about several rows at a time, each once: it costs. */
    static Trial online(Contestant contestant, Test test, int concurrency) {
        Tally tally = new Tally(test);
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        try {
            CompletionService<Runnable> replies = new ExecutorCompletionService<>(threads);
            int begun = 0;
            for (int done = 0; done < test.rows().size(); done++) {
                for (; begun < test.rows().size() && begun - done < concurrency; begun++) {
                    Sample row = test.rows().get(begun);
                    replies.submit(() -> {
                        Contestant.Reply reply = contestant.ask(row);
                        return () -> tally.add(row, reply);
                    });
                }
                replies.take().get().run();
                tally.checkHope();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotEvaluateException("Interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return tally.result(tally.took.dividedBy(test.rows().size()), Duration.ZERO);
    }

    /**
     * What is asked.
     *
     * @param rows at least one
     * @param progress told after each row
     */
    record Test(Labels labels, List<Sample> rows, double threshold, Runnable progress) {}

    /** Counts replies. */
    private static final class Tally {
        private final Test test;
        private final List<Judged> judged = new ArrayList<>();
        private final Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
        private long abstained;
        private BigDecimal cost = BigDecimal.ZERO;
        private long unknownCosts;
        private Duration took = Duration.ZERO;

        Tally(Test test) {
            this.test = test;
        }

        void add(Sample row, Contestant.Reply reply) {
            String expected = test.labels().value(row);
            reply.answer()
                    .ifPresentOrElse(
                            answer -> judged.add(new Judged(expected, answer.value(), answer.confidence())),
                            () -> reply.failure()
                                    .ifPresentOrElse(
                                            reason -> failures.merge(reason, 1L, Long::sum), () -> abstained++));
            reply.call().ifPresent(this::pay);
            took = took.plus(reply.took());
            test.progress().run();
        }

        private void pay(ModelCall call) {
            call.cost().ifPresent(spent -> cost = cost.add(spent));
            unknownCosts += call.cost().isEmpty() && !call.cached() && call.attempts() > 0 ? 1 : 0;
        }

        void checkHope() {
            long failed = failures.values().stream().mapToLong(Long::longValue).sum();
            if (judged.isEmpty() && failed == Math.min(HOPELESS, test.rows().size())) {
                throw new CannotEvaluateException(
                        "--classifier llm: the model answered none of the first " + failed + " rows ("
                                + failures.keySet().stream()
                                        .map(FailureReason::wireName)
                                        .toList()
                                + "): see the TICKET_LLM_* settings.");
            }
        }

        Trial result(Duration perText, Duration training) {
            Evaluation evaluation =
                    Evaluation.of(judged, test.threshold(), test.labels().order());
            return new Trial(evaluation, abstained, failures, cost, unknownCosts, perText, training);
        }
    }
}
