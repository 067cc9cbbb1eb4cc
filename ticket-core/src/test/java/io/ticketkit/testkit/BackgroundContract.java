package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunUsage;
import io.ticketkit.RunValue;
import io.ticketkit.RunValue.Fate;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A classifier that is asked in the background. */
interface BackgroundContract extends StorageContract {
    private BackgroundDesk background() {
        return new BackgroundDesk(harness());
    }

    private static Fate fate(ClassificationRun run, ClassifiedField field) {
        return Optional.ofNullable(run.values().get(field)).map(RunValue::fate).orElseThrow();
    }

    private static TicketChange title(String title) {
        return TicketChange.builder().title(title).build();
    }

    @Test
    default void theOfflineAnswerIsStoredAtOnceAndRefinedLater() {
        BackgroundDesk desk = background();
        List<TicketEvent> events = new CopyOnWriteArrayList<>();
        TicketKit kit = desk.kit(
                0, request -> Optional.of(BackgroundDesk.answer()), builder -> builder.afterCommit(events::add));

        Ticket submitted = desk.submit(kit, "Invoice");

        assertThat(desk.asked()).isEmpty();
        assertThat(submitted.priority()).isEqualTo(Priority.MEDIUM);
        assertThat(desk.runs(submitted))
                .extracting(ClassificationRun::source, ClassificationRun::outcome, ClassificationRun::isCostUnknown)
                .containsExactlyInAnyOrder(
                        tuple(Source.RULE, RunOutcome.ANSWERED, false), tuple(Source.LLM, RunOutcome.WAITING, false));

        assertThat(desk.desk().staff().runs().usage(Desk.today()))
                .extracting(RunUsage::source)
                .containsExactly(Source.RULE);

        desk.desk().clock().advance(Duration.ofSeconds(7));
        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        assertThat(desk.desk().staff().runs().usage(Desk.today()))
                .extracting(RunUsage::source)
                .containsExactlyInAnyOrder(Source.RULE, Source.LLM);

        Ticket refined = desk.found(submitted);
        assertThat(refined.category().code()).isEqualTo("billing");
        assertThat(refined.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);
        assertThat(refined.priority()).isEqualTo(Priority.HIGH);
        assertThat(refined.sentiment()).isEqualTo(Sentiment.NEUTRAL);
        assertThat(refined.urgencyScore()).isEqualTo(submitted.urgencyScore());
        assertThat(refined.version()).isEqualTo(2);
        assertThat(refined.updatedAt()).isEqualTo(desk.desk().clock().instant());

        List<ClassificationRun> runs = desk.runs(submitted);
        assertThat(runs).hasSize(2);
        assertThat(fate(runs.get(0), ClassifiedField.CATEGORY)).isEqualTo(Fate.SUPERSEDED);
        assertThat(fate(runs.get(0), ClassifiedField.SENTIMENT)).isEqualTo(Fate.APPLIED);
        ClassificationRun model = runs.get(1);
        assertThat(model.outcome()).isEqualTo(RunOutcome.ANSWERED);
        assertThat(model.at()).isEqualTo(desk.desk().clock().instant());
        assertThat(model.rationale()).contains("They were charged twice.");
        assertThat(fate(model, ClassifiedField.CATEGORY)).isEqualTo(Fate.APPLIED);
        assertThat(fate(model, ClassifiedField.PRIORITY)).isEqualTo(Fate.APPLIED);
        assertThat(fate(model, ClassifiedField.SENTIMENT)).isEqualTo(Fate.OFFERED);

        List<HistoryEntry> lines =
                desk.desk().staff().history(submitted.id(), PageRequest.first()).items();
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(line.actorRole()).isEqualTo(Actor.Role.SYSTEM))
                .extracting(line -> line.change().orElseThrow().field())
                .containsExactly(TicketField.CATEGORY, TicketField.PRIORITY);
        assertThat(events).hasSize(2);
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        TicketEvent.Updated.class,
                        event -> assertThat(event.ticket()).isEqualTo(refined));

        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.asked()).containsExactly("Invoice");
    }

    @Test
    default void anAnswerAboutAnotherTextIsNotApplied() {
        BackgroundDesk desk = background();
        TicketKit inner = desk.kit(0, request -> Optional.empty());
        Ticket ticket = desk.submit(inner, "Invoice");
        Classifier changing = request -> {
            if (request.title().equals(Optional.of("Invoice"))) {
                desk.staff(inner).update(ticket.id(), Expected.any(), title("Parcel"));
            }
            return Optional.of(BackgroundDesk.answer());
        };
        TicketKit kit = desk.kit(0, changing);

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);

        assertThat(desk.found(ticket).category().code()).isEqualTo("general");
        assertThat(desk.outcomes(ticket)).containsExactlyInAnyOrder(RunOutcome.ANSWERED, RunOutcome.WAITING);
        assertThat(desk.modelRuns(ticket))
                .filteredOn(run -> run.outcome() == RunOutcome.ANSWERED)
                .allSatisfy(
                        run -> assertThat(fate(run, ClassifiedField.CATEGORY)).isEqualTo(Fate.OFFERED));

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        assertThat(desk.asked()).containsExactly("Invoice", "Parcel");
        assertThat(desk.found(ticket).category().code()).isEqualTo("billing");
    }

    @Test
    default void onlyTheLatestTextIsAskedAbout() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, request -> Optional.of(BackgroundDesk.answer()));
        Ticket ticket = desk.submit(kit, "Invoice");
        desk.staff(kit).update(ticket.id(), Expected.any(), title("Parcel"));
        desk.staff(kit)
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder().assignee("agent-1").build());

        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.WAITING);
        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        assertThat(desk.asked()).containsExactly("Parcel");
        assertThat(desk.found(ticket).category().code()).isEqualTo("billing");
    }

    @Test
    default void aTextThatWasJudgedInlineMeanwhileIsNotAskedAbout() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, request -> Optional.of(BackgroundDesk.answer()));
        Ticket ticket = desk.submit(kit, "Invoice");
        desk.desk().staff().update(ticket.id(), Expected.any(), title("Parcel"));

        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.asked()).isEmpty();
        assertThat(desk.modelRuns(ticket)).isEmpty();
    }

    @Test
    default void whatSomebodyChoseMeanwhileStays() {
        for (Actor actor : List.of(Actor.staff("agent-2"), Actor.system("shop"))) {
            BackgroundDesk desk = background();
            TicketKit plain = desk.kit(0, request -> Optional.empty());
            Ticket ticket = desk.submit(plain, "Invoice");
            TicketService chooser = desk.desk().service(plain, actor);
            TicketKit kit = desk.kit(0, request -> {
                chooser.update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder().category("account").build());
                return Optional.of(BackgroundDesk.answer());
            });

            assertThat(kit.classificationWorker().tick()).isEqualTo(1);

            Ticket refined = desk.found(ticket);
            assertThat(refined.category().code()).isEqualTo("account");
            assertThat(refined.origin(ClassifiedField.CATEGORY).chosenBy()).contains(actor.id());
            assertThat(refined.priority()).isEqualTo(Priority.HIGH);
            ClassificationRun model = desk.modelRuns(ticket).get(0);
            assertThat(fate(model, ClassifiedField.CATEGORY)).isEqualTo(Fate.OFFERED);
            assertThat(fate(model, ClassifiedField.PRIORITY)).isEqualTo(Fate.APPLIED);
        }
    }

    @Test
    default void aPersonsDecisionAboutARefinedValueIsCountedForTheModel() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, request -> Optional.of(BackgroundDesk.answer()));
        Ticket ticket = desk.submit(kit, "Invoice");
        kit.classificationWorker().tick();

        desk.staff(kit)
                .update(
                        ticket.id(),
                        Expected.version(2),
                        TicketChange.builder().category("account").build());

        assertThat(desk.modelRuns(ticket).get(0).values().get(ClassifiedField.CATEGORY))
                .isEqualTo(new RunValue("billing", 0.95, Source.LLM, Fate.CORRECTED, "account"));
    }

    @Test
    default void anErasedTicketEndsItsRun() {
        BackgroundDesk desk = background();
        TicketKit plain = desk.kit(0, request -> Optional.empty());
        Ticket asked = desk.submit(plain, "Asked");
        TicketKit kit = desk.kit(0, request -> {
            desk.staff(plain).erase(asked.id());
            return Optional.of(BackgroundDesk.answer());
        });

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);

        Ticket waiting = desk.submit(plain, "Waiting");
        desk.staff(plain).erase(waiting.id());
        desk.desk().clock().advance(Duration.ofDays(1));
        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.asked()).containsExactly("Asked");
        assertThat(desk.desk().staff().find(asked.id())).isEmpty();
    }

    @Test
    default void nodesThatWorkAtOnceNeverMakeARunTwice() {
        BackgroundDesk desk = background();
        List<TicketKit> kits = IntStream.range(0, 4)
                .mapToObj(number -> desk.kit(number % 2, request -> Optional.of(BackgroundDesk.answer())))
                .toList();
        List<Ticket> tickets = IntStream.range(0, 20)
                .mapToObj(number -> desk.submit(kits.get(number % 4), "Ticket " + number))
                .toList();

        List<Outcome<Integer>> ended = Desk.atOnce(4, number -> {
            int all = 0;
            for (int idle = 0; idle < 3; ) {
                int some = kits.get(number).classificationWorker().tick();
                all += some;
                idle += some == 0 ? 1 : 0;
            }
            return all;
        });

        assertThat(ended.stream().mapToInt(Outcome::get).sum()).isEqualTo(20);
        assertThat(desk.asked())
                .containsExactlyInAnyOrderElementsOf(
                        tickets.stream().map(Ticket::title).toList());
        assertThat(tickets).allSatisfy(ticket -> {
            assertThat(desk.found(ticket).category().code()).isEqualTo("billing");
            assertThat(desk.found(ticket).version()).isEqualTo(2);
        });
    }

    @Test
    default void agreeingOnlyTakesTheReviewMarkAway() {
        BackgroundDesk desk = background();
        Classifier unsure = request -> Optional.of(Classification.builder(Source.KEYWORD)
                .category("general", 0.5)
                .priority(Priority.MEDIUM, 0.9)
                .sentiment(Sentiment.NEUTRAL, 0.9)
                .urgencyScore(25, 0.9)
                .build());
        List<TicketEvent> events = new CopyOnWriteArrayList<>();
        TicketKit kit = desk.kit(
                0,
                request -> Optional.of(Classification.builder(Source.LLM)
                        .category("general", 0.9)
                        .build()),
                builder -> builder.offlineClassifier(unsure).afterCommit(events::add));
        Ticket ticket = desk.submit(kit, "Hello");
        assertThat(ticket.needsReview()).isTrue();

        kit.classificationWorker().tick();

        Ticket refined = desk.found(ticket);
        assertThat(refined.needsReview()).isFalse();
        assertThat(refined.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);
        assertThat(refined.version()).isEqualTo(2);
        assertThat(events.get(1)).isInstanceOfSatisfying(TicketEvent.Updated.class, event -> {
            assertThat(event.changes()).isEmpty();
            assertThat(event.header().number()).isEqualTo(2);
        });
    }

    @Test
    default void agreeingWithoutAnythingToSeeIsNoNewVersion() {
        BackgroundDesk desk = background();
        List<TicketEvent> events = new CopyOnWriteArrayList<>();
        TicketKit kit = desk.kit(
                0,
                request -> Optional.of(Classification.builder(Source.LLM)
                        .category("general", 0.8)
                        .build()),
                builder -> builder.afterCommit(events::add));
        Ticket ticket = desk.submit(kit, "Hello");

        desk.desk().clock().advance(Duration.ofMinutes(1));
        kit.classificationWorker().tick();

        Ticket refined = desk.found(ticket);
        assertThat(refined.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);
        assertThat(refined.version()).isEqualTo(1);
        assertThat(refined.updatedAt()).isEqualTo(ticket.updatedAt());
        assertThat(events).hasSize(1);
        assertThat(fate(desk.modelRuns(ticket).get(0), ClassifiedField.CATEGORY))
                .isEqualTo(Fate.APPLIED);
        desk.staff(kit).update(ticket.id(), Expected.version(1), title("Goodbye"));
        assertThat(desk.desk().staff().history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::event)
                .startsWith(1L, 2L);
    }

    @Test
    default void whatIsNotSubmittedIsNotQueued() {
        BackgroundDesk desk = background();
        Classifier model = request -> Optional.of(BackgroundDesk.answer());
        TicketKit refusing = desk.kit(
                0,
                model,
                builder -> builder.beforeCommit(event -> {
                    throw new IllegalStateException("refused");
                }));
        assertThatThrownBy(() -> desk.submit(refusing, "Refused")).isInstanceOf(IllegalStateException.class);
        TicketKit kit = desk.kit(0, model);
        TicketDraft twice = Fixtures.draft("Twice").idempotencyKey("key").build();
        Ticket first = desk.staff(kit).submit(twice);
        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        assertThat(desk.staff(kit).submit(twice).id()).isEqualTo(first.id());
        desk.staff(kit)
                .submit(Fixtures.draft("Classified")
                        .classification(BackgroundDesk.answer())
                        .build());

        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.asked()).containsExactly("Twice");
        assertThat(desk.found(first).version()).isEqualTo(2);
    }
}
