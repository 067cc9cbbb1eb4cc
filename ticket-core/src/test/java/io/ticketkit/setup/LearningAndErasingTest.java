package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.LabelledText;
import io.ticketkit.spi.StoredModel;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.testkit.Fixtures;
import io.ticketkit.testkit.SettableClock;
import io.ticketkit.testkit.WrappedStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Somebody is erased while the worker learns from the person's tickets. */
class LearningAndErasingTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final Storage storage = new Storage();

    /** Does something once, right after something was read. */
    private static final class Storage extends WrappedStorage {
        private Predicate<Object> awaited = result -> false;
        private Runnable then = () -> {};

        Storage() {
            super(new InMemoryTicketStorage());
        }

        void once(Predicate<Object> read, Runnable work) {
            awaited = read;
            then = work;
        }

        @Override
        public <T> T read(Function<? super TicketReader, ? extends T> work) {
            T result = super.read(work);
            if (awaited.test(result)) {
                awaited = later -> false;
                then.run();
            }
            return result;
        }
    }

    private static boolean areTexts(Object result) {
        return result instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof LabelledText;
    }

    private static boolean isModel(Object result) {
        return result instanceof Optional<?> found && found.isPresent() && found.get() instanceof StoredModel;
    }

    private TicketKitBuilder kit(LearningClassifier learned) {
        return TicketKit.builder()
                .storage(storage)
                .clock(clock)
                .offlineClassifier(Classifiers.firstOf(learned, Fixtures.plainClassifier()))
                .learning(Learning.of(learned));
    }

    private static void submit(TicketKit kit, String requester) {
        for (int i = 0; i < 6; i++) {
            kit.as(Actor.staff("agent-1"))
                    .submit(Fixtures.draft("Invoice " + i + " of " + requester)
                            .requester(requester)
                            .category("billing")
                            .build());
        }
    }

    private static void erase(TicketKit kit) {
        kit.as(Actor.system("officer")).privacy().erase("ada");
    }

    /** Those from which any stored model learned are all there. */
    private void assertNothingIsLearnedFromWhatIsGone(TicketService staff) {
        for (StoredModel stored : models()) {
            assertThat(LearnedModel.read(stored.content())
                            .learnedOnlyFrom(id -> staff.find(new TicketId(id)).isPresent()))
                    .isTrue();
        }
    }

    private List<StoredModel> models() {
        return storage.<List<StoredModel>>read(
                reader -> reader.models().find(TicketKit.DEFAULT_TENANT, ClassifiedField.CATEGORY).stream()
                        .toList());
    }

    @Test
    void whatWasReadBeforeItWasErasedIsNotStored() {
        TicketKit kit = kit(LearningClassifier.create()).build();
        submit(kit, "ada");
        submit(kit, "bob");
        storage.once(LearningAndErasingTest::areTexts, () -> erase(kit));

        kit.learningWorker().tick();

        assertNothingIsLearnedFromWhatIsGone(kit.as(Actor.staff("agent-1")));
        clock.advance(Duration.ofHours(1));
        kit.learningWorker().tick();
        assertThat(models()).hasSize(1);
        assertNothingIsLearnedFromWhatIsGone(kit.as(Actor.staff("agent-1")));
    }

    @Test
    void anErasingThatDoesNotEndStopsNoLearning() {
        AtomicInteger left = new AtomicInteger(3);
        TicketKit kit = kit(LearningClassifier.create())
                .beforeCommit(event -> {
                    if (event instanceof TicketEvent.Erased && left.getAndDecrement() <= 0) {
                        throw new IllegalStateException("held by law");
                    }
                })
                .build();
        submit(kit, "ada");
        submit(kit, "bob");
        storage.once(
                LearningAndErasingTest::areTexts,
                () -> assertThatThrownBy(() -> erase(kit)).hasMessage("held by law"));
        kit.learningWorker().tick();
        assertNothingIsLearnedFromWhatIsGone(kit.as(Actor.staff("agent-1")));

        clock.advance(Duration.ofHours(1));
        kit.learningWorker().tick();

        assertThat(models()).hasSize(1);
        assertNothingIsLearnedFromWhatIsGone(kit.as(Actor.staff("agent-1")));
    }

    @Test
    void aModelThatLearnedFromWhatWasChangedSinceIsDroppedAtOnce() {
        TicketKit kit = kit(LearningClassifier.create()).build();
        submit(kit, "ada");
        kit.learningWorker().tick();
        assertThat(models()).hasSize(1);
        TicketService host = kit.as(Actor.system("import"));
        for (Ticket ticket : host.search(TicketQuery.all()).items()) {
            host.update(
                    ticket.id(),
                    Expected.any(),
                    TicketChange.builder().category("account").build());
        }

        erase(kit);

        assertThat(models()).isEmpty();
    }

    @Test
    void aModelThatIsDroppedWhileItIsReadIsNotUsed() {
        TicketKit first = kit(LearningClassifier.create()).build();
        submit(first, "ada");
        first.learningWorker().tick();
        assertThat(models()).hasSize(1);
        LearningClassifier learned = LearningClassifier.create();
        TicketKit second = kit(learned).build();
        storage.once(LearningAndErasingTest::isModel, () -> erase(second));

        second.learningWorker().tick();

        assertThat(models()).isEmpty();
        assertThat(learned.version(TicketKit.DEFAULT_TENANT, ClassifiedField.CATEGORY))
                .isZero();
        Ticket next = second.as(Actor.staff("agent-1"))
                .submit(Fixtures.draft("Invoice 7").build());
        assertThat(next.origin(ClassifiedField.CATEGORY).source()).isNotEqualTo(Source.LEARNED);
    }
}
