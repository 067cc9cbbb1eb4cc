package io.ticketkit.jpa.internal;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.CommentId;
import io.ticketkit.Rating;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.WholeTicket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Writes what hangs on whole tickets: a batch for each kind of thing. */
record ArchiveRows(Layout layout, IdBlocks feedbackIds) {
    void insert(Connection connection, List<WholeTicket> whole) throws SQLException {
        Sql.batch(
                connection,
                CommentCells.insertInto(layout.name("ticket_comment")),
                whole.stream().flatMap(ticket -> ticket.comments().stream()).map(CommentCells::values));
        batch(
                connection,
                "ticket_comment_edit",
                "comment_id, edit_number, content, editor_role, editor_id, replaced_at",
                whole.stream().flatMap(ArchiveRows::edits));
        batch(
                connection,
                "ticket_rating",
                "score, content, actor_role, actor_id, rated_at, changed_at",
                whole.stream().flatMap(ArchiveRows::rating));
        List<List<Sql.Value>> feedback = new ArrayList<>();
        for (WholeTicket ticket : whole) {
            for (AnswerFeedback said : ticket.feedback()) {
                feedback.add(feedback(ticket, said, feedbackIds.next(connection, layout)));
            }
        }
        batch(
                connection,
                "ticket_answer_feedback",
                "id, helpful, comment_id, content, actor_role, actor_id, said_at, changed_at",
                feedback.stream());
    }

    private void batch(Connection connection, String table, String columns, Stream<List<Sql.Value>> rows)
            throws SQLException {
        long marks = columns.chars().filter(c -> c == ',').count();
        Sql.batch(
                connection,
                "insert into " + layout.name(table) + " (tenant, ticket_id, " + columns + ") values (?, ?, ?"
                        + ", ?".repeat((int) marks) + ")",
                rows);
    }

    private static List<Sql.Value> row(WholeTicket ticket, Sql.Value... more) {
        List<Sql.Value> row = new ArrayList<>();
        row.add(Sql.Value.text(ticket.stored().ticket().tenant()));
        row.add(Sql.Value.number(ticket.stored().ticket().id().value()));
        Collections.addAll(row, more);
        return row;
    }

    private static Stream<List<Sql.Value>> edits(WholeTicket ticket) {
        return ticket.edits().stream()
                .map(edit -> row(
                        ticket,
                        Sql.Value.number(edit.comment().value()),
                        Sql.Value.number((long) edit.number()),
                        Sql.Value.text(edit.content()),
                        Sql.Value.text(edit.editorRole().wireName()),
                        Sql.Value.text(edit.editorId()),
                        Sql.Value.number(EpochMicros.of(edit.replacedAt()))));
    }

    private static Stream<List<Sql.Value>> rating(WholeTicket ticket) {
        Rating rating = ticket.rating();
        if (rating == null) {
            return Stream.empty();
        }
        return Stream.of(row(
                ticket,
                Sql.Value.number((long) rating.score()),
                Sql.Value.text(rating.comment().orElse(null)),
                Sql.Value.text(rating.actorRole().wireName()),
                Sql.Value.text(rating.actorId()),
                Sql.Value.number(EpochMicros.of(rating.at())),
                Sql.Value.number(EpochMicros.of(rating.changedAt()))));
    }

    private static List<Sql.Value> feedback(WholeTicket ticket, AnswerFeedback said, long id) {
        return row(
                ticket,
                Sql.Value.number(id),
                Sql.Value.flag(said.isHelpful()),
                Sql.Value.number(said.comment().map(CommentId::value).orElse(null)),
                Sql.Value.text(said.text().orElse(null)),
                Sql.Value.text(said.actorRole().wireName()),
                Sql.Value.text(said.actorId()),
                Sql.Value.number(EpochMicros.of(said.at())),
                Sql.Value.number(EpochMicros.of(said.changedAt())));
    }
}
