package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Notification.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who hears what, and what nobody hears. */
class NotificationsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final TicketId ID = new TicketId(7);

    private static Ticket ticket(@Nullable String requester, @Nullable String assignee) {
        return Ticket.builder()
                .id(ID)
                .tenant("acme")
                .status(Status.OPEN)
                .title("Printer")
                .description("Details.")
                .category(new Category("general"))
                .priority(Priority.MEDIUM)
                .sentiment(Sentiment.NEUTRAL)
                .requester(requester)
                .assignee(assignee)
                .createdAt(NOW)
                .updatedAt(NOW)
                .build();
    }

    private static OutboxEvent.Builder event(String type, long number, Actor actor) {
        return OutboxEvent.builder("acme", ID, number)
                .type(type)
                .at(NOW)
                .actor(actor.role(), actor.id())
                .ticket(ticket("ada", "bob"));
    }

    private static HistoryEntry changed(TicketField field, @Nullable String from, @Nullable String to) {
        return line(HistoryEntry.Kind.CHANGED)
                .change(new FieldChange(field, from, to))
                .build();
    }

    private static HistoryEntry.Builder line(HistoryEntry.Kind kind) {
        return HistoryEntry.builder(2, 0).at(NOW).actor(Actor.Role.STAFF, "bob").kind(kind);
    }

    private static List<Notification> statusBy(Actor actor, String from, String to) {
        return Notifications.of(event("updated", 2, actor)
                .lines(List.of(changed(TicketField.STATUS, from, to)))
                .build());
    }

    private static List<Notification> commentBy(Actor actor, boolean internal) {
        return Notifications.of(event("commented", 2, actor)
                .internal(internal)
                .hidden(internal ? 1 : 0)
                .lines(List.of(line(HistoryEntry.Kind.COMMENTED)
                        .internal(internal)
                        .subject(5L)
                        .build()))
                .build());
    }

    private static Tuple told(String recipient, Actor.Role role, Reason reason) {
        return Tuple.tuple(recipient, role, reason);
    }

    private static void assertTold(List<Notification> all, Tuple... expected) {
        assertThat(all)
                .extracting(Notification::recipient, Notification::recipientRole, Notification::reason)
                .containsExactly(expected);
    }

    @Test
    void whoIsGivenATicketHearsOfIt() {
        OutboxEvent.Builder assigned =
                event("updated", 2, Actor.staff("carol")).lines(List.of(changed(TicketField.ASSIGNEE, null, "bob")));
        assertTold(Notifications.of(assigned.build()), told("bob", Actor.Role.STAFF, Reason.ASSIGNED_TO_YOU));
        assertThat(Notifications.of(assigned.actor(Actor.Role.STAFF, "bob").build()))
                .isEmpty();
        assertThat(Notifications.of(assigned.actor(Actor.Role.STAFF, "carol")
                        .ticket(ticket("ada", "dora"))
                        .build()))
                .isEmpty();
        assertThat(Notifications.of(assigned.lines(List.of(changed(TicketField.ASSIGNEE, "bob", null)))
                        .ticket(ticket("ada", null))
                        .build()))
                .isEmpty();
    }

    @Test
    void whoGotATicketAfterItWasSubmittedHearsOfItOnce() {
        OutboxEvent.Builder submitted = event("submitted", 1, Actor.requester("ada"));
        assertTold(
                Notifications.of(submitted.assignee("bob").build()),
                told("bob", Actor.Role.STAFF, Reason.ASSIGNED_TO_YOU));
        // the assignment is an event of its own, and tells him
        assertThat(Notifications.of(submitted.assignee(null).build())).isEmpty();
        assertThat(Notifications.of(submitted.assignee("dora").build())).isEmpty();
    }

    @Test
    void requesterAndAssigneeHearWhatTheOtherWrote() {
        assertTold(commentBy(Actor.requester("ada"), false), told("bob", Actor.Role.STAFF, Reason.REQUESTER_REPLIED));
        assertTold(
                commentBy(Actor.staff("bob"), false),
                told("ada", Actor.Role.REQUESTER, Reason.NEW_REPLY_FOR_REQUESTER));
        assertTold(
                commentBy(Actor.system("bob"), false),
                told("ada", Actor.Role.REQUESTER, Reason.NEW_REPLY_FOR_REQUESTER));
    }

    @Test
    void aReplyOnADuplicateIsToldToWhoTakesCareOfTheOriginal() {
        OutboxEvent.Builder reply = event("commented", 2, Actor.requester("ada"))
                .lines(List.of(line(HistoryEntry.Kind.COMMENTED).subject(5L).build()))
                .original(ticket("zoe", "dora"));
        List<Notification> told = Notifications.of(reply.build());
        assertTold(
                told,
                told("dora", Actor.Role.STAFF, Reason.REQUESTER_REPLIED),
                told("bob", Actor.Role.STAFF, Reason.REQUESTER_REPLIED));
        assertThat(told.get(0).ticket().requester()).contains("zoe");
        assertThat(told.get(0).dedupeKey()).isNotEqualTo(told.get(1).dedupeKey());
        assertTold(
                Notifications.of(reply.original(ticket("zoe", "bob")).build()),
                told("bob", Actor.Role.STAFF, Reason.REQUESTER_REPLIED));
        assertTold(
                Notifications.of(reply.original(ticket("zoe", null)).build()),
                told("bob", Actor.Role.STAFF, Reason.REQUESTER_REPLIED));
        assertTold(
                Notifications.of(reply.original(ticket("ada", "ada")).build()),
                told("bob", Actor.Role.STAFF, Reason.REQUESTER_REPLIED));
        assertTold(
                Notifications.of(reply.original(ticket("zoe", "dora"))
                        .lines(List.of(changed(TicketField.ASSIGNEE, null, "bob")))
                        .build()),
                told("bob", Actor.Role.STAFF, Reason.ASSIGNED_TO_YOU));
    }

    @Test
    void aRequesterNeverHearsOfAnythingInternal() {
        assertTold(commentBy(Actor.staff("carol"), true), told("bob", Actor.Role.STAFF, Reason.INTERNAL_NOTE));
        assertThat(commentBy(Actor.staff("bob"), true)).isEmpty();
        assertThat(Notifications.of(event("updated", 2, Actor.staff("carol"))
                        .internal(true)
                        .lines(List.of(changed(TicketField.STATUS, "open", "resolved")))
                        .build()))
                .isEmpty();
    }

    @Test
    void resolvingAndReopeningAreTold() {
        assertTold(
                statusBy(Actor.staff("bob"), "open", "resolved"), told("ada", Actor.Role.REQUESTER, Reason.RESOLVED));
        assertThat(statusBy(Actor.staff("bob"), "closed", "resolved")).isEmpty();
        assertThat(statusBy(Actor.staff("bob"), "open", "in_progress")).isEmpty();
        assertTold(
                statusBy(Actor.requester("ada"), "resolved", "open"), told("bob", Actor.Role.STAFF, Reason.REOPENED));
        assertTold(
                statusBy(Actor.staff("carol"), "closed", "open"),
                told("bob", Actor.Role.STAFF, Reason.REOPENED),
                told("ada", Actor.Role.REQUESTER, Reason.REOPENED));
    }

    @Test
    void onePersonHearsOneThing() {
        OutboxEvent both = event("updated", 2, Actor.staff("carol"))
                .lines(List.of(
                        changed(TicketField.STATUS, "resolved", "open"), changed(TicketField.ASSIGNEE, null, "bob")))
                .build();
        assertTold(
                Notifications.of(both),
                told("bob", Actor.Role.STAFF, Reason.ASSIGNED_TO_YOU),
                told("ada", Actor.Role.REQUESTER, Reason.REOPENED));
        OutboxEvent own = event("updated", 2, Actor.staff("carol"))
                .ticket(ticket("bob", "bob"))
                .lines(List.of(changed(TicketField.STATUS, "resolved", "open")))
                .build();
        assertTold(Notifications.of(own), told("bob", Actor.Role.STAFF, Reason.REOPENED));
    }

    @Test
    void ofAnErasedTicketNobodyHears() {
        assertThat(Notifications.of(OutboxEvent.builder("acme", ID, 3)
                        .type("erased")
                        .at(NOW)
                        .actor(Actor.Role.STAFF, "bob")
                        .build()))
                .isEmpty();
    }

    @Test
    void theKeyIsStableAndCountsForARequesterOnlyWhatHeSees() {
        Notification first = commentBy(Actor.staff("carol"), false).get(0);
        Notification again = commentBy(Actor.staff("carol"), false).get(0);
        assertThat(first.dedupeKey()).matches("[0-9a-f]{32}").isEqualTo(again.dedupeKey());

        OutboxEvent.Builder resolved = event("updated", 3, Actor.staff("carol"))
                .lines(List.of(changed(TicketField.STATUS, "open", "resolved")));
        String without = Notifications.of(event("updated", 2, Actor.staff("carol"))
                        .lines(List.of(changed(TicketField.STATUS, "open", "resolved")))
                        .build())
                .get(0)
                .dedupeKey();
        assertThat(Notifications.of(resolved.hidden(1).build()).get(0).dedupeKey())
                .isEqualTo(without);
        assertThat(Notifications.of(resolved.hidden(0).build()).get(0).dedupeKey())
                .isNotEqualTo(without);
        assertThat(first.toString()).doesNotContain("ada", "bob", "carol", "Printer");
    }

    @Test
    void theHandlerFeedsTheSink() throws Exception {
        List<Reason> sent = new ArrayList<>();
        OutboxHandler handler = Notifications.handler("mail", notification -> sent.add(notification.reason()));
        assertThat(handler.name()).isEqualTo("mail");

        handler.handle(
                event("submitted", 1, Actor.requester("ada")).assignee("bob").build());

        assertThat(sent).containsExactly(Reason.ASSIGNED_TO_YOU);
    }
}
