package io.ticketkit.demo.seed;

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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Fills a storage with sample tickets of the year up to the last midnight in UTC. The same seed gives the same tickets all
 * day; ticket number n does not depend on how many are asked for.
 *
 * <p>Each ticket lives its life in a kit of its own in memory, so that its history, versions and origins are exactly what
 * the library writes; only the result is stored, in bulk.
 */
public final class Seeder {
    private static final int CHUNK = 500;
    /** More than a life has lines. */
    private static final int ALL_LINES = 100;

    private final TicketStorage storage;
    private final Taxonomy taxonomy;
    private final double reviewThreshold;
    private final Instant end;
    private final long base;
    /** English four times, and each of the others. */
    private final List<Phrasebook> books;

    /**
     * @param storage where to
     * @param taxonomy what the texts are classified as
     * @param clock which day it is
     * @param seed another one gives other tickets
     * @param reviewThreshold the confidence below which a person should look
     */
    public Seeder(TicketStorage storage, Taxonomy taxonomy, Clock clock, long seed, double reviewThreshold) {
        this.storage = storage;
        this.taxonomy = taxonomy;
        this.reviewThreshold = reviewThreshold;
        this.end = clock.instant().truncatedTo(ChronoUnit.DAYS);
        this.base = new SplittableRandom(seed).nextLong();
        List<String> subjects = taxonomy.definitions().stream()
                .filter(definition -> !definition.retired())
                .map(CategoryDefinition::keywords)
                .flatMap(List::stream)
                .toList();
        Phrasebook english = new Phrasebook("en", subjects);
        this.books = List.of(
                english,
                english,
                english,
                english,
                english,
                english,
                new Phrasebook("de", List.of()),
                new Phrasebook("es", List.of()),
                new Phrasebook("fr", List.of()),
                new Phrasebook("pt", List.of()));
    }

    /**
     * Adds tickets to those that are there, some hundred a transaction. The next ones are made while the last are written.
     *
     * @param tickets how many
     * @param progress is told after each transaction how many there are by then
     */
    public void seed(int tickets, IntConsumer progress) {
        CompletableFuture<List<NewTicket>> next = make(0, tickets);
        for (int done = 0; done < tickets; ) {
            List<NewTicket> made = next.join();
            next = make(done + made.size(), tickets);
            storage.write(writer -> {
                writer.insert(
                        made.stream().map(ticket -> numbered(ticket, writer)).toList());
                return true;
            });
            done += made.size();
            progress.accept(done);
        }
    }

    private CompletableFuture<List<NewTicket>> make(int from, int end) {
        return CompletableFuture.supplyAsync(() -> IntStream.range(from, Math.min(from + CHUNK, end))
                .parallel()
                .mapToObj(this::ticket)
                .toList());
    }

    private NewTicket ticket(int number) {
        SplittableRandom random = new SplittableRandom(base + number);
        TicketLife life = new TicketLife(random, end);
        Phrasebook book = books.get(random.nextInt(books.size()));
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
                    desk.history(TicketKit.DEFAULT_TENANT, id, new Seek(null, false, ALL_LINES))));
        }
    }

    private static NewTicket numbered(NewTicket ticket, TicketWriter writer) {
        StoredTicket stored = ticket.stored();
        return new NewTicket(
                new StoredTicket(stored.ticket().toBuilder().id(writer.nextId()).build(), stored.lastEvent()),
                ticket.history());
    }
}
