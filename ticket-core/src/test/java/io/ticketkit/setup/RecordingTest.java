package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunUsage;
import io.ticketkit.Source;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.testkit.Fixtures;
import io.ticketkit.testkit.SettableClock;
import io.ticketkit.testkit.WrappedStorage;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every run is recorded, also where it came to nothing; recording breaks nothing. */
class RecordingTest {
    private static final TicketDraft DRAFT = TicketDraft.of("Printer", "It jams.");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final InMemoryTicketStorage storage = new InMemoryTicketStorage();

    private TicketKitBuilder kit(Classifier classifier) {
        return kit(storage, classifier);
    }

    private static TicketKitBuilder kit(TicketStorage storage, Classifier classifier) {
        return TicketKit.builder()
                .storage(storage)
                .clock(new SettableClock(Instant.parse("2026-03-01T10:00:00Z")))
                .offlineClassifier(Fixtures.plainClassifier())
                .classifier(classifier);
    }

    private static Classification answer() {
        return Classification.builder(Source.LLM)
                .priority(Priority.HIGH, 0.9)
                .call(ModelCall.builder("m").cost(BigDecimal.ONE).build())
                .build();
    }

    private static TicketService staff(TicketKit kit) {
        return kit.as(Actor.staff("agent"));
    }

    private static List<RunUsage> usage(TicketKit kit) {
        return staff(kit).runs().usage(TrendRange.days(DAY, DAY, ZoneOffset.UTC));
    }

    private static ClassificationRun firstRun(TicketKit kit, Ticket ticket) {
        return staff(kit)
                .runs()
                .ofTicket(ticket.id(), PageRequest.first())
                .items()
                .get(0);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new ClassificationException(FailureReason.REFUSED, "no", null, null), FailureReason.REFUSED),
                Arguments.of(new TimeoutException(), FailureReason.TIMEOUT),
                Arguments.of(new SocketTimeoutException(), FailureReason.TIMEOUT),
                Arguments.of(new InterruptedException(), FailureReason.INTERRUPTED),
                Arguments.of(new IllegalStateException("It jams."), FailureReason.ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsReason(Exception failure, FailureReason reason) {
        Classifier failing = request -> {
            throw failure;
        };
        try (TicketKit kit = kit(failing).build()) {
            ClassificationRun run = firstRun(kit, staff(kit).submit(DRAFT));

            assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(run.failure()).contains(reason);
            assertThat(run.source()).isEqualTo(Source.HOST);
            assertThat(run.values()).isEmpty();
        }
    }

    @Test
    void aStackThatOverflowsIsAFailureLikeOthers() {
        Classifier failing = request -> {
            throw new StackOverflowError();
        };
        try (TicketKit kit = kit(failing).build()) {
            assertThat(firstRun(kit, staff(kit).submit(DRAFT)).failure()).contains(FailureReason.ERROR);
        }
    }

    @Test
    void aClassifierThatIsTooSlowTimedOutAndIsNamedByItsOwnKind() {
        CountDownLatch never = new CountDownLatch(1);
        Classifier slow = new Classifier() {
            @Override
            public Optional<Classification> classify(ClassificationRequest request) throws Exception {
                never.await();
                return Optional.empty();
            }

            @Override
            public Source source() {
                return Source.LLM;
            }
        };
        try (TicketKit kit = kit(slow).classificationTime(Duration.ofMillis(50)).build()) {
            ClassificationRun run = firstRun(kit, staff(kit).submit(DRAFT));

            assertThat(run.failure()).contains(FailureReason.TIMEOUT);
            assertThat(run.source()).isEqualTo(Source.LLM);
            assertThat(run.isCostUnknown()).isTrue();
            assertThat(run.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void aClassifierThatKeepsToTheDeadlineStillTellsWhyItGaveUp() {
        Classifier punctual = request -> {
            Thread.sleep(request.deadline().remaining().toMillis() + 1);
            throw new ClassificationException(
                    FailureReason.TIMEOUT, "too slow", ModelCall.builder("m").build(), null);
        };
        try (TicketKit kit =
                kit(punctual).classificationTime(Duration.ofMillis(50)).build()) {
            assertThat(firstRun(kit, staff(kit).submit(DRAFT)).call())
                    .map(ModelCall::model)
                    .contains("m");
        }
    }

    @Test
    void aWriteThatFailsStillCost() {
        Classifier model = request -> Optional.of(answer());
        try (TicketKit kit = kit(model)
                .beforeCommit(event -> {
                    throw new IllegalStateException("no");
                })
                .build()) {
            assertThatThrownBy(() -> staff(kit).submit(DRAFT)).isInstanceOf(IllegalStateException.class);

            assertThat(usage(kit)).extracting(RunUsage::source).containsExactly(Source.LLM, Source.RULE);
            assertThat(usage(kit).get(0).cost()).isEqualByComparingTo("1");
        }
    }

    @Test
    void twoSubmitsWithOneKeyBothCost() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Classifier model = request -> {
            both.countDown();
            both.await();
            return Optional.of(answer());
        };
        TicketDraft draft = TicketDraft.builder()
                .title("Printer")
                .description("It jams.")
                .idempotencyKey("once")
                .build();
        try (TicketKit kit = kit(model).build()) {
            Thread other = new Thread(() -> staff(kit).submit(draft));
            other.start();
            Ticket ticket = staff(kit).submit(draft);
            other.join();

            assertThat(usage(kit).get(0).cost()).isEqualByComparingTo("2");
            assertThat(staff(kit)
                            .runs()
                            .ofTicket(ticket.id(), PageRequest.first())
                            .items())
                    .hasSize(4);
            assertThat(staff(kit).runs().accuracy(Instant.MIN, Instant.MAX))
                    .allSatisfy(row -> assertThat(row.applied()).isEqualTo(1));
        }
    }

    @Test
    void classifyingAloneIsRecordedOnceWhateverComesOfIt() {
        try (TicketKit kit = kit(request -> Optional.of(answer())).build()) {
            Classification answer = staff(kit).classify("Printer", "It jams.");

            assertThat(usage(kit).get(0).cost()).isEqualByComparingTo("1");
            assertThat(answer.runs())
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.id()).isPresent());
            Ticket ticket = staff(kit)
                    .submit(TicketDraft.builder()
                            .title("Printer")
                            .description("It jams.")
                            .classification(answer)
                            .build());
            assertThat(firstRun(kit, ticket).id())
                    .isEqualTo(answer.runs().get(0).id());
            assertThat(usage(kit).get(0).runs()).isEqualTo(1);
        }
    }

    @Test
    void aStorageThatCannotRecordDoesNotStopClassifying() {
        try (TicketKit kit =
                kit(new WithoutRuns(storage), request -> Optional.of(answer())).build()) {
            Classification answer = staff(kit).classify("Printer", "It jams.");

            assertThat(answer.priority()).isPresent();
            assertThat(answer.runs()).allSatisfy(run -> assertThat(run.id()).isEmpty());
            assertThatCode(() -> staff(kit)
                            .submit(TicketDraft.builder()
                                    .title("Printer")
                                    .description("It jams.")
                                    .classification(answer)
                                    .build()))
                    .doesNotThrowAnyException();
            assertThat(usage(kit).get(0).cost()).isEqualByComparingTo("1");
        }
    }

    /** Fails to record runs on their own. */
    private static final class WithoutRuns extends WrappedStorage {
        WithoutRuns(TicketStorage inner) {
            super(inner);
        }

        @Override
        public void writeRuns(Consumer<? super RunWriter> work) {
            throw new StorageUnavailableException(null);
        }
    }
}
