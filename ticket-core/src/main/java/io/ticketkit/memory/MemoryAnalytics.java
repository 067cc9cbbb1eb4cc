package io.ticketkit.memory;

import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.ClassifiedField;
import io.ticketkit.DurationStats;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Reopenings;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketField;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.memory.MemoryState.Entry;
import io.ticketkit.spi.Percentile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts tickets.
 *
 * @param entries those that are selected
 */
record MemoryAnalytics(List<Entry> entries) {
    private static final Comparator<Breakdown.Share> MOST_FIRST = Comparator.comparingLong(Breakdown.Share::tickets)
            .reversed()
            .thenComparing(Breakdown.Share::value, Comparator.nullsLast(Comparator.naturalOrder()));

    /** That a ticket was done, or was opened again after it. */
    private record Turn(Instant at, boolean done) {}

    static boolean isWithin(Instant time, Instant from, Instant end) {
        return !time.isBefore(from) && time.isBefore(end);
    }

    private Stream<Ticket> tickets() {
        return entries.stream().map(entry -> entry.stored().ticket());
    }

    private static List<Turn> turns(Entry entry) {
        List<Turn> turns = new ArrayList<>();
        for (HistoryEntry line : entry.history()) {
            Optional<FieldChange> change = line.change().filter(c -> c.field() == TicketField.STATUS);
            boolean from = isDone(change.map(FieldChange::from));
            boolean to = isDone(change.map(FieldChange::to));
            if (from != to) {
                turns.add(new Turn(line.at(), to));
            }
        }
        return turns;
    }

    private static boolean isDone(Optional<String> status) {
        return status.flatMap(Status::parse).filter(Status::isDone).isPresent();
    }

    List<TrendBucket> trend(TrendRange range) {
        List<Instant> created = tickets().map(Ticket::createdAt).toList();
        List<Turn> turns = entries.stream()
                .flatMap(entry -> Stream.concat(first(entry), turns(entry).stream()))
                .toList();
        return range.periods().stream()
                .map(period -> TrendBucket.builder(period.start())
                        .created(created.stream()
                                .filter(time -> isWithin(time, period.from(), period.end()))
                                .count())
                        .turned(turnsIn(turns, period, true), turnsIn(turns, period, false))
                        .openAtEnd(created.stream()
                                        .filter(time -> time.isBefore(period.end()))
                                        .count()
                                - before(turns, period.end(), true)
                                + before(turns, period.end(), false))
                        .build())
                .toList();
    }

    private static Stream<Turn> first(Entry entry) {
        return entry.isDoneFromTheStart()
                ? Stream.of(new Turn(entry.stored().ticket().createdAt(), true))
                : Stream.empty();
    }

    private static long turnsIn(List<Turn> turns, TrendRange.Period period, boolean done) {
        return turns.stream()
                .filter(turn -> turn.done() == done && isWithin(turn.at(), period.from(), period.end()))
                .count();
    }

    private static long before(List<Turn> turns, Instant end, boolean done) {
        return turns.stream()
                .filter(turn -> turn.done() == done && turn.at().isBefore(end))
                .count();
    }

    Breakdown breakdown(TicketDimension dimension, int limit) {
        Map<Optional<String>, Long> counts = new HashMap<>();
        tickets().flatMap(ticket -> values(ticket, dimension)).forEach(value -> counts.merge(value, 1L, Long::sum));
        List<Breakdown.Share> all = counts.entrySet().stream()
                .map(count -> new Breakdown.Share(count.getKey().orElse(null), count.getValue()))
                .sorted(MOST_FIRST)
                .toList();
        List<Breakdown.Share> shares = all.subList(0, Math.min(limit, all.size()));
        List<Breakdown.Share> others = all.subList(shares.size(), all.size());
        return Breakdown.builder(dimension)
                .shares(shares)
                .others(others.stream().mapToLong(Breakdown.Share::tickets).sum(), others.size())
                .build();
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

    DurationStats times(TicketMilestone milestone, Instant from, Instant end) {
        return stats(tickets()
                .filter(ticket -> reached(ticket, milestone)
                        .filter(time -> isWithin(time, from, end))
                        .isPresent())
                .mapToLong(ticket ->
                        micros(ticket.createdAt(), reached(ticket, milestone).orElseThrow())));
    }

    private static Optional<Instant> reached(Ticket ticket, TicketMilestone milestone) {
        return switch (milestone) {
            case FIRST_RESPONSE -> ticket.firstResponseAt();
            case RESOLUTION -> ticket.resolvedAt();
        };
    }

    private static long micros(Instant from, Instant end) {
        return Duration.between(from, end).dividedBy(ChronoUnit.MICROS.getDuration());
    }

    private static DurationStats stats(LongStream micros) {
        long[] sorted = micros.sorted().toArray();
        return Percentile.stats(sorted.length, place -> sorted[(int) place]);
    }

    Backlog backlog(Instant now) {
        List<Long> ages = tickets()
                .filter(ticket -> !ticket.status().isDone())
                .map(ticket -> Math.max(0, micros(ticket.createdAt(), now)))
                .toList();
        List<Long> younger = Backlog.BOUNDS.stream()
                .map(bound -> ages.stream()
                        .filter(age -> age < bound.dividedBy(ChronoUnit.MICROS.getDuration()))
                        .count())
                .toList();
        return Backlog.of(stats(ages.stream().mapToLong(Long::longValue)), younger);
    }

    Reopenings reopenings(Instant from, Instant end) {
        long done = 0;
        long reopened = 0;
        for (Entry entry : entries) {
            List<Turn> turns = turns(entry).stream()
                    .dropWhile(turn -> !turn.done() || !isWithin(turn.at(), from, end))
                    .toList();
            done += turns.isEmpty() ? 0 : 1;
            reopened += turns.stream().anyMatch(turn -> !turn.done()) ? 1 : 0;
        }
        return new Reopenings(done, reopened);
    }
}
