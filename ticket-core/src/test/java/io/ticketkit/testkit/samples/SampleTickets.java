package io.ticketkit.testkit.samples;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Scope;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketId;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Fills a storage with sample tickets of the year up to the last midnight in UTC, oldest first. The same seed gives the same
 * tickets all day, and the tickets of a small run are among those of a larger one.
 *
 * <p>Each ticket lives its life in a kit of its own in memory, so that its history, versions and origins are exactly what
 * the library writes; only the result is stored, in bulk. Categories and priorities are guesses of the lexicon, or by
 * chance another that a system actor gave: never a person's, so that nothing is learned from them.
 */
public final class SampleTickets {
    /** Numbers below 16 million, which leave enough bits for the second. */
    private static final int BITS = 24;

    private static final int CHUNK = 500;
    /** More than a life has lines. */
    private static final int ALL_LINES = 100;

    private final TicketStorage storage;
    private final Taxonomy taxonomy;
    private final double reviewThreshold;
    private final Instant from;
    private final Instant end;
    private final long base;
    private final List<Phrasebook> books;

    /**
     * @param storage where to
     * @param taxonomy what the texts are classified as
     * @param clock which day it is
     * @param seed another one gives other tickets
     * @param reviewThreshold the confidence below which a person should look
     */
    public SampleTickets(TicketStorage storage, Taxonomy taxonomy, Clock clock, long seed, double reviewThreshold) {
        this.storage = storage;
        this.taxonomy = taxonomy;
        this.reviewThreshold = reviewThreshold;
        this.end = clock.instant().truncatedTo(ChronoUnit.DAYS);
        this.from = end.minus(365, ChronoUnit.DAYS);
        this.base = new SplittableRandom(seed).nextLong();
        List<String> subjects = taxonomy.definitions().stream()
                .filter(definition -> !definition.retired())
                .map(CategoryDefinition::keywords)
                .flatMap(List::stream)
                .toList();
        this.books = Stream.of("en", "de", "es", "fr", "pt")
                .map(language -> new Phrasebook(language, language.equals("en") ? subjects : List.of()))
                .toList();
    }

    private SampleTickets(SampleTickets other, Instant from, Instant end) {
        this.storage = other.storage;
        this.taxonomy = other.taxonomy;
        this.reviewThreshold = other.reviewThreshold;
        this.from = from;
        this.end = end;
        this.base = other.base;
        this.books = other.books;
    }

    /**
     * The same of another time.
     *
     * @param from the earliest a ticket begins
     * @param end when all has happened, not in the future
     * @return such sample tickets
     */
    public SampleTickets between(Instant from, Instant end) {
        return new SampleTickets(this, from, end);
    }

    /**
     * Adds tickets to those that are there, some hundred a transaction. The next ones are made while the last are written.
     *
     * @param tickets how many
     * @param progress is told after each transaction how many there are by then
     */
    public void seed(int tickets, IntConsumer progress) {
        int[] order = oldestFirst(tickets);
        CompletableFuture<List<NewTicket>> next = make(order, 0);
        for (int done = 0; done < tickets; ) {
            List<NewTicket> made = next.join();
            next = make(order, done + made.size());
            storage.write(writer -> {
                writer.insert(
                        made.stream().map(ticket -> numbered(ticket, writer)).toList());
                return true;
            });
            done += made.size();
            progress.accept(done);
        }
    }

    /** In the order of time, in which a database adds to its indexes in half the time. */
    private int[] oldestFirst(int tickets) {
        return LongStream.range(0, tickets)
                .parallel()
                .map(number ->
                        new TicketLife(random(number), from, end).instant().getEpochSecond() << BITS | number)
                .sorted()
                .mapToInt(key -> (int) (key & ((1 << BITS) - 1)))
                .toArray();
    }

    private CompletableFuture<List<NewTicket>> make(int[] order, int from) {
        return CompletableFuture.supplyAsync(() -> Arrays.stream(order, from, Math.min(from + CHUNK, order.length))
                .parallel()
                .mapToObj(this::ticket)
                .toList());
    }

    private SplittableRandom random(long number) {
        return new SplittableRandom(base + number);
    }

    private NewTicket ticket(int number) {
        SplittableRandom random = random(number);
        TicketLife life = new TicketLife(random, from, end);
        // six of ten are the first: English
        Phrasebook book = books.get(Math.max(0, random.nextInt(10) - 5));
        Letter letter = new Letter(book, random, LocalDate.ofInstant(life.instant(), ZoneOffset.UTC));
        InMemoryTicketStorage memory = new InMemoryTicketStorage();
        try (TicketKit kit = TicketKit.builder()
                .storage(memory)
                .taxonomy(taxonomy)
                .reviewThreshold(reviewThreshold)
                .clock(life)
                .build()) {
            TicketId id = life.live(kit, letter, taxonomy.active());
            return memory.write(desk -> new NewTicket(
                    desk.lock(TicketKit.DEFAULT_TENANT, Scope.all(), id).orElseThrow(),
                    desk.history(TicketKit.DEFAULT_TENANT, Scope.all(), id, true, new Seek(null, false, ALL_LINES))));
        }
    }

    private static NewTicket numbered(NewTicket ticket, TicketWriter writer) {
        StoredTicket stored = ticket.stored();
        return new NewTicket(
                new StoredTicket(
                        stored.ticket().toBuilder().id(writer.nextId()).build(),
                        stored.lastEvent(),
                        stored.hiddenEvents()),
                ticket.history());
    }
}
