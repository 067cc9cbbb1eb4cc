package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.AttachmentNotFoundException;
import io.ticketkit.AttachmentRules;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentId;
import io.ticketkit.PageRequest;
import io.ticketkit.StorageException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import io.ticketkit.spi.AttachmentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which files are refused, and what becomes of content when something goes wrong, or goes. */
interface AttachmentContentContract extends StorageContract {
    /** Where the content of a ticket's files is. */
    static List<String> keys(Desk desk, Ticket ticket) {
        return desk.asHost(() -> desk.storage(0)
                .<List<String>>read(reader -> reader.attachments().keys(desk.tenant(), ticket.id())));
    }

    /** Whether the storage's own store has it. */
    static boolean isStored(Desk desk, String key) {
        return desk.asHost(
                () -> desk.storage(1).attachmentStore().open(desk.tenant(), key).isPresent());
    }

    private static TicketService withRules(Desk desk, int node, Consumer<AttachmentRules.Builder> settings) {
        AttachmentRules.Builder rules = AttachmentRules.builder();
        settings.accept(rules);
        return desk.service(desk.kit(node, builder -> builder.attachmentRules(rules.build())), Actor.staff("agent-1"));
    }

    private static void assertRefused(ThrowingCallable call, String... violations) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::toString)
                                .containsExactly(violations));
    }

    private static void assertNothingAttached(Desk desk, Ticket ticket) {
        assertThat(desk.staff()
                        .attachments()
                        .list(ticket.id(), PageRequest.first())
                        .items())
                .isEmpty();
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(1);
        assertThat(desk.staff().history(ticket.id(), PageRequest.first()).items())
                .hasSize(1);
    }

    @Test
    default void whatIsTooLargeIsReadNoFurtherAndRefused() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = withRules(desk, 0, rules -> rules.maxBytes(300_000));
        InputStream content = new ByteArrayInputStream(AttachmentContract.content(1_000_000));

        assertRefused(
                () -> staff.attachments().add(ticket.id(), AttachmentDraft.of("a", null), content),
                "file: Ensure this file has no more than 300000 bytes.");

        assertThat(content).hasBinaryContent(lastOf(1_000_000, 699_999));
        assertNothingAttached(desk, ticket);
        assertThat(AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 300_000)
                        .size())
                .isEqualTo(300_000);
    }

    private static byte[] lastOf(int size, int last) {
        return Arrays.copyOfRange(AttachmentContract.content(size), size - last, size);
    }

    @Test
    default void everyViolationAtOnce() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = withRules(desk, 0, rules -> rules.maxFiles(0).refusedTypes(Set.of("text/*")));
        AttachmentDraft draft = AttachmentDraft.builder()
                .name("invoice.pdf.EXE ")
                .mediaType("text/plain")
                .comment(new CommentId(Long.MAX_VALUE))
                .build();

        assertRefused(
                () -> AttachmentContract.attach(staff, ticket, draft, 10),
                "comment: This ticket has no such comment.",
                "file: File extension “exe” is not allowed. Send it in another form.",
                "file: Files of type text/plain are not allowed. Send it in another form.",
                "file: Ensure this ticket has no more than 0 files.");
        assertRefused(
                () -> AttachmentContract.attach(desk.staff(), ticket, AttachmentDraft.of("a", null), 0),
                "file: The submitted file is empty.");
        assertNothingAttached(desk, ticket);
    }

    @Test
    default void publicAndInternalFilesAreCountedApart() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff =
                withRules(desk, 0, rules -> rules.maxFiles(2).maxBytes(100).maxTotalBytes(150));

        AttachmentContract.attach(staff, ticket, AttachmentContract.internal("a"), 100);
        AttachmentContract.attach(staff, ticket, AttachmentContract.internal("a"), 50);
        AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 100);

        assertRefused(
                () -> AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 51),
                "file: Ensure the files of this ticket have no more than 150 bytes together.");
        Attachment last = AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 50);
        assertThatThrownBy(() -> AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 1))
                .hasMessageContaining("no more than 2 files");
        assertThatThrownBy(() -> AttachmentContract.attach(staff, ticket, AttachmentContract.internal("a"), 1))
                .hasMessageContaining("no more than 2 files");
        staff.attachments().delete(ticket.id(), last.id());
        AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 1);
    }

    @Test
    default void ofManyAtTheLimitOnlySoManyFindRoom() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        List<Outcome<Attachment>> outcomes = Desk.atOnce(
                8,
                number -> AttachmentContract.attach(
                        withRules(desk, number % 2, rules -> rules.maxFiles(3)),
                        ticket,
                        AttachmentDraft.of("a", null),
                        300_000));

        assertThat(outcomes.stream().flatMap(outcome -> outcome.returned().stream()))
                .hasSize(3);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(ValidationException.class));
        List<Attachment> found = desk.staff()
                .attachments()
                .list(ticket.id(), PageRequest.first())
                .items();
        assertThat(found).hasSize(3);
        assertThat(found)
                .allSatisfy(file -> assertThat(AttachmentContract.read(desk.staff(), ticket, file.id()))
                        .isEqualTo(AttachmentContract.content(300_000)));
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(4);
    }

    @Test
    default void aFileOfANoteIsInternalThatOfAReplyIsNot() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer").requester("ada").build());
        TicketService staff = desk.staff();
        TicketService ada = desk.as(Actor.requester("ada"));
        Comment note = staff.comments().add(ticket.id(), CommentDraft.note("A note"));
        Comment reply = ada.comments().add(ticket.id(), CommentDraft.reply("A reply"));

        Attachment hidden = AttachmentContract.attach(staff, ticket, to(note), 10);
        Attachment shown = AttachmentContract.attach(ada, ticket, to(reply), 10);

        assertThat(hidden.isInternal()).isTrue();
        assertThat(hidden.comment()).contains(note.id());
        assertThat(shown.isInternal()).isFalse();
        assertThat(ada.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(shown);
        assertRefused(
                () -> AttachmentContract.attach(ada, ticket, to(note), 10),
                "comment: This ticket has no such comment.");
        assertRefused(
                () -> AttachmentContract.attach(
                        staff,
                        ticket,
                        AttachmentDraft.builder()
                                .comment(reply.id())
                                .internal(true)
                                .build(),
                        10),
                "internal: A file of a public reply is public. Attach it to a note, or to the ticket alone.");
        AttachmentContract.attach(staff, ticket, to(reply), 10);
        Comment agents = staff.comments().add(ticket.id(), CommentDraft.reply("Another"));
        assertThatThrownBy(() -> AttachmentContract.attach(ada, ticket, to(agents), 10))
                .isInstanceOf(AccessDeniedException.class);
        Ticket other = desk.submit(Fixtures.draft("Other").requester("ada").build());
        assertRefused(
                () -> AttachmentContract.attach(ada, other, to(reply), 10),
                "comment: This ticket has no such comment.");
    }

    private static AttachmentDraft to(Comment comment) {
        return AttachmentDraft.builder().name("a.txt").comment(comment.id()).build();
    }

    @Test
    default void aDeletedCommentTakesItsFilesAlong() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = desk.staff();
        Comment reply = staff.comments().add(ticket.id(), CommentDraft.reply("A reply"));
        Attachment gone = AttachmentContract.attach(staff, ticket, to(reply), 300_000);
        String key = keys(desk, ticket).get(0);
        Attachment kept = AttachmentContract.attach(staff, ticket, "b.txt");

        staff.comments().delete(reply.id());

        assertThat(staff.attachments().list(ticket.id(), PageRequest.first()).items())
                .containsExactly(kept);
        assertThatThrownBy(() -> AttachmentContract.read(staff, ticket, gone.id()))
                .isInstanceOf(AttachmentNotFoundException.class);
        assertThat(isStored(desk, key)).isFalse();
        assertRefused(
                () -> AttachmentContract.attach(staff, ticket, to(reply), 10),
                "comment: This ticket has no such comment.");
    }

    @Test
    default void anErasedTicketTakesFilesAndContentAlong() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        Ticket other = desk.submit("Other").get(0);
        TicketService staff = desk.staff();
        Comment reply = staff.comments().add(ticket.id(), CommentDraft.reply("A reply"));
        AttachmentContract.attach(staff, ticket, to(reply), 300_000);
        AttachmentContract.attach(staff, ticket, AttachmentContract.internal("b"), 10);
        Attachment kept = AttachmentContract.attach(staff, other, "c.txt");
        List<String> keys = keys(desk, ticket);

        staff.erase(ticket.id());

        assertThat(keys).hasSize(2).noneMatch(key -> isStored(desk, key));
        assertThat(keys(desk, ticket)).isEmpty();
        assertThat(AttachmentContract.read(staff, other, kept.id())).isEqualTo(AttachmentContract.content(10));
    }

    /** Pretends to be sent by somebody who hangs up. */
    private static InputStream failing(int after) {
        return new SequenceInputStream(new ByteArrayInputStream(AttachmentContract.content(after)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the sender is gone");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
            }
        });
    }

    @Test
    default void contentThatFailsAttachesNothing() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        for (int after : List.of(1, 600_000)) {
            assertThatThrownBy(() ->
                            desk.staff().attachments().add(ticket.id(), AttachmentDraft.of("a", null), failing(after)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the sender is gone");
        }

        assertNothingAttached(desk, ticket);
    }

    @Test
    default void whatIsRefusedAnywayIsNotRead() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        assertThatThrownBy(() ->
                        desk.staff().attachments().add(ticket.id(), AttachmentDraft.of("a.exe", null), failing(0)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    default void aVetoLeavesNothingAndTakesNothing() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        Ticket other = desk.submit("Other").get(0);
        Attachment kept = AttachmentContract.attach(desk.staff(), other, AttachmentDraft.of("a", null), 300_000);
        TicketService staff = desk.service(
                desk.kit(
                        0,
                        builder -> builder.beforeCommit(event -> {
                            throw new IllegalStateException("no");
                        })),
                Actor.staff("agent-1"));

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 300_000),
                () -> staff.attachments().delete(other.id(), kept.id()),
                () -> staff.erase(other.id()))) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("no");
        }

        assertNothingAttached(desk, ticket);
        assertThat(AttachmentContract.read(desk.staff(), other, kept.id()))
                .isEqualTo(AttachmentContract.content(300_000));
    }

    /** The same when the host catches what a call threw, and commits. */
    @Test
    default void aFailedCallLeavesNothingInTheHostsTransaction() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = desk.kit(
                        0,
                        builder -> builder.attachmentRules(
                                AttachmentRules.builder().maxBytes(300_000).build()))
                .forTenant(desk.tenant())
                .as(Actor.staff("agent-1"));

        desk.asHost(() -> {
            assertThatThrownBy(
                            () -> staff.attachments().add(ticket.id(), AttachmentDraft.of("a", null), failing(299_999)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 300_001))
                    .isInstanceOf(ValidationException.class);
            return true;
        });

        assertNothingAttached(desk, ticket);
    }

    @Test
    default void whatALaterFailureOfTheHostTakesBackIsGone() {
        Desk desk = desk();
        if (!harness().node(0).joins()) {
            return;
        }
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff =
                desk.kit(0, builder -> {}).forTenant(desk.tenant()).as(Actor.staff("agent-1"));

        assertThatThrownBy(() -> desk.asHost(() -> {
                    AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 300_000);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .hasMessage("the host changed its mind");

        assertNothingAttached(desk, ticket);
    }

    @Test
    default void contentKeptElsewhereGoesOnceTheChangeIsCommitted() {
        Desk desk = desk();
        AttachmentStore elsewhere = new InMemoryTicketStorage().attachmentStore();
        Consumer<TicketKitBuilder> settings = builder -> builder.attachmentStore(elsewhere);
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = desk.service(desk.kit(0, settings), Actor.staff("agent-1"));
        Attachment first = AttachmentContract.attach(staff, ticket, "a.txt");
        String key = keys(desk, ticket).get(0);
        assertThat(isStored(desk, key)).isFalse();
        assertThat(elsewhere.open(desk.tenant(), key)).isPresent();
        assertThat(AttachmentContract.read(staff, ticket, first.id())).isEqualTo(AttachmentContract.content(10));
        TicketService vetoed = desk.service(
                desk.kit(
                        0,
                        settings.andThen(builder -> builder.beforeCommit(event -> {
                            throw new IllegalStateException("no");
                        }))),
                Actor.staff("agent-1"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> vetoed.attachments().delete(ticket.id(), first.id()), () -> vetoed.erase(ticket.id()))) {
            assertThatThrownBy(call).hasMessage("no");
            assertThat(elsewhere.open(desk.tenant(), key)).isPresent();
        }

        desk.asHost(() -> {
            desk.kit(0, settings)
                    .forTenant(desk.tenant())
                    .as(Actor.staff("agent-1"))
                    .attachments()
                    .delete(ticket.id(), first.id());
            return assertThat(elsewhere.open(desk.tenant(), key).isPresent())
                    .isEqualTo(harness().node(0).joins());
        });

        assertThat(elsewhere.open(desk.tenant(), key)).isEmpty();
        AttachmentContract.attach(staff, ticket, "b.txt");
        List<String> rest = keys(desk, ticket);
        staff.erase(ticket.id());
        assertThat(rest)
                .hasSize(1)
                .noneMatch(left -> elsewhere.open(desk.tenant(), left).isPresent());
    }

    /** What cannot be removed now is removed later. */
    @Test
    default void aStoreThatFailsToRemoveStopsNobody() {
        Desk desk = desk();
        AttachmentStore elsewhere = new InMemoryTicketStorage().attachmentStore();
        AttachmentStore stubborn = new AttachmentStore() {
            @Override
            public void put(String tenant, String key, Instant at, InputStream content) throws IOException {
                elsewhere.put(tenant, key, at, content);
            }

            @Override
            public Optional<InputStream> open(String tenant, String key) {
                return elsewhere.open(tenant, key);
            }

            @Override
            public void delete(String tenant, String key) {
                throw new StorageException("the disk is gone", null);
            }

            @Override
            public long removeUnused(Instant before, UnaryOperator<Set<String>> used) {
                return elsewhere.removeUnused(before, used);
            }
        };
        Ticket ticket = desk.submit("Printer").get(0);
        TicketKit kit = desk.kit(0, builder -> builder.attachmentStore(stubborn));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Attachment gone = AttachmentContract.attach(staff, ticket, "a.txt");
        AttachmentContract.attach(staff, ticket, "b.txt");

        staff.attachments().delete(ticket.id(), gone.id());

        assertThat(desk.<Long>asHost(kit::removeUnusedFiles)).isZero();
        desk.clock().advance(Duration.ofHours(25));
        assertThat(desk.<Long>asHost(kit::removeUnusedFiles)).isEqualTo(1);
        assertThat(desk.<Long>asHost(kit::removeUnusedFiles)).isZero();
    }

    @Test
    default void whatBelongsToNoFileIsRemovedAfterADay() {
        Desk desk = desk();
        // nothing else on this storage is that old
        desk.clock().set(Instant.parse("2002-05-01T00:00:00Z"));
        Ticket ticket = desk.submit("Printer").get(0);
        TicketKit kit = desk.kit(
                0,
                builder -> builder.attachmentRules(
                        AttachmentRules.builder().maxBytes(400_000).build()));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Attachment kept = AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 300_000);
        String orphan = AttachmentStoreContract.key();
        desk.asHost(() -> {
            try {
                desk.storage(0)
                        .attachmentStore()
                        .put(desk.tenant(), orphan, desk.clock().instant(), new ByteArrayInputStream(new byte[10]));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> staff.attachments().add(ticket.id(), AttachmentDraft.of("a", null), failing(300_000)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AttachmentContract.attach(staff, ticket, AttachmentDraft.of("a", null), 400_001))
                .isInstanceOf(ValidationException.class);

        assertThat(desk.<Long>asHost(kit::removeUnusedFiles)).isZero();
        desk.clock().advance(Duration.ofHours(25));
        assertThat(isStored(desk, orphan)).isTrue();
        assertThat(desk.<Long>asHost(kit::removeUnusedFiles)).isEqualTo(1);

        assertThat(isStored(desk, orphan)).isFalse();
        assertThat(AttachmentContract.read(staff, ticket, kept.id())).isEqualTo(AttachmentContract.content(300_000));
    }
}
