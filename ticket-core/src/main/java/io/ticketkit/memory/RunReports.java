package io.ticketkit.memory;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.RunUsage;
import io.ticketkit.RunWork;
import io.ticketkit.Source;
import io.ticketkit.TicketSpend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts runs. */
final class RunReports {
    private record Group(
            @Nullable ClassifiedField field,
            Source source,
            @Nullable String model) {}

    private RunReports() {}

    static List<RunAccuracy> accuracy(Stream<ClassificationRun> runs) {
        Map<Group, RunAccuracy.Builder> groups = new HashMap<>();
        runs.forEach(run -> run.values().forEach((field, value) -> {
            if (value.fate().isStanding()) {
                String model = value.source() == run.source() ? model(run) : null;
                groups.computeIfAbsent(
                                new Group(field, value.source(), model),
                                group -> RunAccuracy.builder(field, value.source(), model))
                        .add(value.fate(), 1);
            }
        }));
        return groups.values().stream().map(RunAccuracy.Builder::build).toList();
    }

    static Stream<RunUsage> usage(LocalDate start, Stream<ClassificationRun> runs) {
        return runs
                .filter(RunReports::hasEnded)
                .collect(Collectors.groupingBy(run -> new Group(null, run.source(), model(run))))
                .entrySet()
                .stream()
                .map(group -> usage(start, group.getKey(), group.getValue()));
    }

    private static boolean hasEnded(ClassificationRun run) {
        return run.outcome() != RunOutcome.WAITING && run.outcome() != RunOutcome.STARTED;
    }

    static RunWork work(LocalDate start, Stream<ClassificationRun> asked) {
        List<ClassificationRun> runs = asked.filter(RunReports::hasEnded).toList();
        List<ClassificationRun> ofTickets =
                runs.stream().filter(run -> run.ticket().isPresent()).toList();
        return RunWork.builder(start)
                .counts(
                        runs.size(),
                        tickets(ofTickets, run -> true),
                        tickets(
                                ofTickets,
                                run -> run.purpose() == RunPurpose.CLASSIFICATION
                                        && run.outcome() == RunOutcome.ANSWERED))
                .time(time(runs), time(ofTickets))
                .cost(cost(runs), cost(ofTickets), count(runs, ClassificationRun::isCostUnknown))
                .build();
    }

    private static long tickets(List<ClassificationRun> runs, Predicate<ClassificationRun> wanted) {
        return runs.stream()
                .filter(wanted)
                .flatMap(run -> run.ticket().stream())
                .distinct()
                .count();
    }

    private static Duration time(List<ClassificationRun> runs) {
        return runs.stream().map(ClassificationRun::duration).reduce(Duration.ZERO, Duration::plus);
    }

    private static BigDecimal cost(List<ClassificationRun> runs) {
        return calls(runs).flatMap(call -> call.cost().stream()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static List<TicketSpend> costliest(Stream<ClassificationRun> asked, int limit) {
        return asked
                .filter(run -> hasEnded(run) && run.ticket().isPresent())
                .collect(Collectors.groupingBy(run -> run.ticket().orElseThrow()))
                .entrySet()
                .stream()
                .map(one -> new TicketSpend(
                        one.getKey(),
                        one.getValue().size(),
                        time(one.getValue()),
                        cost(one.getValue()),
                        count(one.getValue(), ClassificationRun::isCostUnknown)))
                .sorted(Comparator.comparing(TicketSpend::cost)
                        .thenComparing(TicketSpend::time)
                        .reversed()
                        .thenComparing(work -> work.ticket().value()))
                .limit(limit)
                .toList();
    }

    private static RunUsage usage(LocalDate start, Group group, List<ClassificationRun> runs) {
        RunUsage.Builder usage = RunUsage.builder(start, group.source(), group.model())
                .ended(
                        count(runs, run -> run.outcome() == RunOutcome.ANSWERED),
                        count(runs, run -> run.outcome() == RunOutcome.ABSTAINED))
                .cached(count(runs, RunReports::isCached))
                .tokens(sum(runs, ModelCall::inputTokens), sum(runs, ModelCall::outputTokens))
                .cost(cost(runs), count(runs, ClassificationRun::isCostUnknown))
                .latency(latency(runs));
        for (FailureReason reason : FailureReason.values()) {
            long count = count(runs, run -> run.failure().filter(reason::equals).isPresent());
            if (count > 0) {
                usage.failed(reason, count);
            }
        }
        return usage.build();
    }

    private static RunUsage.@Nullable Latency latency(List<ClassificationRun> runs) {
        long[] sorted = runs.stream()
                .filter(run -> run.call().map(call -> call.attempts() > 0).orElse(true))
                .mapToLong(run -> run.duration().dividedBy(ChronoUnit.MICROS.getDuration()))
                .sorted()
                .toArray();
        return sorted.length == 0
                ? null
                : new RunUsage.Latency(percentile(sorted, 0.5), percentile(sorted, 0.9), percentile(sorted, 0.99));
    }

    /** As SQL's percentile_cont does. */
    private static Duration percentile(long[] sorted, double share) {
        double place = (sorted.length - 1) * share;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        double micros = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        return Duration.of(Math.round(micros), ChronoUnit.MICROS);
    }

    private static @Nullable String model(ClassificationRun run) {
        return run.call().map(ModelCall::model).orElse(null);
    }

    private static boolean isCached(ClassificationRun run) {
        return run.call().filter(ModelCall::cached).isPresent();
    }

    private static Stream<ModelCall> calls(List<ClassificationRun> runs) {
        return runs.stream().flatMap(run -> run.call().stream());
    }

    private static long sum(List<ClassificationRun> runs, Function<ModelCall, OptionalLong> tokens) {
        return calls(runs).mapToLong(call -> tokens.apply(call).orElse(0)).sum();
    }

    private static long count(List<ClassificationRun> runs, Predicate<ClassificationRun> wanted) {
        return runs.stream().filter(wanted).count();
    }
}
