package io.ticketkit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who should hear of an event. Nobody is told of what he did himself; requesters hear of their own tickets, never of
 * anything internal; assignees of tickets they take care of. One event tells a person one thing.
 */
public final class Notifications {
    private Notifications() {}

    /**
     * A handler that tells people.
     *
     * @param name the name of the handler
     * @param sink how they are told
     * @return the handler
     */
    public static OutboxHandler handler(String name, NotificationSink sink) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sink, "sink");
        return new OutboxHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void handle(OutboxEvent event) throws Exception {
                for (Notification notification : of(event)) {
                    sink.send(notification);
                }
            }
        };
    }

    /**
     * Finds out who should hear of an event. The same event gives the same again, unless the ticket has another requester
     * or assignee by then.
     *
     * @param event what happened
     * @return at most one for each person, the assignee's first; of a reply on a ticket that was merged, before it that of
     *     the assignee of the original; none of a ticket that was erased
     */
    public static List<Notification> of(OutboxEvent event) {
        Ticket ticket = event.ticket().orElse(null);
        if (ticket == null) {
            return List.of();
        }
        Set<Notification.Reason> reasons = reasons(event, ticket);
        List<Notification> all = new ArrayList<>();
        // who takes care of the original reads there what is said on its duplicates
        event.original()
                .filter(original -> reasons.contains(Notification.Reason.REQUESTER_REPLIED))
                .flatMap(original -> original.assignee()
                        .map(person -> new Notification(
                                person, Actor.Role.STAFF, Notification.Reason.REQUESTER_REPLIED, event, original)))
                .ifPresent(all::add);
        ticket.assignee()
                .flatMap(person -> reasons.stream()
                        .filter(Notification.Reason::isForAssignees)
                        .findFirst()
                        .map(reason -> new Notification(person, Actor.Role.STAFF, reason, event, ticket)))
                .ifPresent(all::add);
        ticket.requester()
                .filter(person -> !event.isInternal())
                .flatMap(person -> reasons.stream()
                        .filter(Notification.Reason::isForRequesters)
                        .findFirst()
                        .map(reason -> new Notification(person, Actor.Role.REQUESTER, reason, event, ticket)))
                .ifPresent(all::add);
        Set<String> told = new HashSet<>();
        all.removeIf(notification -> isActor(event, notification.recipient()) || !told.add(notification.recipient()));
        return all;
    }

    private static Set<Notification.Reason> reasons(OutboxEvent event, Ticket ticket) {
        Set<Notification.Reason> reasons = EnumSet.noneOf(Notification.Reason.class);
        // who is the assignee by now hears of it; who was it for a moment has nothing to do any more
        Optional<String> given = event.type().equals("submitted")
                ? event.assignee()
                : event.change(TicketField.ASSIGNEE).map(FieldChange::to);
        if (given.isPresent() && given.equals(ticket.assignee())) {
            reasons.add(Notification.Reason.ASSIGNED_TO_YOU);
        }
        event.change(TicketField.STATUS).ifPresent(change -> {
            boolean wasDone = isDone(change.from());
            if (wasDone && !isDone(change.to())) {
                reasons.add(Notification.Reason.REOPENED);
            } else if (!wasDone && Status.RESOLVED.wireName().equals(change.to())) {
                reasons.add(Notification.Reason.RESOLVED);
            }
        });
        boolean commented = event.lines().stream().anyMatch(line -> line.kind() == HistoryEntry.Kind.COMMENTED);
        if (commented && event.comment().filter(Comment::isDeleted).isEmpty()) {
            reasons.add(commented(event, ticket));
        }
        return reasons;
    }

    private static Notification.Reason commented(OutboxEvent event, Ticket ticket) {
        if (event.isInternal()) {
            return Notification.Reason.INTERNAL_NOTE;
        }
        // staff may have written it down for the requester
        boolean byRequester = event.comment()
                .map(comment -> comment.kind() == CommentKind.USER)
                .orElse(event.actorRole() == Actor.Role.REQUESTER
                        || ticket.requester().filter(event.actorId()::equals).isPresent());
        return byRequester ? Notification.Reason.REQUESTER_REPLIED : Notification.Reason.NEW_REPLY_FOR_REQUESTER;
    }

    private static boolean isDone(@Nullable String status) {
        return Status.RESOLVED.wireName().equals(status)
                || Status.CLOSED.wireName().equals(status);
    }

    /** A program has no mail box, whatever its name is. */
    private static boolean isActor(OutboxEvent event, String person) {
        return event.actorRole() != Actor.Role.SYSTEM && event.actorId().equals(person);
    }
}
