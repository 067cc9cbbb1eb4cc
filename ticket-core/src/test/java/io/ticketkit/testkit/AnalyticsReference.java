package io.ticketkit.testkit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.DurationStats;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.Rating;
import io.ticketkit.Reopenings;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketField;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The same figures, slow and plain: one ticket after the other, from what the service lists, dates compared with dates.
 *
 * @param first the first date
 * @param last the last date
 */
record AnalyticsReference(List<Case> cases, LocalDate first, LocalDate last, ZoneId zone) {
    /** All that is known of a ticket. */
    record Case(Ticket ticket, List<HistoryEntry> history, Optional<Rating> rating) {
        /** Its status, from the first on. */
        Status statusAt(ZoneId zone, LocalDate endOf) {
            Status status = first();
            for (HistoryEntry line : statusLines()) {
                if (!LocalDate.ofInstant(line.at(), zone).isAfter(endOf)) {
                    status = to(line);
                }
            }
            return status;
        }

        Status first() {
            return statusLines().isEmpty()
                    ? ticket.status()
                    : Status.parse(String.valueOf(
                                    statusLines().get(0).change().orElseThrow().from()))
                            .orElseThrow();
        }

        List<HistoryEntry> statusLines() {
            return history.stream()
                    .filter(line -> line.change()
                            .filter(change -> change.field() == TicketField.STATUS)
                            .isPresent())
                    .toList();
        }

        static Status to(HistoryEntry line) {
            return Status.parse(String.valueOf(line.change().orElseThrow().to()))
                    .orElseThrow();
        }
    }

    static AnalyticsReference of(
            TicketService service, TicketQuery query, LocalDate first, LocalDate last, ZoneId zone) {
        List<Case> cases = service.search(query, PageRequest.first(200)).items().stream()
                .map(ticket -> new Case(
                        ticket,
                        service.history(ticket.id(), PageRequest.first(200)).items(),
                        service.feedback().find(ticket.id())))
                .toList();
        return new AnalyticsReference(cases, first, last, zone);
    }

    private LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    private boolean isIn(Instant time, LocalDate from, LocalDate to) {
        return !date(time).isBefore(from) && !date(time).isAfter(to);
    }

    /** First and last date of every period. */
    static Map<LocalDate, LocalDate> periods(TrendRange.Unit unit, LocalDate first, LocalDate last) {
        Map<LocalDate, LocalDate> periods = new LinkedHashMap<>();
        LocalDate start = first;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            boolean isNew = switch (unit) {
                case DAY -> true;
                case WEEK -> day.getDayOfWeek() == DayOfWeek.MONDAY;
                case MONTH -> day.getDayOfMonth() == 1;
            };
            start = isNew ? day : start;
            periods.put(start, day);
        }
        return periods;
    }

    List<String> trend(TrendRange.Unit unit) {
        List<String> buckets = new ArrayList<>();
        periods(unit, first, last).forEach((from, to) -> {
            int created = 0;
            int resolved = 0;
            int reopened = 0;
            int open = 0;
            for (Case one : cases) {
                boolean isNew = isIn(one.ticket().createdAt(), from, to);
                created += isNew ? 1 : 0;
                resolved += isNew && one.first().isDone() ? 1 : 0;
                Status status = one.first();
                for (HistoryEntry line : one.statusLines()) {
                    Status next = Case.to(line);
                    if (isIn(line.at(), from, to)) {
                        resolved += !status.isDone() && next.isDone() ? 1 : 0;
                        reopened += status.isDone() && !next.isDone() ? 1 : 0;
                    }
                    status = next;
                }
                boolean isThere = !date(one.ticket().createdAt()).isAfter(to);
                open += isThere && !one.statusAt(zone, to).isDone() ? 1 : 0;
            }
            buckets.add(TrendBucket.builder(from)
                    .created(created)
                    .turned(resolved, reopened)
                    .openAtEnd(open)
                    .build()
                    .toString());
        });
        return buckets;
    }

    /** Every value with its number of tickets, in the order of a breakdown. */
    List<Breakdown.Share> breakdown(TicketDimension dimension) {
        Map<Optional<String>, Long> counts =
                cases.stream().flatMap(one -> values(one.ticket(), dimension)).collect(groupingBy(v -> v, counting()));
        List<Breakdown.Share> shares = new ArrayList<>();
        counts.forEach((value, count) -> shares.add(new Breakdown.Share(value.orElse(null), count)));
        shares.sort(Comparator.comparing(share -> value(share)));
        shares.sort(Comparator.comparing(share -> -share.tickets()));
        return shares;
    }

    private static String value(Breakdown.Share share) {
        String value = share.value();
        return value == null ? "\uFFFF" : value;
    }

    private static Stream<Optional<String>> values(Ticket ticket, TicketDimension dimension) {
        return switch (dimension) {
            case CATEGORY -> Stream.of(Optional.of(ticket.category().code()));
            case PRIORITY -> Stream.of(Optional.of(ticket.priority().wireName()));
            case STATUS -> Stream.of(Optional.of(ticket.status().wireName()));
            case SENTIMENT -> Stream.of(Optional.of(ticket.sentiment().wireName()));
            case SOURCE ->
                Stream.of(Optional.of(
                        ticket.origin(ClassifiedField.CATEGORY).source().wireName()));
            case CHANNEL -> Stream.of(ticket.channel());
            case ASSIGNEE -> Stream.of(ticket.assignee());
            case TEAM -> Stream.of(ticket.team());
            case TAG ->
                ticket.tags().isEmpty()
                        ? Stream.of(Optional.empty())
                        : ticket.tags().stream().map(Optional::of);
        };
    }

    DurationStats times(TicketMilestone milestone) {
        List<Duration> times = new ArrayList<>();
        for (Case one : cases) {
            Optional<Instant> reached = milestone == TicketMilestone.RESOLUTION
                    ? one.ticket().resolvedAt()
                    : one.ticket().firstResponseAt();
            reached.filter(time -> isIn(time, first, last))
                    .ifPresent(time -> times.add(Duration.between(one.ticket().createdAt(), time)));
        }
        return stats(times);
    }

    /** By percentile_cont, in exact fractions. */
    private static DurationStats stats(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? DurationStats.none()
                : DurationStats.of(
                        sorted.size(),
                        new DurationStats.Percentiles(
                                percentile(sorted, "0.5"),
                                percentile(sorted, "0.9"),
                                percentile(sorted, "0.99"),
                                sorted.get(sorted.size() - 1)));
    }

    private static Duration percentile(List<Duration> sorted, String share) {
        BigDecimal place = new BigDecimal(share).multiply(BigDecimal.valueOf(sorted.size() - 1L));
        int below = place.intValue();
        int above = Math.min(below + 1, sorted.size() - 1);
        BigDecimal low = BigDecimal.valueOf(sorted.get(below).toNanos(), 3);
        BigDecimal high = BigDecimal.valueOf(sorted.get(above).toNanos(), 3);
        BigDecimal micros = high.subtract(low)
                .multiply(place.subtract(BigDecimal.valueOf(below)))
                .add(low)
                .setScale(0, RoundingMode.HALF_UP);
        return Duration.of(micros.longValueExact(), ChronoUnit.MICROS);
    }

    /** Ages, and how many are of each band. */
    Map<DurationStats, List<Long>> backlog(Instant now) {
        List<Duration> ages = cases.stream()
                .filter(one -> !one.ticket().status().isDone())
                .map(one -> Duration.between(one.ticket().createdAt(), now))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .toList();
        List<Long> bands = new ArrayList<>();
        Duration from = Duration.ZERO;
        for (Duration end : Stream.concat(Backlog.BOUNDS.stream(), Stream.of(Duration.ofDays(1_000_000)))
                .toList()) {
            long count = 0;
            for (Duration age : ages) {
                count += age.compareTo(from) >= 0 && age.compareTo(end) < 0 ? 1 : 0;
            }
            bands.add(count);
            from = end;
        }
        return Map.of(stats(ages), bands);
    }

    Reopenings reopenings() {
        int done = 0;
        int reopened = 0;
        for (Case one : cases) {
            boolean wasDone = false;
            boolean wasReopened = false;
            Status status = one.first();
            for (HistoryEntry line : one.statusLines()) {
                Status next = Case.to(line);
                wasReopened |= wasDone && status.isDone() && !next.isDone();
                wasDone |= !status.isDone() && next.isDone() && isIn(line.at(), first, last);
                status = next;
            }
            done += wasDone ? 1 : 0;
            reopened += wasReopened ? 1 : 0;
        }
        return new Reopenings(done, reopened);
    }

    Map<Integer, Long> scores() {
        Map<Integer, Long> scores = new TreeMap<>();
        for (int score = 1; score <= Rating.BEST; score++) {
            scores.put(score, 0L);
        }
        cases.stream()
                .flatMap(one -> one.rating().stream())
                .filter(rating -> isIn(rating.changedAt(), first, last))
                .forEach(rating -> scores.merge(rating.score(), 1L, Long::sum));
        return scores;
    }

    /** What runs came to in a period: the same text as a {@link io.ticketkit.RunWork} gives, and what it is per ticket. */
    String work(List<ClassificationRun> runs, LocalDate from, LocalDate to) {
        List<ClassificationRun> mine =
                runs.stream().filter(run -> isIn(run.at(), from, to)).toList();
        List<ClassificationRun> owned =
                mine.stream().filter(run -> run.ticket().isPresent()).toList();
        long tickets = owned.stream().map(run -> run.ticket()).distinct().count();
        long classified = owned.stream()
                .filter(run -> run.purpose() == RunPurpose.CLASSIFICATION && run.outcome() == RunOutcome.ANSWERED)
                .map(run -> run.ticket())
                .distinct()
                .count();
        String each = tickets == 0
                ? "none"
                : time(owned).dividedBy(tickets) + " "
                        + cost(owned)
                                .divide(BigDecimal.valueOf(tickets), ClassificationRun.COST_SCALE, RoundingMode.HALF_UP)
                                .toPlainString();
        return line(from, mine.size(), tickets, classified, time(mine), cost(mine), unknown(mine), each);
    }

    static String line(
            LocalDate start,
            long runs,
            long tickets,
            long classified,
            Duration time,
            BigDecimal cost,
            long unknown,
            String each) {
        return start + ": " + runs + " runs, " + tickets + " tickets, " + classified + " classified, " + time + ", "
                + cost.setScale(ClassificationRun.COST_SCALE, RoundingMode.UNNECESSARY)
                        .toPlainString() + " and "
                + unknown + " unknown, each " + each;
    }

    static Duration time(List<ClassificationRun> runs) {
        return runs.stream().map(ClassificationRun::duration).reduce(Duration.ZERO, Duration::plus);
    }

    static BigDecimal cost(List<ClassificationRun> runs) {
        return runs.stream()
                .flatMap(run -> run.call().stream())
                .flatMap(call -> call.cost().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static long unknown(List<ClassificationRun> runs) {
        return runs.stream().filter(ClassificationRun::isCostUnknown).count();
    }
}
