package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.Priority;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.spi.LabelledText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people decided can be learned from: theirs only, as it is now, and it shows when it changes. */
interface LabelContract extends StorageContract {
    private ModelDesk models() {
        return new ModelDesk(harness());
    }

    private static List<LabelledText> labelled(ModelDesk desk, @Nullable TicketId before, int limit) {
        return desk.read(1, models -> models.labelled(desk.tenant(), before, limit));
    }

    private static List<LabelledText> labelled(ModelDesk desk) {
        return labelled(desk, null, 100);
    }

    private static LabelledText text(Ticket ticket, @Nullable Category category, @Nullable Priority priority) {
        return new LabelledText(ticket.id(), ticket.title(), ticket.description(), category, priority);
    }

    private static Ticket change(ModelDesk desk, Ticket ticket, TicketChange change) {
        return desk.desk().staff().update(ticket.id(), Expected.any(), change);
    }

    private static TicketChange category(String code) {
        return TicketChange.builder().category(code).build();
    }

    @Test
    default void onlyWhatAPersonChoseIsALabel() {
        ModelDesk desk = models();
        Category billing = new Category("billing");
        Ticket guessed = desk.desk().submit("Guessed").get(0);
        Ticket byCategory = desk.label("Category");
        Ticket byPriority = desk.desk()
                .submit(Fixtures.draft("Priority").priority(Priority.LOW).build());
        TicketDraft both = Fixtures.draft("Both")
                .category("billing")
                .priority(Priority.HIGH)
                .build();
        Ticket byBoth = desk.desk().as(Actor.requester("ada")).submit(both);
        Ticket byProgram = desk.desk().as(Actor.system("import")).submit(both);
        Ticket accepted = desk.desk()
                .staff()
                .accept(desk.desk().submit("Accepted").get(0).id(), Expected.any(), ClassifiedField.CATEGORY);
        Ticket corrected = change(desk, desk.desk().submit("Corrected").get(0), category("billing"));

        assertThat(labelled(desk))
                .containsExactly(
                        text(corrected, billing, null),
                        text(accepted, accepted.category(), null),
                        text(byBoth, billing, Priority.HIGH),
                        text(byPriority, null, Priority.LOW),
                        text(byCategory, billing, null));
        assertThat(labelled(desk)).extracting(LabelledText::id).doesNotContain(guessed.id(), byProgram.id());
    }

    @Test
    default void labelsAndTextsAreThoseOfNow() {
        ModelDesk desk = models();
        Ticket ticket = desk.label("Printer");

        change(desk, ticket, category("technical"));
        assertThat(labelled(desk)).containsExactly(text(ticket, new Category("technical"), null));
        String longest = "😀".repeat(20_000);
        Ticket changed = change(
                desk,
                ticket,
                TicketChange.builder().title("New").description(longest).build());
        assertThat(labelled(desk)).containsExactly(text(changed, new Category("technical"), null));
        assertThat(changed.description()).isEqualTo(longest);
        desk.desk().as(Actor.system("sync")).update(ticket.id(), Expected.any(), category("billing"));
        assertThat(labelled(desk)).isEmpty();
        change(desk, ticket, TicketChange.builder().priority(Priority.LOW).build());
        assertThat(labelled(desk)).containsExactly(text(changed, null, Priority.LOW));
    }

    @Test
    default void labelledTicketsArePagedByIdAndEachComesOnce() {
        ModelDesk desk = models();
        List<TicketId> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            desk.desk().submit("Between");
            ids.add(0, desk.label("Ticket " + i).id());
        }
        // labelled late, with a small id; the others' times have no part in the order
        Ticket last = desk.desk().submit("Late").get(0);
        change(desk, last, category("billing"));
        ids.add(0, last.id());

        List<TicketId> paged = new ArrayList<>();
        TicketId before = null;
        List<LabelledText> page;
        do {
            page = labelled(desk, before, 3);
            page.forEach(text -> paged.add(text.id()));
            before = paged.get(paged.size() - 1);
            assertThat(page).hasSizeLessThanOrEqualTo(3);
        } while (page.size() == 3);

        assertThat(ids).isSortedAccordingTo((a, b) -> Long.compare(b.value(), a.value()));
        assertThat(paged).isEqualTo(ids);
        assertThat(labelled(desk)).extracting(LabelledText::id).isEqualTo(ids);
        assertThat(labelled(desk, ids.get(3), 1)).extracting(LabelledText::id).containsExactly(ids.get(4));
        assertThat(labelled(desk, ids.get(7), 5)).isEmpty();
        assertThat(labelled(desk, new TicketId(1), 5)).isEmpty();
        assertThat(labelled(desk, new TicketId(Long.MAX_VALUE), 2)).hasSize(2);
    }

    @Test
    default void labelsAreTheTenantsOwn() {
        ModelDesk one = models();
        ModelDesk other = one.other();
        Ticket ticket = one.label("One");
        String before = one.fingerprint();

        Ticket others = other.label("Other");

        assertThat(labelled(one)).extracting(LabelledText::id).containsExactly(ticket.id());
        assertThat(labelled(other)).extracting(LabelledText::id).containsExactly(others.id());
        assertThat(one.fingerprint()).isEqualTo(before).isNotEqualTo(other.fingerprint());
        assertThat(labelled(one.other())).isEmpty();
    }

    @Test
    default void anErasedTicketIsNoLabelAnyMore() {
        ModelDesk desk = models();
        Ticket kept = desk.label("Kept");
        Ticket erased = desk.label("Erased");

        desk.desk().staff().erase(erased.id());

        assertThat(labelled(desk)).extracting(LabelledText::id).containsExactly(kept.id());
    }

    @Test
    default void theFingerprintChangesWithTextsAndLabels() {
        ModelDesk desk = models();
        Set<String> seen = new HashSet<>();
        seen.add(desk.fingerprint());
        Ticket first = desk.label("First");
        assertThat(seen.add(desk.fingerprint())).as("labelled").isTrue();
        Ticket second = desk.label("Second");
        assertThat(seen.add(desk.fingerprint())).as("another").isTrue();
        change(desk, first, category("technical"));
        assertThat(seen.add(desk.fingerprint())).as("labelled anew").isTrue();
        change(desk, first, category("billing"));
        assertThat(seen.add(desk.fingerprint())).as("and back").isTrue();
        change(desk, second, TicketChange.builder().description("New text.").build());
        assertThat(seen.add(desk.fingerprint())).as("another text").isTrue();
        change(desk, first, TicketChange.builder().priority(Priority.CRITICAL).build());
        assertThat(seen.add(desk.fingerprint())).as("a second label").isTrue();
        desk.desk().staff().erase(second.id());
        assertThat(seen.add(desk.fingerprint())).as("erased").isTrue();
        Ticket third = desk.desk().submit("Third").get(0);
        desk.desk().staff().accept(third.id(), Expected.any(), ClassifiedField.CATEGORY);
        assertThat(seen.add(desk.fingerprint())).as("accepted").isTrue();
        desk.desk().staff().erase(first.id());
        desk.desk().staff().erase(third.id());
        assertThat(desk.fingerprint()).as("none left").isEqualTo(models().fingerprint());
        assertThat(seen)
                .allSatisfy(fingerprint -> assertThat(fingerprint).isNotBlank().hasSizeLessThanOrEqualTo(100));
    }

    @Test
    default void theFingerprintStaysWhileLabelsStay() {
        ModelDesk desk = models();
        desk.label("First");
        desk.label("Second");
        String before = desk.fingerprint();

        Ticket guessed = desk.desk().submit("Guessed").get(0);
        desk.desk().clock().advance(Duration.ofDays(1));
        change(desk, guessed, TicketChange.builder().description("New text.").build());
        desk.replace(desk.model(1, "learned"));
        labelled(desk);

        assertThat(desk.fingerprint()).isEqualTo(before);
    }
}
