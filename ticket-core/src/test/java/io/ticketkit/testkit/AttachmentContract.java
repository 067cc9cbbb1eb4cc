package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.AttachmentId;
import io.ticketkit.AttachmentNotFoundException;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that hang on tickets: who sees them, and what they do to the ticket. */
interface AttachmentContract extends StorageContract {
    /** A file of some bytes. */
    static Attachment attach(TicketService service, Ticket ticket, AttachmentDraft draft, int size) {
        try {
            return service.attachments().add(ticket.id(), draft, new ByteArrayInputStream(content(size)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Attachment attach(TicketService service, Ticket ticket, String name) {
        return attach(service, ticket, AttachmentDraft.of(name, "text/plain"), 10);
    }

    static AttachmentDraft internal(String name) {
        return AttachmentDraft.builder().name(name).internal(true).build();
    }

    /** The same for the same size. */
    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] read(TicketService service, Ticket ticket, AttachmentId id) {
        try {
            return service.attachments().read(ticket.id(), id, (file, content) -> content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(TicketService service, Ticket ticket) {
        return service.history(ticket.id(), PageRequest.first()).items().stream()
                .map(line -> line.event() + " " + line.kind().wireName()
                        + (line.subject().isPresent() ? " " + line.subject().getAsLong() : ""))
                .toList();
    }

    private Ticket adasTicket(Desk desk) {
        return desk.submit(Fixtures.draft("Printer").requester("ada").build());
    }

    @Test
    default void whatIsAttachedIsListedAndRead() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        desk.clock().advance(Duration.ofMinutes(1));
        Instant now = desk.clock().instant();
        AttachmentDraft draft = AttachmentDraft.of("C:\\temp\\invoice.PDF", "Application/PDF; q=1");

        Attachment made = attach(desk.as(Actor.requester("ada")), ticket, draft, 600_000);

        assertThat(made.name()).isEqualTo("invoice.PDF");
        assertThat(made.mediaType()).isEqualTo("application/pdf");
        assertThat(made.size()).isEqualTo(600_000);
        assertThat(made.sha256()).isEqualTo(sha256(content(600_000)));
        assertThat(made.authorId()).isEqualTo("ada");
        assertThat(made.authorRole()).isEqualTo(Actor.Role.REQUESTER);
        assertThat(made.createdAt()).isEqualTo(now);
        assertThat(made.ticket()).isEqualTo(ticket.id());
        assertThat(made.comment()).isEmpty();
        assertThat(made.isInternal()).isFalse();
        TicketService other = desk.on(1, Actor.staff("b"));
        assertThat(other.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(made);
        assertThat(other.attachments().find(ticket.id(), made.id())).contains(made);
        assertThat(read(other, ticket, made.id())).isEqualTo(content(600_000));
        Ticket after = desk.staff().get(ticket.id());
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(now);
        assertThat(lines(desk.as(Actor.requester("ada")), ticket))
                .containsExactly("1 submitted", "2 attached " + made.id());
    }

    @Test
    default void whatIsDeletedIsGone() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService staff = desk.staff();
        Attachment first = attach(staff, ticket, "a.txt");
        Attachment second = attach(staff, ticket, "a.txt");
        String key = AttachmentContentContract.keys(desk, ticket).get(0);

        staff.attachments().delete(ticket.id(), first.id());

        assertThat(staff.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(second);
        assertThat(staff.attachments().find(ticket.id(), first.id())).isEmpty();
        assertThatThrownBy(() -> read(staff, ticket, first.id())).isInstanceOf(AttachmentNotFoundException.class);
        assertThatThrownBy(() -> staff.attachments().delete(ticket.id(), first.id()))
                .isInstanceOf(AttachmentNotFoundException.class);
        assertThat(AttachmentContentContract.isStored(desk, key)).isFalse();
        assertThat(read(staff, ticket, second.id())).isEqualTo(content(10));
        assertThat(staff.get(ticket.id()).version()).isEqualTo(4);
        assertThat(lines(staff, ticket)).last().isEqualTo("4 detached " + first.id());
    }

    @Test
    default void listenersHearOfFiles() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        List<TicketEvent> before = new ArrayList<>();
        List<TicketEvent> after = new ArrayList<>();
        TicketService staff = desk.service(
                desk.kit(0, builder -> builder.beforeCommit(before::add).afterCommit(after::add)), Actor.staff("a"));

        Attachment first = attach(staff, ticket, "a.txt");
        Attachment second = attach(staff, ticket, internal("b.txt"), 10);
        staff.attachments().delete(ticket.id(), first.id());

        assertThat(after).isEqualTo(before).hasSize(3);
        assertThat(after).extracting(event -> event.header().number()).containsExactly(2L, 3L, 4L);
        assertThat(after.get(0)).isInstanceOfSatisfying(TicketEvent.Attached.class, event -> {
            assertThat(event.attachment()).isEqualTo(first);
            assertThat(event.ticket().version()).isEqualTo(2);
        });
        assertThat(after.get(1)).isInstanceOfSatisfying(TicketEvent.Attached.class, event -> {
            assertThat(event.attachment()).isEqualTo(second);
            assertThat(event.ticket().version()).isEqualTo(2);
        });
        assertThat(after.get(2)).isInstanceOfSatisfying(TicketEvent.Detached.class, event -> {
            assertThat(event.attachment()).isEqualTo(first);
            assertThat(event.ticket().version()).isEqualTo(3);
        });
    }

    @Test
    default void nothingTellsARequesterOfAnInternalFile() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService staff = desk.staff();
        TicketService ada = desk.as(Actor.requester("ada"));
        Attachment first = attach(ada, ticket, "a.txt");
        desk.clock().advance(Duration.ofMinutes(1));
        Attachment hidden = attach(staff, ticket, internal("b.txt"), 10);
        Attachment gone = attach(staff, ticket, internal("c.txt"), 10);
        staff.attachments().delete(ticket.id(), gone.id());

        Ticket seen = ada.get(ticket.id());
        assertThat(seen.version()).isEqualTo(2);
        assertThat(seen.updatedAt()).isEqualTo(first.createdAt());
        assertThat(ada.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(first);
        assertThat(ada.attachments().find(ticket.id(), hidden.id())).isEmpty();
        assertThatThrownBy(() -> read(ada, ticket, hidden.id())).isInstanceOf(AttachmentNotFoundException.class);
        assertThatThrownBy(() -> ada.attachments().delete(ticket.id(), hidden.id()))
                .isInstanceOf(AttachmentNotFoundException.class);
        Attachment last = attach(ada, ticket, "d.txt");
        assertThat(lines(ada, ticket))
                .containsExactly("1 submitted", "2 attached " + first.id(), "3 attached " + last.id());
        assertThat(List.of(first, last)).allMatch(file -> file.id().value() % 2 == 0);
        assertThat(List.of(hidden, gone)).allMatch(file -> file.id().value() % 2 == 1);
        assertThat(staff.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(first, hidden, last);
        assertThat(read(staff, ticket, hidden.id())).isEqualTo(content(10));
        assertThat(lines(staff, ticket)).hasSize(6).contains("5 detached " + gone.id());
        assertThat(staff.history(ticket.id(), PageRequest.first()).items().stream()
                        .filter(HistoryEntry::isInternal))
                .hasSize(3);
    }

    @Test
    default void whoMayNotSeeTheTicketFindsNothing() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        Attachment file = attach(desk.staff(), ticket, "a.txt");

        for (TicketService stranger : List.of(desk.as(Actor.requester("bob")), desk().staff())) {
            assertThatThrownBy(() -> attach(stranger, ticket, internal("virus.exe"), 0))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> stranger.attachments().list(ticket.id(), PageRequest.first()))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThat(stranger.attachments().find(ticket.id(), file.id())).isEmpty();
            assertThatThrownBy(() -> read(stranger, ticket, file.id())).isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> stranger.attachments().delete(ticket.id(), file.id()))
                    .isInstanceOf(TicketNotFoundException.class);
        }
        Ticket other = adasTicket(desk);
        assertThat(desk.staff().attachments().find(other.id(), file.id())).isEmpty();
        assertThatThrownBy(() -> read(desk.staff(), other, file.id())).isInstanceOf(AttachmentNotFoundException.class);
    }

    @Test
    default void onesOwnFilesMayBeDeletedThoseOfOthersByModerators() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService ada = desk.as(Actor.requester("ada"));
        Attachment adas = attach(ada, ticket, "a.txt");
        Attachment adasToo = attach(ada, ticket, "b.txt");
        Attachment agents = attach(desk.as(Actor.staff("ada")), ticket, "c.txt");

        assertThatThrownBy(() -> ada.attachments().delete(ticket.id(), agents.id()))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(Action.MODERATE));
        assertThatThrownBy(() -> attach(ada, ticket, internal("d.txt"), 10))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(Action.INTERNAL_NOTES));
        ada.attachments().delete(ticket.id(), adas.id());
        desk.staff().attachments().delete(ticket.id(), adasToo.id());

        assertThat(ada.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(agents);
    }

    @Test
    default void filesAreListedByPagesOldestFirst() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService staff = desk.staff();
        List<Attachment> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(attach(desk.on(i % 2, Actor.staff("a")), ticket, i + ".txt"));
            desk.clock().advance(Duration.ofSeconds(1));
        }

        List<Attachment> found = new ArrayList<>();
        Page<Attachment> page = staff.attachments().list(ticket.id(), PageRequest.first(2));
        found.addAll(page.items());
        while (page.next().isPresent()) {
            page = staff.attachments()
                    .list(ticket.id(), PageRequest.at(page.next().get(), 2));
            found.addAll(page.items());
        }

        assertThat(found).isEqualTo(made);
        assertThat(staff.attachments()
                        .list(ticket.id(), PageRequest.at(page.previous().orElseThrow(), 2))
                        .items())
                .isEqualTo(made.subList(2, 4));
    }
}
