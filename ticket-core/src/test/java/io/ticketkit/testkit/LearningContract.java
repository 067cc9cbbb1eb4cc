package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.ModelReport;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketService;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.setup.Learning;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People decide, a node learns, all nodes suggest it. */
interface LearningContract extends StorageContract {
    Duration EVERY = Duration.ofMinutes(10);

    private ModelDesk models() {
        ModelDesk desk = new ModelDesk(harness());
        desk.clear();
        return desk;
    }

    private TicketKit kit(ModelDesk models, int node) {
        LearningClassifier learned = LearningClassifier.create();
        return models.desk().kit(node, builder -> {
            builder.offlineClassifier(Classifiers.firstOf(learned, Fixtures.plainClassifier()))
                    .learning(Learning.of(learned).every(EVERY));
            if (harness().node(node).joins()) {
                builder.transactionRunner(work -> harness().asHost(() -> {
                    work.run();
                    return true;
                }));
            }
        });
    }

    private static TicketService staff(ModelDesk models, TicketKit kit) {
        return models.desk().service(kit, Actor.staff("agent-1"));
    }

    private static List<Ticket> correct(TicketService staff, String thing, String category) {
        List<Ticket> corrected = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            Ticket ticket = staff.submit(Fixtures.draft("The " + thing + " of room " + number)
                    .description("Our " + thing + " hums 😀 and " + number + " people hear it.")
                    .build());
            corrected.add(staff.update(
                    ticket.id(),
                    Expected.version(ticket.version()),
                    TicketChange.builder().category(category).build()));
        }
        return corrected;
    }

    private static Ticket submit(TicketService staff, String thing) {
        return staff.submit(Fixtures.draft("A " + thing + " hums")
                .description("The " + thing + ".")
                .build());
    }

    private static Source source(Ticket ticket) {
        return ticket.origin(ClassifiedField.CATEGORY).source();
    }

    @Test
    default void whatOneNodeLearnsFromPeopleTheOtherSuggests() {
        ModelDesk models = models();
        TicketKit first = kit(models, 0);
        TicketKit second = kit(models, 1);
        correct(staff(models, first), "flumbert", "account");
        correct(staff(models, second), "gradonk", "billing");
        assertThat(source(submit(staff(models, second), "flumbert"))).isEqualTo(Source.RULE);

        assertThat(first.learningWorker().tick()).isEqualTo(1);
        assertThat(second.learningWorker().tick()).isZero();

        for (TicketKit kit : List.of(first, second)) {
            Ticket ticket = submit(staff(models, kit), "flumbert");
            assertThat(ticket.category().code()).isEqualTo("account");
            assertThat(source(ticket)).isEqualTo(Source.LEARNED);
            assertThat(staff(models, kit).models()).singleElement().satisfies(model -> {
                assertThat(model.field()).isEqualTo(ClassifiedField.CATEGORY);
                assertThat(model.version()).isEqualTo(1);
                assertThat(model.examples()).isEqualTo(10);
                assertThat(model.trainedAt()).isEqualTo(models.desk().clock().instant());
                assertThat(model.evaluation()).isPresent();
            });
        }
    }

    @Test
    default void whatIsErasedAllNodesForget() {
        ModelDesk models = models();
        TicketKit first = kit(models, 0);
        TicketKit second = kit(models, 1);
        TicketService staff = staff(models, first);
        List<Ticket> corrected = correct(staff, "flumbert", "account");
        submit(staff(models, second), "flumbert");
        first.learningWorker().tick();

        staff.erase(corrected.remove(3).id());
        models.desk().clock().advance(EVERY);
        assertThat(second.learningWorker().tick()).isEqualTo(1);
        assertThat(staff.models()).extracting(ModelReport::examples).containsExactly(4);

        corrected.forEach(ticket -> staff.erase(ticket.id()));
        models.desk().clock().advance(EVERY);
        assertThat(second.learningWorker().tick()).isEqualTo(1);
        assertThat(first.learningWorker().tick()).isZero();
        assertThat(staff.models()).isEmpty();
        assertThat(source(submit(staff, "flumbert"))).isEqualTo(Source.RULE);
        assertThat(source(submit(staff(models, second), "flumbert"))).isEqualTo(Source.RULE);
        models.desk().clock().advance(EVERY);
        assertThat(first.learningWorker().tick()).isZero();
    }

    @Test
    default void nodesShareTheWork() {
        ModelDesk models = models();
        List<TicketKit> kits = List.of(kit(models, 0), kit(models, 1));
        List<ModelDesk> tenants = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            ModelDesk tenant = models.other();
            correct(tenant.desk().staff(), "flumbert", "account");
            tenants.add(tenant);
        }

        List<Outcome<Integer>> ticks =
                Desk.atOnce(4, number -> kits.get(number % 2).learningWorker().tick());

        assertThat(ticks.stream().mapToInt(Outcome::get).sum()).isEqualTo(4);
        assertThat(tenants)
                .allSatisfy(tenant -> assertThat(tenant.desk().staff().models())
                        .extracting(ModelReport::version)
                        .containsExactly(1L));
    }
}
