package io.ticketkit.testkit;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Everything one actor can read, as one text in which numbers of tickets and comments are replaced by their places, so
 * that two tenants with the same story look the same.
 */
record PublicView(TicketService service, List<TicketId> tickets, List<Comment> replies) {
    String text() {
        List<String> lines = new ArrayList<>();
        for (TicketId id : tickets) {
            lines.add(text(service.get(id)));
            ConversationListContract.walked(page -> service.history(id, page)).forEach(line -> lines.add(text(line)));
            lines.add("counts " + service.historyLength(id) + " "
                    + service.comments().count(id));
            ConversationListContract.walked(page -> service.comments().list(id, page))
                    .forEach(comment -> lines.add(text(comment)));
        }
        lines.add("count of all " + service.comments().countAll());
        ConversationListContract.walked(service.comments()::all).forEach(comment -> lines.add("all " + text(comment)));
        replies.forEach(reply -> lines.add(text(service.comments().get(reply.id()))));
        for (TicketOrder order : TicketOrder.values()) {
            TicketQuery query = TicketQuery.builder().order(order).build();
            ConversationListContract.walked(page -> service.search(query, page))
                    .forEach(ticket -> lines.add(order + " " + text(ticket)));
        }
        for (TicketQuery query : List.of(
                TicketQuery.all(),
                TicketQuery.builder().text("hush").build(),
                TicketQuery.builder().text("printer").build(),
                TicketQuery.builder().assignees("senior", "junior").build())) {
            lines.add("count " + service.count(query));
            lines.add(statsOf(query));
            lines.add("trend "
                    + service.trend(query, Desk.today()).stream()
                            .map(bucket -> bucket.start() + "=" + bucket.created())
                            .toList());
        }
        return String.join("\n", lines);
    }

    private String statsOf(TicketQuery query) {
        var stats = service.stats(query);
        return "stats " + stats.total() + " " + stats.open() + " " + stats.byStatus() + " " + stats.byPriority() + " "
                + stats.bySentiment();
    }

    private String text(Ticket ticket) {
        return "ticket " + tickets.indexOf(ticket.id()) + " v" + ticket.version() + " " + ticket.status() + " "
                + ticket.createdAt() + " " + ticket.updatedAt() + " " + ticket.firstResponseAt() + " "
                + ticket.resolvedAt() + " " + ticket.closedAt() + " " + ticket.tags() + " " + ticket.assignee() + " "
                + ticket.title() + " " + ticket.attributes();
    }

    private String text(HistoryEntry line) {
        OptionalLong subject = line.subject();
        return "event " + line.event() + "." + line.position() + " " + line.at() + " " + line.actorRole() + " "
                + line.actorId() + " " + line.kind() + " " + line.change() + " " + line.isInternal() + " "
                + (subject.isPresent() ? placeOf(new CommentId(subject.getAsLong())) : "");
    }

    private String text(Comment comment) {
        List<String> edits = new ArrayList<>();
        try {
            for (CommentEdit edit :
                    service.comments().edits(comment.id(), PageRequest.first()).items()) {
                edits.add(edit.number() + edit.content() + edit.editorId() + edit.replacedAt());
            }
        } catch (AccessDeniedException e) {
            edits.add(e.getMessage());
        }
        return "comment " + placeOf(comment.id()) + " on " + tickets.indexOf(comment.ticket()) + " " + comment.kind()
                + " " + comment.author() + " " + comment.isInternal() + " " + comment.content() + " "
                + comment.createdAt() + " " + comment.editedAt() + " " + comment.deletedAt() + " " + edits;
    }

    private int placeOf(CommentId id) {
        return replies.stream().map(Comment::id).toList().indexOf(id);
    }
}
