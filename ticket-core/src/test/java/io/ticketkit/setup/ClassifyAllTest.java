package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.memory.InMemoryTicketStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many at a time, bounded in everything. */
class ClassifyAllTest {
    private static Classification answer() {
        return Classification.builder(Source.LLM)
                .category("technical", 0.9)
                .priority(Priority.HIGH, 0.9)
                .sentiment(Sentiment.CALM, 0.9)
                .urgencyScore(60, 0.9)
                .title("A title from the model")
                .build();
    }

    private static TicketKit kit(Classifier classifier) {
        return TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .classifier(classifier)
                .classificationTime(Duration.ofSeconds(20))
                .build();
    }

    private static TicketService staff(TicketKit kit) {
        return kit.as(Actor.staff("agent"));
    }

    private static List<TicketDraft> drafts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TicketDraft.of("Printer " + i, "It jams, number " + i))
                .toList();
    }

    @Test
    void asManyAtATimeAsAskedFor() {
        CyclicBarrier allTogether = new CyclicBarrier(40);
        try (TicketKit kit = kit(request -> {
            allTogether.await();
            return Optional.of(answer());
        })) {
            List<ClassifiedDraft> told = new ArrayList<>();
            assertThat(staff(kit).classifyAll(drafts(80), 40, told::add)).isEqualTo(80);
            assertThat(told).extracting(ClassifiedDraft::number).containsExactlyInAnyOrderElementsOf(numbers(80));
            assertThat(told).allSatisfy(one -> {
                Classification found = one.classification().orElseThrow();
                assertThat(found.source()).isEqualTo(Source.LLM);
                assertThat(found.runs())
                        .singleElement()
                        .satisfies(run -> assertThat(run.id()).isPresent());
            });
        }
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void notMoreIsReadAheadThanIsUnderWay() {
        AtomicLong read = new AtomicLong();
        AtomicLong told = new AtomicLong();
        AtomicLong mostAhead = new AtomicLong();
        Iterable<TicketDraft> drafts = () -> new Iterator<>() {
            private final Iterator<TicketDraft> all = drafts(500).iterator();

            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public TicketDraft next() {
                mostAhead.accumulateAndGet(read.incrementAndGet() - told.get(), Math::max);
                return all.next();
            }
        };
        try (TicketKit kit = kit(request -> Optional.of(answer()))) {
            staff(kit).classifyAll(drafts, 7, one -> told.incrementAndGet());
            assertThat(told).hasValue(500);
            assertThat(mostAhead.get()).isBetween(1L, 7L);
        }
    }

    @Test
    void oneThatIsRefusedOrFailsStopsNothing() {
        Classifier moody = request -> {
            if (request.description().contains("7")) {
                throw new IllegalStateException("no");
            }
            return Optional.of(answer());
        };
        List<TicketDraft> drafts = new ArrayList<>(drafts(10));
        drafts.set(3, TicketDraft.of("", " "));
        drafts.set(4, TicketDraft.of("", "Without a title"));
        try (TicketKit kit = kit(moody)) {
            List<ClassifiedDraft> told = new ArrayList<>();
            staff(kit).classifyAll(drafts, 3, told::add);
            told.sort((a, b) -> Long.compare(a.number(), b.number()));
            assertThat(told).hasSize(10);
            assertThat(told.get(3).failure()).get().isInstanceOf(ValidationException.class);
            assertThat(told.get(3).classification()).isEmpty();
            assertThat(told.get(4).classification()).isPresent();
            Classification offline = told.get(7).classification().orElseThrow();
            assertThat(offline.source()).isEqualTo(Source.KEYWORD);
            assertThat(offline.runs().get(0).failure()).contains(FailureReason.ERROR);
        }
    }

    @Test
    void whatWasClassifiedIsSubmittedWithoutAskingAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (TicketKit kit = kit(request -> {
            asked.incrementAndGet();
            return Optional.of(answer());
        })) {
            TicketService tickets = staff(kit);
            List<Ticket> submitted = new ArrayList<>();
            tickets.classifyAll(drafts(5), 2, one -> submitted.add(tickets.submit(one.toSubmit())));
            assertThat(asked).hasValue(5);
            assertThat(submitted).hasSize(5).allSatisfy(ticket -> {
                assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);
                assertThat(tickets.runs()
                                .ofTicket(ticket.id(), PageRequest.first())
                                .items())
                        .hasSize(1);
            });
        }
    }

    @Test
    void interruptedItEndsAndLeavesNoThread() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch stopped = new CountDownLatch(2);
        try (TicketKit kit = kit(request -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.countDown();
            }
            return Optional.empty();
        })) {
            AtomicInteger outcome = new AtomicInteger();
            Thread caller = new Thread(() -> {
                try {
                    staff(kit).classifyAll(drafts(10), 2, one -> {});
                } catch (CancellationException e) {
                    outcome.set(Thread.currentThread().isInterrupted() ? 1 : 2);
                }
            });
            caller.start();
            entered.await();
            caller.interrupt();
            caller.join();
            assertThat(outcome).hasValue(1);
            stopped.await();
        }
    }

    @Test
    void whatTheListenerThrowsEndsTheWhole() {
        try (TicketKit kit = kit(request -> Optional.of(answer()))) {
            assertThatThrownBy(() -> staff(kit).classifyAll(drafts(10), 2, one -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
        }
    }

    @Test
    void theNumberAtATimeIsBounded() {
        try (TicketKit kit = kit(request -> Optional.of(answer()))) {
            for (int wrong : new int[] {0, -1, 257}) {
                assertThatThrownBy(() -> staff(kit).classifyAll(List.of(), wrong, one -> {}))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("concurrency: 1 to 256");
            }
            assertThat(staff(kit).classifyAll(List.of(), 1, one -> {})).isZero();
        }
    }

    @Test
    void aTitleIsSuggestedByTheClassifierWhereItSuggestsOne() {
        AtomicInteger asked = new AtomicInteger();
        Classifier titles = (ClassificationRequest request) -> {
            asked.incrementAndGet();
            return Optional.of(answer());
        };
        try (TicketKit kit = kit(titles);
                TicketKit silent = kit(request -> Optional.empty());
                TicketKit none =
                        TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            assertThat(staff(kit).suggestTitle("It jams.")).isEqualTo("A title from the model");
            assertThat(asked).hasValue(1);
            assertThat(staff(silent).suggestTitle("It jams. Always.")).isEqualTo("It jams");
            assertThat(staff(none).suggestTitle("It jams. Always.")).isEqualTo("It jams");
        }
    }
}
