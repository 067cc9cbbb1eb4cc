package io.ticketkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessPolicy;
import io.ticketkit.Actor;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.AttachmentRules;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.Priority;
import io.ticketkit.ReopenPolicy;
import io.ticketkit.Routing;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.WordWeight;
import io.ticketkit.Workflow;
import io.ticketkit.assist.FirstSentenceTitle;
import io.ticketkit.classify.Example;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.classify.ModelTrainer;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.ModelReader;
import io.ticketkit.spi.StoredModel;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.testkit.Fixtures;
import io.ticketkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the worker learns, from what, and what it does where something goes wrong. */
class LearnerTest {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Actor AGENT = Actor.staff("agent");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final Storage storage = new Storage();
    private final School school = new School();
    private final LearningClassifier classifier = LearningClassifier.create();

    /** Goes away when told to. */
    private static final class Storage implements TicketStorage {
        private final TicketStorage inner = new InMemoryTicketStorage();
        private boolean gone;

        @Override
        public <T> T read(Function<? super TicketReader, ? extends T> work) {
            refuseWhenGone();
            return inner.read(work);
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            refuseWhenGone();
            return inner.write(work);
        }

        private void refuseWhenGone() {
            if (gone) {
                throw new StorageUnavailableException(null);
            }
        }

        @Override
        public boolean joins() {
            return false;
        }

        @Override
        public void close() {}
    }

    private record Lesson(
            ClassifiedField field,
            List<Example> examples,
            @Nullable LearnedModel before) {}

    /** Remembers what it was to learn from, and learns nothing. */
    private static class School implements Learner.Training {
        private final List<Lesson> lessons = new ArrayList<>();

        @Override
        public ModelTrainer.Result retrain(
                ClassifiedField field, Taxonomy taxonomy, List<Example> examples, @Nullable LearnedModel before) {
            lessons.add(new Lesson(field, examples, before));
            return new ModelTrainer.Result(ModelTrainer.Verdict.NOTHING, null);
        }

        List<Example> taken(ClassifiedField field) {
            return lessons.stream()
                    .filter(lesson -> lesson.field() == field)
                    .flatMap(lesson -> lesson.examples().stream())
                    .toList();
        }
    }

    private Engine engine(Taxonomy taxonomy) {
        ClassificationRunner runner = new ClassificationRunner(
                null, Fixtures.plainClassifier(), new FirstSentenceTitle(), Duration.ofSeconds(3), clock);
        Rules rules =
                new Rules(taxonomy, Workflow.standard(), ReopenPolicy.never(), AccessPolicy.standard(), 0.7, clock);
        EventPublisher nobody = new EventPublisher(List.of(), List.of(), null);
        AssistanceRunner helpers =
                new AssistanceRunner(null, null, Duration.ofSeconds(1), false, storage, rules.clock());
        Dispatch dispatch = new Dispatch(Routing.none(), AssignmentStrategy.none(), taxonomy);
        AttachmentFiles files = new AttachmentFiles(storage, null, AttachmentRules.standard());
        return new Engine(
                storage,
                new RecentStats(new StorageStats(storage), Duration.ZERO),
                rules,
                runner,
                helpers,
                dispatch,
                nobody,
                List.of(),
                files,
                false,
                new OwnTransactions(null));
    }

    private TicketService tickets(String tenant) {
        return engine(Taxonomy.support()).service(tenant, AGENT);
    }

    private Learner learner() {
        return learner(Taxonomy.support(), school);
    }

    private Learner learner(Taxonomy taxonomy, Learner.Training training) {
        return new Learner(engine(taxonomy), new OwnTransactions(null), classifier, "acme", EVERY, training);
    }

    private static TicketDraft.Builder invoice(int number) {
        return Fixtures.draft("Invoice " + number).category("billing");
    }

    @Test
    void learnsFromWhatPeopleChoseAndNeverFromGuesses() {
        TicketService tickets = tickets("acme");
        tickets.submit(Fixtures.draft("Guessed").build());
        Ticket chosen =
                tickets.submit(Fixtures.draft("Chosen").category("billing").build());
        Ticket corrected = tickets.submit(Fixtures.draft("Corrected").build());
        tickets.update(
                corrected.id(),
                Expected.any(),
                TicketChange.builder().priority(Priority.CRITICAL).build());
        Ticket accepted = tickets.submit(Fixtures.draft("Accepted").build());
        tickets.accept(accepted.id(), Expected.any(), ClassifiedField.CATEGORY);
        engine(Taxonomy.support())
                .service("acme", Actor.system("import"))
                .submit(Fixtures.draft("The host's").category("billing").build());

        assertThat(learner().tick()).isEqualTo(1);

        assertThat(school.taken(ClassifiedField.CATEGORY))
                .containsExactly(
                        new Example(accepted.id().value(), "Accepted", "Details of it.", "general"),
                        new Example(chosen.id().value(), "Chosen", "Details of it.", "billing"));
        assertThat(school.taken(ClassifiedField.PRIORITY))
                .containsExactly(new Example(corrected.id().value(), "Corrected", "Details of it.", "critical"));
    }

    @Test
    void readsAllPagesTheNewestFirst() {
        TicketService tickets = tickets("acme");
        IntStream.range(0, 1_200)
                .forEach(number -> tickets.submit(invoice(number).build()));

        learner().tick();

        assertThat(school.taken(ClassifiedField.CATEGORY))
                .extracting(Example::title)
                .hasSize(1_200)
                .startsWith("Invoice 1199", "Invoice 1198")
                .endsWith("Invoice 1", "Invoice 0")
                .doesNotHaveDuplicates();
    }

    @Test
    void oneTenantLearnsNothingOfAnother() {
        tickets("acme").submit(Fixtures.draft("Acme's").category("billing").build());
        tickets("blue").submit(Fixtures.draft("Blue's").category("account").build());
        tickets("calm").submit(Fixtures.draft("Guessed only").build());

        assertThat(learner().tick()).isEqualTo(2);

        assertThat(school.lessons)
                .filteredOn(lesson -> lesson.field() == ClassifiedField.CATEGORY)
                .extracting(
                        lesson -> lesson.examples().stream().map(Example::title).toList())
                .containsExactlyInAnyOrder(List.of("Acme's"), List.of("Blue's"));
    }

    @Test
    void looksNoMoreOftenThanConfiguredAndLearnsOnlyWhatChanged() {
        TicketService tickets = tickets("acme");
        tickets.submit(invoice(1).build());
        Learner learner = learner();
        assertThat(learner.tick()).isEqualTo(1);
        tickets.submit(invoice(2).build());

        assertThat(learner.tick()).isZero();
        clock.advance(EVERY.minusSeconds(1));
        assertThat(learner.tick()).isZero();
        assertThat(school.taken(ClassifiedField.CATEGORY)).hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        assertThat(learner.tick()).isEqualTo(1);
        assertThat(school.taken(ClassifiedField.CATEGORY)).hasSize(3);

        clock.advance(EVERY);
        assertThat(learner.tick()).isEqualTo(1);
        assertThat(school.taken(ClassifiedField.CATEGORY)).hasSize(3);
    }

    @Test
    void changedTextsErasedTicketsAndOtherCategoriesAreReasonsToLearnAnew() {
        TicketService tickets = tickets("acme");
        Ticket first = tickets.submit(invoice(1).build());
        Ticket second = tickets.submit(invoice(2).build());
        Learner learner = learner();
        learner.tick();
        assertThat(school.lessons).hasSize(2);

        tickets.update(
                first.id(), Expected.any(), TicketChange.builder().title("Bill").build());
        clock.advance(EVERY);
        learner.tick();
        assertThat(school.lessons).hasSize(4);
        assertThat(school.lessons.get(2).examples()).extracting(Example::title).containsExactly("Invoice 2", "Bill");

        tickets.erase(second.id());
        clock.advance(EVERY);
        learner.tick();
        assertThat(school.lessons).hasSize(6);
        assertThat(school.lessons.get(4).examples()).extracting(Example::title).containsExactly("Bill");

        Taxonomy other =
                Taxonomy.builder().add("billing", "rest").fallback("rest").build();
        clock.advance(EVERY);
        learner(other, school).tick();
        assertThat(school.lessons).hasSize(8);
    }

    @Test
    void whatPeopleDecideDuringARoundIsSeenInTheNext() {
        TicketService tickets = tickets("acme");
        tickets.submit(invoice(1).build());
        School interrupted = new School() {
            @Override
            public ModelTrainer.Result retrain(
                    ClassifiedField field, Taxonomy taxonomy, List<Example> examples, @Nullable LearnedModel before) {
                ModelTrainer.Result result = super.retrain(field, taxonomy, examples, before);
                if (field == ClassifiedField.CATEGORY && examples.size() == 1) {
                    tickets.submit(invoice(2).build());
                }
                return result;
            }
        };
        Learner learner = learner(Taxonomy.support(), interrupted);
        learner.tick();
        clock.advance(EVERY);

        learner.tick();

        assertThat(interrupted.taken(ClassifiedField.CATEGORY))
                .extracting(Example::title)
                .containsExactly("Invoice 1", "Invoice 2", "Invoice 1");
    }

    @Test
    void aTenantThatFailsKeepsNothingFromTheOthersAndIsTriedAgain() {
        tickets("acme").submit(Fixtures.draft("Acme's").category("billing").build());
        tickets("blue").submit(Fixtures.draft("Blue's").category("account").build());
        School strict = new School() {
            @Override
            public ModelTrainer.Result retrain(
                    ClassifiedField field, Taxonomy taxonomy, List<Example> examples, @Nullable LearnedModel before) {
                super.retrain(field, taxonomy, examples, before);
                if (examples.stream().anyMatch(example -> example.label().equals("billing"))) {
                    throw new IllegalStateException("nothing to be learned from " + examples);
                }
                return new ModelTrainer.Result(ModelTrainer.Verdict.UNCHANGED, null);
            }
        };
        Learner learner = learner(Taxonomy.support(), strict);

        assertThat(learner.tick()).isEqualTo(2);
        assertThat(strict.taken(ClassifiedField.CATEGORY)).hasSize(2);
        assertThat(learner.tick()).isZero();

        clock.advance(EVERY);
        assertThat(learner.tick()).isEqualTo(2);
        assertThat(strict.taken(ClassifiedField.CATEGORY))
                .extracting(Example::title)
                .filteredOn("Acme's"::equals)
                .hasSize(2);
    }

    @Test
    void whoeverGoesDuringARoundKeepsTheTenantUntilTheLeaseEnds() {
        tickets("acme").submit(invoice(1).build());
        Learner dying = learner(Taxonomy.support(), (field, taxonomy, examples, before) -> {
            storage.gone = true;
            return new ModelTrainer.Result(ModelTrainer.Verdict.UNCHANGED, null);
        });
        assertThatThrownBy(dying::tick).isInstanceOf(StorageException.class);
        storage.gone = false;
        Learner other = learner();

        assertThat(other.tick()).isZero();
        clock.advance(EVERY);
        assertThat(other.tick()).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(other.tick()).isEqualTo(1);
        assertThat(school.taken(ClassifiedField.CATEGORY)).hasSize(1);
    }

    @Test
    void aStorageThatIsGoneIsTheCallersToKnow() {
        storage.gone = true;
        assertThatThrownBy(() -> learner().tick()).isInstanceOf(StorageException.class);
    }

    @Test
    void aModelWithNothingLeftToLearnFromGoes() {
        Ticket ticket = tickets("acme").submit(invoice(1).build());
        store(StoredModel.of("acme", ClassifiedField.CATEGORY, 1, clock.instant(), model(ticket)));
        tickets("acme").erase(ticket.id());

        assertThat(learner().tick()).isEqualTo(1);

        assertThat(school.lessons.get(0).before()).isNull();
        assertThat(versions("acme")).isEmpty();
        clock.advance(EVERY);
        assertThat(learner().tick()).isZero();
    }

    /** What keeps a model that is better than the next one must not keep what was erased. */
    @Test
    void aModelThatKnewAnErasedTicketIsNotComparedWith() {
        Ticket oldest = tickets("acme").submit(invoice(1).build());
        tickets("acme").submit(invoice(2).build());
        learner(Taxonomy.support(), ModelTrainer.standard()::retrain).tick();
        tickets("acme").erase(oldest.id());
        clock.advance(EVERY);

        learner().tick();

        assertThat(school.lessons).extracting(Lesson::before).containsOnlyNulls();
        assertThat(versions("acme")).isEmpty();
    }

    @Test
    void aModelThatKnewAnErasedTicketGoesEvenWhenLearningFails() {
        TicketDraft.Builder both = invoice(1).priority(Priority.HIGH);
        Ticket erased = tickets("acme").submit(both.build());
        tickets("acme").submit(both.title("Invoice 2").build());
        learner(Taxonomy.support(), ModelTrainer.standard()::retrain).tick();
        assertThat(versions("acme")).hasSize(2);
        tickets("acme").erase(erased.id());
        clock.advance(EVERY);

        learner(Taxonomy.support(), failing()).tick();

        assertThat(versions("acme")).isEmpty();
    }

    @Test
    void whereLearningFailsAModelThatMayStayStays() {
        tickets("acme").submit(invoice(1).build());
        learner(Taxonomy.support(), ModelTrainer.standard()::retrain).tick();
        tickets("acme").submit(invoice(2).build());
        clock.advance(EVERY);

        learner(Taxonomy.support(), failing()).tick();

        assertThat(versions("acme")).hasSize(1);
    }

    private static Learner.Training failing() {
        return (field, taxonomy, examples, before) -> {
            throw new IllegalStateException("no learning today");
        };
    }

    @Test
    void aFieldThatCannotBeLearnedKeepsNothingFromTheOther() {
        tickets("acme").submit(invoice(1).priority(Priority.HIGH).build());

        learner(Taxonomy.support(), (field, taxonomy, examples, before) -> {
                    if (field == ClassifiedField.CATEGORY) {
                        throw new IllegalStateException("no category today");
                    }
                    return school.retrain(field, taxonomy, examples, before);
                })
                .tick();

        assertThat(school.taken(ClassifiedField.PRIORITY)).hasSize(1);
    }

    @Test
    void aModelOfTheSameVersionAsOneThatWasDroppedIsTakenUp() {
        Ticket first = tickets("acme")
                .submit(Fixtures.draft("Zorbel").category("billing").build());
        Learner learner = learner(Taxonomy.support(), ModelTrainer.standard()::retrain);
        assertThat(classifier.classify(
                        ClassificationRequest.builder("Zorbel").tenant("acme").build()))
                .isEmpty();
        learner.tick();
        assertThat(explained()).contains("Zorbel");
        tickets("acme").erase(first.id());
        tickets("acme").submit(Fixtures.draft("Quimby").category("billing").build());
        storage.<Boolean>write(writer -> {
            writer.models().drop("acme", ClassifiedField.CATEGORY);
            return true;
        });
        clock.advance(EVERY);

        learner.tick();

        assertThat(explained()).contains("Quimby").doesNotContain("Zorbel");
    }

    private List<String> explained() {
        return classifier
                .sureFrom(0)
                .classify(ClassificationRequest.builder("Zorbel Quimby")
                        .tenant("acme")
                        .build())
                .orElseThrow()
                .explanation()
                .stream()
                .map(WordWeight::words)
                .toList();
    }

    @Test
    void whoeverIsSlowerDoesNotReplaceTheModelOfAnother() {
        tickets("acme").submit(invoice(1).build());
        Learner slow = learner(Taxonomy.support(), (field, taxonomy, examples, before) -> {
            if (examples.isEmpty()) {
                return new ModelTrainer.Result(ModelTrainer.Verdict.NOTHING, null);
            }
            LearnedModel model = ModelTrainer.standard().train(field, taxonomy, examples);
            store(StoredModel.of("acme", field, 1, Instant.parse("2026-02-28T10:00:00Z"), model.toBytes()));
            return new ModelTrainer.Result(ModelTrainer.Verdict.BETTER, model);
        });

        assertThat(slow.tick()).isEqualTo(1);

        assertThat(tickets("acme").models()).singleElement().satisfies(model -> {
            assertThat(model.version()).isEqualTo(1);
            assertThat(model.trainedAt()).isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
        });
    }

    @Test
    void whatIsWorseIsNotStored() {
        tickets("acme").submit(invoice(1).build());
        learner(Taxonomy.support(), ModelTrainer.standard()::retrain).tick();
        tickets("acme").submit(invoice(2).build());
        clock.advance(EVERY);

        learner(
                        Taxonomy.support(),
                        (field, taxonomy, examples, before) ->
                                new ModelTrainer.Result(ModelTrainer.Verdict.WORSE, null))
                .tick();

        assertThat(versions("acme")).extracting(ModelReader.Version::version).containsExactly(1L);
    }

    @Test
    void aDamagedModelIsNotUsedAndIsLearnedAnew() {
        Ticket ticket = tickets("acme").submit(invoice(1).build());
        String wrong = "0".repeat(64);
        store(new StoredModel("acme", ClassifiedField.CATEGORY, 1, clock.instant(), wrong, model(ticket)));
        byte[] unreadable = {1, 2, 3};
        store(StoredModel.of("acme", ClassifiedField.PRIORITY, 1, clock.instant(), unreadable));

        assertThat(tickets("acme").models()).isEmpty();
        learner().tick();

        assertThat(school.lessons).extracting(Lesson::before).containsOnlyNulls();
        assertThat(versions("acme")).isEmpty();
        assertThat(classifier.tenants()).isEmpty();
    }

    private static byte[] model(Ticket ticket) {
        Example example = new Example(
                ticket.id().value(),
                ticket.title(),
                ticket.description(),
                ticket.category().code());
        return ModelTrainer.standard()
                .train(ClassifiedField.CATEGORY, Taxonomy.support(), List.of(example))
                .toBytes();
    }

    private void store(StoredModel model) {
        assertThat(storage.<Boolean>write(writer -> writer.models().replace(model)))
                .isTrue();
    }

    private List<ModelReader.Version> versions(String tenant) {
        return storage.read(reader -> reader.models().versions(List.of(tenant)));
    }
}
