package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.ModelReport;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunValue;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.StoredModel;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.testkit.Fixtures;
import io.ticketkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People decide, the kit learns, and suggests it the next time. Two kits on one storage are two nodes. */
class LearningFromPeopleTest {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Actor AGENT = Actor.staff("agent");
    private static final List<String> PLACES = List.of("office", "lab", "hall", "library", "workshop", "canteen");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final TicketStorage storage = new InMemoryTicketStorage();
    private final List<TicketKit> kits = new ArrayList<>();
    private final TicketKit kit = node();

    private TicketKit node() {
        TicketKit made = TicketKit.builder()
                .storage(storage)
                .clock(clock)
                .learning(Learning.of(LearningClassifier.create()).every(EVERY))
                .build();
        kits.add(made);
        return made;
    }

    @AfterEach
    void close() {
        kits.forEach(TicketKit::close);
    }

    private static TicketService tickets(TicketKit kit) {
        return kit.as(AGENT);
    }

    private static TicketDraft about(String thing, int number) {
        String place = PLACES.get(number % PLACES.size());
        return TicketDraft.of(
                "The " + thing + " in the " + place, "Since " + number + " o'clock the " + thing + " hums again.");
    }

    /** Words the lexicon does not know. */
    private static List<TicketId> correct(TicketService tickets, String thing, String category, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    Ticket ticket = tickets.submit(about(thing, number));
                    return tickets.update(
                                    ticket.id(),
                                    Expected.version(ticket.version()),
                                    TicketChange.builder().category(category).build())
                            .id();
                })
                .toList();
    }

    private static void correctMany(TicketService tickets) {
        correct(tickets, "flumbert", "account", 20);
        correct(tickets, "gradonk", "billing", 20);
    }

    private static Classification classify(TicketService tickets, String thing) {
        return tickets.classify("Our " + thing, "The " + thing + " in the cellar hums.");
    }

    private static Source source(Classification answer) {
        return answer.category().orElseThrow().source();
    }

    private static String category(Classification answer) {
        return answer.category().orElseThrow().value().code();
    }

    private void nextRound(TicketKit node) {
        clock.advance(EVERY);
        assertThat(node.learningWorker().tick()).isPositive();
    }

    @Test
    void whatPeopleCorrectedIsSuggestedTheNextTime() {
        correctMany(tickets(kit));
        assertThat(source(classify(tickets(kit), "flumbert"))).isNotEqualTo(Source.LEARNED);

        nextRound(kit);

        Ticket ticket = tickets(kit).submit(about("flumbert", 30));
        assertThat(ticket.category().code()).isEqualTo("account");
        assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LEARNED);
        assertThat(category(classify(tickets(kit), "gradonk"))).isEqualTo("billing");
        // nobody has chosen a priority yet
        assertThat(ticket.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.KEYWORD);

        ClassificationRun run = tickets(kit)
                .runs()
                .ofTicket(ticket.id(), PageRequest.first())
                .items()
                .get(0);
        assertThat(run.source()).isEqualTo(Source.LEARNED);
        assertThat(run.rationale()).isPresent();
        assertThat(run.values())
                .extractingByKeys(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY)
                .extracting(RunValue::source)
                .containsExactly(Source.LEARNED, Source.KEYWORD);
    }

    @Test
    void aFewCorrectionsSuffice() {
        correct(tickets(kit), "flumbert", "account", 3);

        nextRound(kit);

        Ticket ticket = tickets(kit).submit(about("flumbert", 30));
        assertThat(ticket.category().code()).isEqualTo("account");
        assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LEARNED);
        assertThat(category(tickets(kit).classify("Invoice", "I was charged twice for one invoice.")))
                .isEqualTo("billing");
    }

    @Test
    void howGoodAModelIsIsTold() {
        correctMany(tickets(kit));
        nextRound(kit);

        assertThat(tickets(kit).models()).singleElement().satisfies(model -> {
            assertThat(model.examples()).isEqualTo(40);
            assertThat(model.evaluation()).hasValueSatisfying(figures -> {
                assertThat(figures.count()).isEqualTo(40);
                assertThat(figures.accuracy()).isGreaterThan(0.9);
                assertThat(figures.majorityShare()).isEqualTo(0.5);
            });
        });
    }

    @Test
    void anAnswerTellsWhichWordsDecided() {
        correctMany(tickets(kit));
        classify(tickets(kit), "flumbert");
        nextRound(kit);

        assertThat(classify(tickets(kit), "flumbert").explanation())
                .filteredOn(word -> word.field() == ClassifiedField.CATEGORY)
                .anySatisfy(word -> assertThat(word.words()).containsIgnoringCase("flumbert"))
                .allSatisfy(word -> assertThat(word.value()).isNotEmpty());
        assertThat(tickets(kit)
                        .classify("Flumbert", "The flumbert hums. FLUMBERT!")
                        .explanation())
                .filteredOn(word -> word.words().equalsIgnoreCase("flumbert"))
                .hasSize(1);
    }

    @Test
    void guessesAreNeverLearnedAndAcceptedOnesAre() {
        TicketService tickets = tickets(kit);
        List<Ticket> guessed = IntStream.range(0, 20)
                .mapToObj(number -> tickets.submit(TicketDraft.of(
                        "Invoice for the flumbert", "The invoice for flumbert " + number + " was charged twice.")))
                .toList();
        assertThat(guessed).extracting(ticket -> ticket.category().code()).containsOnly("billing");

        assertThat(kit.learningWorker().tick()).isZero();
        assertThat(tickets.models()).isEmpty();

        guessed.forEach(ticket -> tickets.accept(ticket.id(), Expected.any(), ClassifiedField.CATEGORY));
        correct(tickets, "gradonk", "account", 20);
        nextRound(kit);

        assertThat(tickets.models()).singleElement().satisfies(model -> {
            assertThat(model.field()).isEqualTo(ClassifiedField.CATEGORY);
            assertThat(model.examples()).isEqualTo(40);
        });
        assertThat(category(classify(tickets, "flumbert"))).isEqualTo("billing");
    }

    @Test
    void prioritiesAreLearnedOnTheirOwn() {
        TicketService tickets = tickets(kit);
        for (int number = 0; number < 40; number++) {
            Ticket ticket = tickets.submit(about(number % 2 == 0 ? "flumbert" : "gradonk", number));
            tickets.update(
                    ticket.id(),
                    Expected.any(),
                    TicketChange.builder()
                            .priority(number % 2 == 0 ? Priority.CRITICAL : Priority.LOW)
                            .build());
        }

        nextRound(kit);

        assertThat(tickets.models()).extracting(ModelReport::field).containsExactly(ClassifiedField.PRIORITY);
        Classification answer = classify(tickets, "flumbert");
        assertThat(answer.priority()).hasValueSatisfying(priority -> {
            assertThat(priority.value()).isEqualTo(Priority.CRITICAL);
            assertThat(priority.source()).isEqualTo(Source.LEARNED);
        });
        assertThat(source(answer)).isEqualTo(Source.KEYWORD);
    }

    @Test
    void whatOneNodeLearnedTheOthersUseAfterTheirNextTick() {
        TicketKit other = node();
        correctMany(tickets(kit));
        classify(tickets(other), "flumbert");
        nextRound(kit);
        assertThat(source(classify(tickets(other), "flumbert"))).isEqualTo(Source.KEYWORD);

        assertThat(other.learningWorker().tick()).isZero();

        Classification answer = classify(tickets(other), "flumbert");
        assertThat(category(answer)).isEqualTo("account");
        assertThat(source(answer)).isEqualTo(Source.LEARNED);
        assertThat(tickets(other).models()).hasSize(1);
    }

    @Test
    void aNodeThatWasJustStartedUsesWhatIsStored() {
        correctMany(tickets(kit));
        nextRound(kit);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        LearningClassifier learned = LearningClassifier.create();
        TicketKit started = TicketKit.builder()
                .storage(storage)
                .clock(clock)
                .learning(Learning.of(learned).every(EVERY).on(executor))
                .build();
        kits.add(started);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> learned.version(TicketKit.DEFAULT_TENANT, ClassifiedField.CATEGORY) == 1);

        assertThat(source(classify(tickets(started), "flumbert"))).isEqualTo(Source.LEARNED);
        executor.shutdownNow();
    }

    @Test
    void onlyWhatChangedIsLearnedAnew() {
        correctMany(tickets(kit));
        nextRound(kit);
        nextRound(kit);
        assertThat(tickets(kit).models()).extracting(ModelReport::version).containsExactly(1L);

        List<TicketId> more = correct(tickets(kit), "wixelor", "technical", 20);
        assertThat(kit.learningWorker().tick()).isZero();
        nextRound(kit);

        assertThat(more).hasSize(20);
        assertThat(tickets(kit).models()).singleElement().satisfies(model -> {
            assertThat(model.version()).isEqualTo(2);
            assertThat(model.trainedAt()).isEqualTo(clock.instant());
            assertThat(model.examples()).isEqualTo(60);
        });
        assertThat(category(classify(tickets(kit), "wixelor"))).isEqualTo("technical");
    }

    @Test
    void whatIsErasedIsForgotten() {
        TicketService tickets = tickets(kit);
        List<TicketId> erased = correct(tickets, "flumbert", "account", 20);
        List<TicketId> rest = correct(tickets, "gradonk", "billing", 20);
        nextRound(kit);

        tickets.erase(erased.get(0));
        nextRound(kit);
        assertThat(tickets.models()).singleElement().satisfies(model -> {
            assertThat(model.version()).isEqualTo(2);
            assertThat(model.examples()).isEqualTo(39);
        });

        erased.stream().skip(1).forEach(tickets::erase);
        rest.forEach(tickets::erase);
        nextRound(kit);
        assertThat(tickets.models()).isEmpty();
        assertThat(source(classify(tickets, "flumbert"))).isEqualTo(Source.KEYWORD);
        clock.advance(EVERY);
        assertThat(kit.learningWorker().tick()).isZero();
    }

    @Test
    void tenantsDoNotLearnFromEachOther() {
        TicketService other = kit.forTenant("other").as(AGENT);
        correctMany(tickets(kit));
        correct(other, "flumbert", "technical", 20);
        correct(other, "gradonk", "general", 20);

        nextRound(kit);

        assertThat(category(classify(tickets(kit), "flumbert"))).isEqualTo("account");
        assertThat(category(classify(other, "flumbert"))).isEqualTo("technical");
        TicketService third = kit.forTenant("third").as(AGENT);
        assertThat(source(classify(third, "flumbert"))).isEqualTo(Source.KEYWORD);
        assertThat(third.models()).isEmpty();
    }

    @Test
    void aDamagedModelIsNotUsedAndIsLearnedAnew() {
        TicketKit other = node();
        correctMany(tickets(kit));
        nextRound(kit);
        assertThat(source(classify(tickets(kit), "flumbert"))).isEqualTo(Source.LEARNED);
        storage.<Boolean>write(writer -> writer.models()
                .replace(new StoredModel(
                        TicketKit.DEFAULT_TENANT,
                        ClassifiedField.CATEGORY,
                        2,
                        clock.instant(),
                        "0".repeat(64),
                        new byte[] {1, 2, 3})));
        classify(tickets(other), "flumbert");

        other.learningWorker().tick();

        assertThat(source(classify(tickets(other), "flumbert"))).isEqualTo(Source.KEYWORD);
        assertThat(tickets(other).models()).isEmpty();
        nextRound(other);
        assertThat(source(classify(tickets(other), "flumbert"))).isEqualTo(Source.LEARNED);
        assertThat(tickets(other).models()).hasSize(1);
    }

    @Test
    void anOfflineClassifierOfTheHostIsLeftAlone() {
        correctMany(tickets(kit));
        nextRound(kit);
        TicketKit own = TicketKit.builder()
                .storage(storage)
                .clock(clock)
                .offlineClassifier(Fixtures.plainClassifier())
                .learning(Learning.of(LearningClassifier.create()).every(EVERY))
                .build();
        kits.add(own);
        classify(tickets(own), "flumbert");
        own.learningWorker().tick();

        assertThat(source(classify(tickets(own), "flumbert"))).isEqualTo(Source.RULE);
    }
}
