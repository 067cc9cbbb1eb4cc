package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ClassificationException;
import io.ticketkit.Erasure;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.PersonalData;
import io.ticketkit.ProcessingInput;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Somebody is erased while others are at work. */
interface PrivacyRaceContract extends StorageContract {
    private static TicketPrivacy privacy(Desk desk) {
        return desk.as(Actor.system("officer")).privacy();
    }

    private static Ticket ofAda(Desk desk, TicketKit kit) {
        return desk.service(kit, Actor.requester("ada"))
                .submit(Fixtures.draft("Printer").build());
    }

    /** How many runs still say why. */
    private static int reasons(Desk desk) {
        Instant ever = Instant.parse("2200-01-01T00:00:00Z");
        return desk.asHost(() -> desk.storage(0)
                .<Integer>write(writer -> writer.retention().forgetRunTexts(desk.tenant(), ever, 1_000)));
    }

    @Test
    default void whatWaitsAgainForAnErasedTicketHoldsUpNobody() {
        BackgroundDesk desk = new BackgroundDesk(harness());
        TicketPrivacy privacy = privacy(desk.desk());
        TicketKit busy = desk.kit(0, request -> {
            privacy.erase("ada");
            throw new ClassificationException(FailureReason.CIRCUIT_OPEN, "nobody was asked", null, null);
        });
        ofAda(desk.desk(), busy);
        busy.classificationWorker().tick();
        assertThat(desk.asked()).containsExactly("Printer");
        desk.desk().clock().advance(Duration.ofMinutes(5));
        TicketKit kit = desk.kit(0, request -> Optional.of(BackgroundDesk.answer()));
        Ticket door = desk.submit(kit, "Door");

        kit.classificationWorker().tick();

        assertThat(desk.found(door).category().code()).isEqualTo("billing");
        assertThat(desk.asked()).containsExactly("Printer", "Door");
        assertThat(reasons(desk.desk())).isEqualTo(1);
    }

    @Test
    default void whatAJobAskedAboutAnErasedTicketIsNotKept() {
        ProcessingDesk desk = new ProcessingDesk(harness());
        TicketPrivacy privacy = privacy(desk.desk());
        TicketKit kit = desk.kit(0, request -> {
            privacy.erase("ada");
            return Optional.of(ProcessingDesk.answer().toBuilder()
                    .rationale("It says: " + request.description())
                    .build());
        });
        ofAda(desk.desk(), desk.desk().kit(0, builder -> {}));

        desk.processor(kit)
                .job(
                        "all",
                        ProcessingInput.tickets(TicketQuery.all()),
                        ProcessingDesk.options().build())
                .run();

        assertThat(desk.asked()).containsOnlyKeys("Printer");
        assertThat(desk.tickets()).isEmpty();
        assertThat(reasons(desk.desk())).isZero();
    }

    @Test
    default void whatIsClassifiedAgainWhileItIsErasedIsNotKept() {
        Desk desk = desk();
        if (desk.storage(0).joins()) {
            // no model is asked in the host's transaction, and nobody else sees its ticket before its end
            return;
        }
        TicketKit kit = desk.kit(
                0,
                builder -> builder.classifier(request -> {
                    privacy(desk).erase("ada");
                    return Optional.of(BackgroundDesk.answer());
                }));
        Ticket ticket = ofAda(desk, desk.kit(0, builder -> {}));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));

        assertThatThrownBy(() -> staff.runs().reclassify(ticket.id())).isInstanceOf(TicketNotFoundException.class);

        assertThat(reasons(desk)).isZero();
    }

    /** On which others ask about a text whenever something is written. */
    final class Busy extends WrappedStorage {
        private final Runnable others;

        private Busy(TicketStorage inner, Runnable others) {
            super(inner);
            this.others = others;
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            others.run();
            return super.write(work);
        }
    }

    @Test
    default void itEndsThoughOthersGoOnAsking() {
        Desk desk = desk();
        if (desk.storage(0).joins()) {
            // there nobody else writes in its transaction
            return;
        }
        TicketKit kit = desk.kit(
                1,
                builder -> builder.offlineClassifier(request -> Fixtures.plainClassifier()
                        .classify(request)
                        .map(answer -> answer.toBuilder().rationale("because").build())));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        AtomicInteger asked = new AtomicInteger();
        TicketStorage busy = new Busy(desk.storage(0), () -> {
            if (asked.incrementAndGet() <= 60) {
                desk.clock().advance(Duration.ofSeconds(1));
                staff.classify(null, "What if?");
            }
        });
        staff.classify(null, "Something of Ada's");

        TicketKit.builder()
                .storage(busy)
                .clock(desk.clock())
                .build()
                .forTenant(desk.tenant())
                .as(Actor.system("officer"))
                .privacy()
                .erase("ada");

        assertThat(asked).hasValueLessThan(30);
        // what was asked before it began has none any more
        assertThat(reasons(desk)).isBetween(1, asked.get());
    }

    @Test
    default void whatAListenerRefusesToLetGoKeepsNothingElse() {
        Desk desk = desk();
        List<Ticket> held = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> {
            builder.beforeCommit(event -> {
                if (event instanceof TicketEvent.Erased
                        && held.stream()
                                .anyMatch(ticket ->
                                        ticket.id().equals(event.header().ticketId()))) {
                    throw new IllegalStateException("held by law");
                }
            });
            if (harness().node(0).joins()) {
                builder.transactionRunner(work -> harness().asHost(() -> {
                    work.run();
                    return true;
                }));
            }
        });
        TicketService ada = desk.service(kit, Actor.requester("ada"));
        held.add(ada.submit(Fixtures.draft("Printer").build()));
        ada.submit(Fixtures.draft("Door").idempotencyKey("k").build());
        ada.conversations().start(null);
        TicketPrivacy privacy = desk.service(kit, Actor.system("officer")).privacy();

        assertThatThrownBy(() -> kit.forTenant(desk.tenant())
                        .as(Actor.system("officer"))
                        .privacy()
                        .erase("ada"))
                .hasMessage("held by law");

        List<PersonalData> left = new ArrayList<>();
        privacy.export("ada", left::add);
        assertThat(left.stream().filter(PersonalData.OwnTicket.class::isInstance))
                .singleElement()
                .satisfies(own -> assertThat(
                                ((PersonalData.OwnTicket) own).ticket().id())
                        .isEqualTo(held.get(0).id()));
        assertThat(left).noneMatch(PersonalData.Chatted.class::isInstance);
        assertThat(left).noneMatch(PersonalData.KeyUsed.class::isInstance);

        held.clear();
        assertThat(privacy.erase("ada").tickets()).isEqualTo(2);
    }

    /** Ids of people may be numbers. */
    @Test
    default void aScoreIsNoPerson() {
        Desk desk = desk();
        TicketService bob = desk.as(Actor.requester("bob"));
        TicketService staff = desk.staff();
        Ticket ticket = bob.submit(Fixtures.draft("Printer").build());
        staff.assign(ticket.id(), Expected.any(), "3");
        staff.assign(ticket.id(), Expected.any(), "4");
        bob.feedback().rate(ticket.id(), 3, null);
        bob.feedback().rate(ticket.id(), 4, null);

        Erasure erasure = privacy(desk).erase("3");

        assertThat(erasure.otherTickets()).isEqualTo(1);
        assertThat(staff.history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::change)
                .filteredOn(Optional::isPresent)
                .extracting(Optional::get)
                .contains(
                        new FieldChange(TicketField.ASSIGNEE, TicketPrivacy.ERASED, "4"),
                        new FieldChange(TicketField.RATING, null, "3"),
                        new FieldChange(TicketField.RATING, "3", "4"));
        assertThat(privacy(desk).erase("3")).isEqualTo(Erasure.builder().build());
    }
}
