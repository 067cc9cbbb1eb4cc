package io.ticketkit.testkit;

import static io.ticketkit.testkit.AttachmentContract.attach;
import static io.ticketkit.testkit.AttachmentContract.content;
import static io.ticketkit.testkit.AttachmentContract.internal;
import static io.ticketkit.testkit.AttachmentContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.AttachmentNotFoundException;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.Expected;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketMergedException;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The files of a duplicate are seen among those of its original. */
interface MergedAttachmentContract extends StorageContract {
    private static Ticket of(Desk desk, String requester) {
        return desk.submit(Fixtures.draft("Printer").requester(requester).build());
    }

    private static Attachment file(Desk desk, TicketService service, Ticket ticket, String name) {
        desk.clock().advance(Duration.ofSeconds(1));
        return attach(service, ticket, name);
    }

    private static List<Attachment> files(TicketService service, Ticket ticket) {
        return service.attachments().list(ticket.id(), PageRequest.first()).items();
    }

    private static void merge(Desk desk, Ticket duplicate, Ticket original) {
        desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());
    }

    @Test
    default void filesAreSeenAndReadOnTheOriginalByThoseWhoMaySeeBoth() {
        Desk desk = desk();
        TicketService staff = desk.staff();
        TicketService bob = desk.as(Actor.requester("bob"));
        Ticket anns = of(desk, "ann");
        Ticket bobs = of(desk, "bob");
        Ticket original = of(desk, "bob");
        Attachment first = file(desk, staff, original, "1.txt");
        Attachment ofAnn = file(desk, staff, anns, "2.txt");
        Attachment ofBob = file(desk, staff, bobs, "3.txt");
        desk.clock().advance(Duration.ofSeconds(1));
        Attachment hidden = attach(staff, bobs, internal("4.txt"), 20);
        Attachment last = file(desk, staff, original, "5.txt");

        merge(desk, anns, bobs);
        merge(desk, bobs, original);

        assertThat(files(staff, original)).containsExactly(first, ofAnn, ofBob, hidden, last);
        assertThat(files(bob, original)).containsExactly(first, ofBob, last);
        assertThat(files(staff, bobs)).containsExactly(ofBob, hidden);
        assertThat(files(desk.as(Actor.requester("ann")), anns)).containsExactly(ofAnn);
        for (Attachment file : files(staff, original)) {
            assertThat(staff.attachments().find(original.id(), file.id())).contains(file);
        }
        assertThat(read(staff, original, hidden.id())).isEqualTo(content(20));
        assertThat(read(bob, original, ofBob.id())).isEqualTo(content(10));
        for (Attachment unseen : List.of(ofAnn, hidden)) {
            assertThat(bob.attachments().find(original.id(), unseen.id())).isEmpty();
            assertThatThrownBy(() -> read(bob, original, unseen.id())).isInstanceOf(AttachmentNotFoundException.class);
        }
        assertThat(staff.attachments().find(bobs.id(), first.id())).isEmpty();
        assertThat(staff.attachments().find(bobs.id(), ofAnn.id())).isEmpty();
        // who may see the duplicate only learns nothing by way of the original
        assertThat(desk.as(Actor.requester("ann")).attachments().find(original.id(), ofAnn.id()))
                .isEmpty();
        assertThatThrownBy(() -> files(desk.as(Actor.requester("ann")), original))
                .isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void joinedFilesArePagedForwardAndBack() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        TicketService staff = desk.staff();
        List<Attachment> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(file(desk, staff, i % 2 == 0 ? duplicate : original, i + ".txt"));
        }
        merge(desk, duplicate, original);

        Page<Attachment> page = staff.attachments().list(original.id(), PageRequest.first(2));
        List<Attachment> found = new ArrayList<>(page.items());
        while (page.next().isPresent()) {
            page = staff.attachments()
                    .list(original.id(), PageRequest.at(page.next().get(), 2));
            found.addAll(page.items());
        }

        assertThat(found).isEqualTo(made);
        assertThat(staff.attachments()
                        .list(original.id(), PageRequest.at(page.previous().orElseThrow(), 2))
                        .items())
                .isEqualTo(made.subList(2, 4));
    }

    @Test
    default void aFileIsDeletedWhereItIs() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        TicketService staff = desk.staff();
        Attachment file = file(desk, staff, duplicate, "a.txt");
        merge(desk, duplicate, original);

        assertThatThrownBy(() -> staff.attachments().delete(original.id(), file.id()))
                .isInstanceOf(AttachmentNotFoundException.class);
        assertThat(files(staff, original)).containsExactly(file);
        staff.attachments().delete(duplicate.id(), file.id());

        assertThat(files(staff, original)).isEmpty();
    }

    @Test
    default void onlyWhatRequestersAttachIsTakenOnADuplicate() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        TicketService staff = desk.staff();
        TicketService ann = desk.as(Actor.requester("ann"));
        Comment reply = staff.comments().add(duplicate.id(), CommentDraft.reply("See the file"));
        AttachmentDraft ofReply =
                AttachmentDraft.builder().name("a.txt").comment(reply.id()).build();
        merge(desk, duplicate, original);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> attach(staff, duplicate, "a.txt"),
                () -> attach(staff, duplicate, internal("a.txt"), 10),
                () -> attach(staff, duplicate, ofReply, 10),
                () -> attach(desk.as(Actor.system("bot")), duplicate, "a.txt"))) {
            assertThatThrownBy(call).isInstanceOfSatisfying(TicketMergedException.class, e -> {
                assertThat(e.id()).isEqualTo(duplicate.id());
                assertThat(e.original()).contains(original.id());
            });
        }
        assertThat(files(staff, duplicate)).isEmpty();
        Attachment file = attach(ann, duplicate, "a.txt");

        assertThat(file.ticket()).isEqualTo(duplicate.id());
        assertThat(files(ann, duplicate)).containsExactly(file);
        assertThat(files(staff, original)).containsExactly(file);
    }
}
