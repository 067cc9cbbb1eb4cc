package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.Scope;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAssistant;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.StoredTicket;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Similar tickets, and likely duplicates. */
interface SimilarContract extends StorageContract {
    @Test
    default void theSameWordsAreFoundFirstAndUnrelatedOnesNotAtAll() {
        Desk desk = desk();
        Ticket same = submit(desk, "Printer jams", "The printer on the second floor jams with thick paper.");
        Ticket alike = submit(desk, "Paper jam", "Our printer eats every second sheet.");
        submit(desk, "Refund wanted", "You charged me twice in March.");
        Ticket ticket = submit(desk, "printer JAMS", "Thick paper jams the printer on the second floor");

        List<SimilarTicket> found = desk.staff().assistant().similar(ticket.id(), SimilarQuery.all());

        assertThat(found).extracting(SimilarTicket::id).containsExactly(same.id(), alike.id());
        assertThat(found.get(0).score()).isEqualTo(1);
        assertThat(found.get(0).title()).isEqualTo("Printer jams");
        assertThat(found.get(0).status()).isEqualTo(Status.OPEN);
        assertThat(found.get(0).category()).isEqualTo(same.category());
        assertThat(found.get(0).sharedWords()).contains("printer", "thick", "floor");
        assertThat(found.get(1).score()).isBetween(0.15, 0.9);
        assertThat(found.get(1).sharedWords()).contains("printer").doesNotContain("thick", "the", "on");
    }

    @Test
    default void theScoreIsTheSameFromBothSides() {
        Desk desk = desk();
        Ticket one = submit(desk, "Printer jams", "It jams with thick paper and makes a noise.");
        Ticket other = submit(desk, "Noise", "The printer makes a terrible noise.");
        TicketAssistant assistant = desk.staff().assistant();

        double there = assistant.similar(one.id(), SimilarQuery.all()).get(0).score();
        double back = assistant.similar(other.id(), SimilarQuery.all()).get(0).score();

        assertThat(there).isBetween(0.15, 0.9);
        assertThat(back).isCloseTo(there, Offset.offset(0.05));
    }

    @Test
    default void wordsMayEndDifferently() {
        Desk desk = desk();
        Ticket german = submit(desk, "Rechnung", "Die Rechnungen vom Januar fehlen.");
        submit(desk, "Login", "Ich kann mich nicht anmelden.");

        List<SimilarTicket> found =
                desk.staff().assistant().similar(null, "Fehlende Rechnung für Januar", SimilarQuery.all());

        assertThat(found).extracting(SimilarTicket::id).containsExactly(german.id());
        assertThat(found.get(0).sharedWords()).containsExactlyInAnyOrder("fehlende", "rechnung", "januar");
    }

    @Test
    default void numbersThatBeginAlikeAreDifferent() {
        Desk desk = desk();
        submit(desk, "Order 4711001", "4711001");
        Ticket right = submit(desk, "Order 4711002", "4711002");

        assertThat(desk.staff().assistant().similar(null, "4711002", SimilarQuery.all()))
                .extracting(SimilarTicket::id)
                .containsExactly(right.id());
    }

    @Test
    default void solvedOnesAndDuplicatesAreToldApart() {
        Desk desk = desk();
        Ticket solved = submit(desk, "Printer jams", "It jams with thick paper.");
        desk.staff().transition(solved.id(), Expected.any(), Status.RESOLVED);
        Ticket open = submit(desk, "Printer jams", "It jams with thick paper.");
        Ticket far = submit(desk, "Paper order", "We ran out of everything: envelopes, staples, pens, glue, paper.");
        Ticket ticket = submit(desk, "Printer jams", "It jams with thick paper.");
        TicketAssistant assistant = desk.staff().assistant();

        assertThat(assistant.solved(ticket.id())).extracting(SimilarTicket::id).containsExactly(solved.id());
        assertThat(assistant.duplicates(ticket.id()))
                .extracting(SimilarTicket::id)
                .containsExactly(open.id());
        SimilarQuery low = SimilarQuery.builder().minScore(0).build();
        assertThat(assistant.similar(ticket.id(), low))
                .extracting(SimilarTicket::id)
                .containsExactly(solved.id(), open.id(), far.id());
        assertThat(assistant.similar(
                        ticket.id(),
                        low.toBuilder().limit(1).statuses(Status.OPEN).build()))
                .extracting(SimilarTicket::id)
                .containsExactly(open.id());
    }

    @Test
    default void whatWasMergedIsRepresentedByItsOriginal() {
        Desk desk = desk();
        Ticket original = submit(desk, "Printer jams", "It jams with thick paper.");
        Ticket duplicate = submit(desk, "Printer jams", "It jams with thick paper.");
        Ticket ticket = submit(desk, "Printer jams", "It jams with thick paper.");
        TicketAssistant assistant = desk.staff().assistant();
        assertThat(assistant.duplicates(ticket.id()))
                .extracting(SimilarTicket::id)
                .containsExactly(original.id(), duplicate.id());

        desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());

        assertThat(assistant.duplicates(ticket.id()))
                .extracting(SimilarTicket::id)
                .containsExactly(original.id());
        assertThat(assistant.solved(ticket.id())).isEmpty();
        assertThat(assistant.similar(ticket.id(), SimilarQuery.all()))
                .extracting(SimilarTicket::id)
                .containsExactly(original.id());
        assertThat(assistant.similar(duplicate.id(), SimilarQuery.all()))
                .extracting(SimilarTicket::id)
                .containsExactly(original.id(), ticket.id());
    }

    @Test
    default void nobodyFindsWhatIsOutOfScope() {
        Desk desk = desk();
        Desk other = desk();
        Ticket own = ofRequester(desk, "ada");
        Ticket foreign = ofRequester(desk, "bob");
        submit(other, "Printer jams", "It jams with thick paper.");
        Ticket ticket = ofRequester(desk, "ada");
        TicketAssistant ada = desk.service(
                        desk.kit(
                                0,
                                builder -> builder.accessPolicy(
                                        actor -> new Access(EnumSet.allOf(Action.class), Scope.requester(actor.id())))),
                        Actor.requester("ada"))
                .assistant();

        assertThat(ada.similar(ticket.id(), SimilarQuery.all()))
                .extracting(SimilarTicket::id)
                .containsExactly(own.id());
        assertThat(ada.similar("Printer jams", "Thick paper", SimilarQuery.all()))
                .extracting(SimilarTicket::id)
                .containsExactly(own.id(), ticket.id());
        assertThatThrownBy(() -> ada.similar(foreign.id(), SimilarQuery.all()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> desk.as(Actor.requester("ada")).assistant().similar(ticket.id(), SimilarQuery.all()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    default void wrongTextsAreRefused() {
        TicketAssistant assistant = desk().staff().assistant();

        assertThatThrownBy(() -> assistant.similar(null, " ", SimilarQuery.all()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("description");
        assertThatThrownBy(() -> SimilarQuery.builder().limit(51)).isInstanceOf(ValidationException.class);
        assertThat(assistant.similar(
                        null, "?! … the and", SimilarQuery.builder().minScore(0).build()))
                .isEmpty();
        assertThatThrownBy(() -> assistant.similar(new TicketId(Long.MAX_VALUE), SimilarQuery.all()))
                .isInstanceOf(TicketNotFoundException.class);
    }

    /** More newer tickets than are looked at one by one. */
    @Test
    default void anOldOneIsFoundByItsRareWords() {
        Desk desk = desk();
        Ticket old = submit(desk, "Café Zürich: Kassenbon fehlt", "The till prints no receipts since the update.");
        Ticket merged = submit(desk, "Café Zürich: Kassenbon fehlt", "The till prints no receipts since the update.");
        desk.staff().links().merge(merged.id(), Expected.any(), old.id());
        // as rare, but only in one word
        submit(desk, "Receipts", "Where are they?");
        Ticket sample = submit(desk, "Newer", "Newer");
        desk.asHost(() -> harness().node(0).write(writer -> {
            writer.insert(IntStream.range(0, 600)
                    .mapToObj(number -> new NewTicket(
                            new StoredTicket(
                                    sample.toBuilder()
                                            .id(writer.nextId())
                                            .title("Update " + number)
                                            .description("Something about an update and about topic " + number % 50)
                                            .createdAt(sample.createdAt().plusSeconds(number))
                                            .updatedAt(sample.createdAt().plusSeconds(number))
                                            .build(),
                                    1),
                            List.of()))
                    .toList());
            return true;
        }));

        List<SimilarTicket> found = desk.staff()
                .assistant()
                .similar("Receipt in Zurich", "No receipts from the till after an update", SimilarQuery.all());

        assertThat(found.get(0).id()).isEqualTo(old.id());
        assertThat(found.get(0).sharedWords()).contains("zurich", "receipt", "till");
        assertThat(found).extracting(SimilarTicket::id).doesNotContain(merged.id());
        assertThat(desk.staff()
                        .assistant()
                        .similar(
                                old.id(),
                                SimilarQuery.builder().statuses(Status.CLOSED).build()))
                .isEmpty();
    }

    private static Ticket submit(Desk desk, String title, String description) {
        return desk.submit(TicketDraft.of(title, description));
    }

    private static Ticket ofRequester(Desk desk, String requester) {
        return desk.submit(TicketDraft.builder()
                .title("Printer jams")
                .description("It jams with thick paper.")
                .requester(requester)
                .build());
    }
}
