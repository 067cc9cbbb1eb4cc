package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Expected;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.testkit.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Classifying never blocks or breaks submitting, and never overwrites a person. */
class ClassificationTest {
    private static final TicketDraft DRAFT = TicketDraft.of("Printer", "It jams.");

    private static TicketKitBuilder kit(Classifier classifier) {
        return TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .offlineClassifier(Fixtures.plainClassifier())
                .classifier(classifier);
    }

    private static TicketService staff(TicketKit kit) {
        return kit.as(Actor.staff("agent"));
    }

    private static Classification.Builder model() {
        return Classification.builder(Source.LLM)
                .category("technical", 0.8)
                .priority(Priority.HIGH, 0.6)
                .sentiment(Sentiment.FRUSTRATED, 0.9)
                .urgencyScore(70, 0.9);
    }

    @Test
    void theFirstClassifiersAnswerIsStoredWithItsConfidence() {
        try (TicketKit kit = kit(request -> Optional.of(model().build())).build()) {
            Ticket ticket = staff(kit).submit(DRAFT);

            assertThat(ticket.category().code()).isEqualTo("technical");
            assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
            assertThat(ticket.sentiment()).isEqualTo(Sentiment.FRUSTRATED);
            assertThat(ticket.urgencyScore()).isEqualTo(70);
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);
            assertThat(ticket.origin(ClassifiedField.CATEGORY).needsReview()).isFalse();
            assertThat(ticket.origin(ClassifiedField.PRIORITY).confidence()).hasValue(0.6);
            assertThat(ticket.origin(ClassifiedField.PRIORITY).needsReview()).isTrue();
            assertThat(ticket.needsReview()).isTrue();
        }
    }

    @Test
    void whatAPersonChoseIsKept() {
        try (TicketKit kit = kit(request -> Optional.of(model().build())).build()) {
            Ticket ticket = staff(kit)
                    .submit(TicketDraft.builder()
                            .title("Printer")
                            .description("It jams.")
                            .category("billing")
                            .priority(Priority.LOW)
                            .build());

            assertThat(ticket.category().code()).isEqualTo("billing");
            assertThat(ticket.priority()).isEqualTo(Priority.LOW);
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.PERSON);
            assertThat(ticket.sentiment()).isEqualTo(Sentiment.FRUSTRATED);
        }
    }

    @Test
    void whateverGoesWrongTheOfflineClassifierAnswers() {
        List<Classifier> failing = List.of(
                request -> Optional.empty(),
                ClassificationTest::nothing,
                request -> {
                    throw new IOException("secret text");
                },
                request -> {
                    throw new StackOverflowError();
                },
                request -> {
                    throw new InterruptedException();
                });
        for (Classifier classifier : failing) {
            try (TicketKit kit = kit(classifier).build()) {
                assertThat(staff(kit)
                                .submit(DRAFT)
                                .origin(ClassifiedField.CATEGORY)
                                .source())
                        .isEqualTo(Source.RULE);
            }
        }
    }

    @Test
    void fieldsLeftOutAndUnknownCategoriesComeFromTheOfflineClassifier() {
        try (TicketKit kit = kit(request -> Optional.of(Classification.builder(Source.LLM)
                        .category("no-such", 1)
                        .priority(Priority.CRITICAL, 1)
                        .build()))
                .build()) {
            Ticket ticket = staff(kit).submit(DRAFT);

            assertThat(ticket.category().code()).isEqualTo("general");
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.RULE);
            assertThat(ticket.priority()).isEqualTo(Priority.CRITICAL);
            assertThat(ticket.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.LLM);
        }
    }

    @Test
    void evenABrokenOfflineClassifierDoesNotStopASubmit() {
        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .offlineClassifier(request -> {
                    throw new IllegalStateException("broken");
                })
                .build()) {
            Ticket ticket = staff(kit).submit(DRAFT);

            assertThat(ticket.category().code()).isEqualTo("general");
            assertThat(ticket.needsReview()).isTrue();
        }
    }

    @Test
    void aClassifierThatNeverAnswersIsLeftBehindAndEndsWithTheKit() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch never = new CountDownLatch(1);
        TicketKit kit = kit(request -> {
                    threads.add(Thread.currentThread());
                    waitDeaf(never);
                    return Optional.empty();
                })
                .classificationTime(Duration.ofMillis(50))
                .build();

        Ticket ticket = staff(kit).submit(DRAFT);

        assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.RULE);
        assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);
        never.countDown();
        kit.close();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** Ignores interruption, as bad code does. */
    private static void waitDeaf(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                done = false;
            }
        }
    }

    @Test
    void moreThanTheKitsThreadsAtOnceAreAnsweredOffline() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(32);
        try (TicketKit kit = kit(request -> {
                    busy.countDown();
                    release.await();
                    return Optional.of(model().build());
                })
                .classificationTime(Duration.ofSeconds(60))
                .build()) {
            List<Thread> callers = Stream.generate(
                            () -> new Thread(() -> staff(kit).submit(DRAFT)))
                    .limit(32)
                    .toList();
            callers.forEach(Thread::start);
            assertThat(busy)
                    .satisfies(latch -> assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS))
                            .isTrue());

            assertThat(staff(kit).submit(DRAFT).origin(ClassifiedField.CATEGORY).source())
                    .isEqualTo(Source.RULE);
            release.countDown();
            callers.forEach(ClassificationTest::join);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptedCallerGetsItsTicketAndStaysInterrupted() {
        try (TicketKit kit = kit(request -> {
                    new CountDownLatch(1).await();
                    return Optional.empty();
                })
                .build()) {
            Thread.currentThread().interrupt();
            Ticket ticket = staff(kit).submit(DRAFT);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(ticket.version()).isEqualTo(1);
        }
    }

    @Test
    void aClassificationTheHostHasIsUsedAsItIs() {
        List<ClassificationRequest> asked = new CopyOnWriteArrayList<>();
        try (TicketKit kit = kit(request -> {
                    asked.add(request);
                    return Optional.of(model().title("Printer jams").build());
                })
                .build()) {
            TicketService staff = staff(kit);
            Classification earlier = staff.classify("Printer", "It jams.");
            Ticket ticket = staff.submit(TicketDraft.builder()
                    .title("Printer")
                    .description("It jams.")
                    .classification(earlier)
                    .build());

            assertThat(asked).hasSize(1);
            assertThat(asked.get(0).text()).isEqualTo("Printer\nIt jams.");
            assertThat(asked.get(0).tenant()).isEqualTo("default");
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);
            assertThat(earlier.title()).contains("Printer jams");
            assertThat(earlier.isComplete()).isTrue();
        }
    }

    @Test
    void theModelIsAskedAgainOnlyWhenTheTextChanges() {
        List<ClassificationRequest> asked = new CopyOnWriteArrayList<>();
        try (TicketKit kit = kit(request -> {
                    asked.add(request);
                    return Optional.of(model().urgencyScore(asked.size(), 1).build());
                })
                .build()) {
            TicketService staff = staff(kit);
            Ticket ticket = staff.submit(DRAFT);
            staff.update(
                    ticket.id(), Expected.any(), change().title(" Printer ").build());
            staff.update(
                    ticket.id(), Expected.any(), change().priority(Priority.LOW).build());
            assertThat(asked).hasSize(1);

            Ticket changed = staff.update(
                    ticket.id(),
                    Expected.any(),
                    change().description("It burns.").build());

            assertThat(asked).hasSize(2);
            assertThat(asked.get(1).text()).isEqualTo("Printer\nIt burns.");
            assertThat(changed.urgencyScore()).isEqualTo(2);
            assertThat(changed.priority()).isEqualTo(Priority.LOW);
        }
    }

    private static TicketChange.Builder change() {
        return TicketChange.builder();
    }

    @Test
    void aRepeatedRequestAsksNoModel() {
        List<ClassificationRequest> asked = new CopyOnWriteArrayList<>();
        try (TicketKit kit = kit(request -> {
                    asked.add(request);
                    return Optional.of(model().build());
                })
                .build()) {
            TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("k").build();
            staff(kit).submit(draft);
            staff(kit).submit(draft);

            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void withoutSettingsTheKeywordClassifierAnswers() {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            Classification answer = staff(kit).classify(null, "I was charged twice for my order. Please refund me.");

            assertThat(answer.category().orElseThrow().value().code()).isEqualTo("billing");
            assertThat(answer.source()).isEqualTo(Source.KEYWORD);
            assertThat(answer.title()).contains("I was charged twice for my order");
            assertThat(staff(kit).suggestTitle("Hello, my printer is on fire. Help!"))
                    .isNotBlank();
        }
    }

    @SuppressWarnings("NullAway") // what a careless lambda does
    private static Optional<Classification> nothing(ClassificationRequest request) {
        return null;
    }

    @Test
    void noKindOfBrokenOfflineClassifierStopsASubmit() {
        List<Classifier> broken = List.of(ClassificationTest::nothing, request -> Optional.empty(), request -> {
            throw new StackOverflowError();
        });
        for (Classifier classifier : broken) {
            try (TicketKit kit = TicketKit.builder()
                    .storage(new InMemoryTicketStorage())
                    .offlineClassifier(classifier)
                    .titleSuggester(description -> {
                        throw new IllegalStateException("broken");
                    })
                    .build()) {
                assertThat(staff(kit).submit(DRAFT).category().code()).isEqualTo("general");
                assertThat(staff(kit).classify(null, "It jams.").title()).contains("It jams");
            }
        }
    }

    @Test
    void suggestedTitlesAreFitToBeShown() {
        String wild = "Line\nbreak\0 \ud800 " + "😀".repeat(1_000);
        try (TicketKit kit =
                kit(request -> Optional.of(model().title(wild).build())).build()) {
            String title = staff(kit).classify("Printer", "It jams.").title().orElseThrow();

            assertThat(title).startsWith("Line break 😀").endsWith("😀");
            assertThat(title.codePointCount(0, title.length())).isEqualTo(120);
        }
    }
}
