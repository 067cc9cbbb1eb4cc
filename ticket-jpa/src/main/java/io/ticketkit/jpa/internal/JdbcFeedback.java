package io.ticketkit.jpa.internal;

import io.ticketkit.Actor;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.CommentId;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.Source;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.FeedbackWriter;
import io.ticketkit.spi.JudgedReply;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAnswerFeedback;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people think of the help they got, by SQL. */
final class JdbcFeedback implements FeedbackWriter {
    private static final Keyset BY_TIME = new Keyset("said_at", "id", true);
    private static final Keyset CHANGED_LAST = new Keyset("f.changed_at", "f.id", false);
    private static final String RATING = "score, content, actor_role, actor_id, rated_at, changed_at";
    private static final String ANSWER =
            "helpful, run_id, comment_id, content, actor_role, actor_id, said_at, changed_at";

    private final SqlSession session;
    private final Layout layout;
    private final IdBlocks ids;
    private final String ratings;
    private final String answers;

    JdbcFeedback(SqlSession session, Layout layout, IdBlocks ids) {
        this.session = session;
        this.layout = layout;
        this.ids = ids;
        this.ratings = layout.name("ticket_rating");
        this.answers = layout.name("ticket_answer_feedback");
    }

    private static Sql of(String tenant, TicketId ticket) {
        return Sql.of(" where tenant = ? and ticket_id = ?", Sql.Value.text(tenant), Sql.Value.number(ticket.value()));
    }

    @Override
    public Optional<Rating> rating(String tenant, TicketId ticket) {
        Sql sql = Sql.of("select " + RATING + " from " + ratings).plus(of(tenant, ticket));
        return session
                .call(connection -> sql.list(
                        connection,
                        row -> Rating.builder(ticket, row.integer())
                                .comment(row.textOrNull())
                                .actor(row.role(), row.text())
                                .at(row.time(), row.time())
                                .build()))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<StoredAnswerFeedback> answer(
            String tenant,
            TicketId ticket,
            Actor.Role role,
            String actor,
            @Nullable RunId run,
            @Nullable CommentId comment) {
        Sql sql = answersWhere(of(tenant, ticket))
                .plus(Sql.of(
                        " and actor_role = ? and actor_id = ? and about_run = ? and about_comment = ?",
                        Sql.Value.text(role.wireName()),
                        Sql.Value.text(actor),
                        Sql.Value.number(run == null ? 0 : run.value()),
                        Sql.Value.number(run != null || comment == null ? 0 : comment.value())));
        return list(tenant, sql).stream().findFirst();
    }

    private Sql answersWhere(Sql condition) {
        return Sql.of("select id, ticket_id, " + ANSWER + " from " + answers).plus(condition);
    }

    private List<StoredAnswerFeedback> list(String tenant, Sql sql) {
        return session.call(connection -> sql.list(connection, row -> read(tenant, row)));
    }

    private static StoredAnswerFeedback read(String tenant, Row row) throws SQLException {
        // in the order of the columns
        long id = row.number();
        AnswerFeedback.Builder feedback = AnswerFeedback.builder(new TicketId(row.number()), row.flag());
        Long run = row.numberOrNull();
        Long comment = row.numberOrNull();
        feedback.run(run == null ? null : new RunId(run))
                .comment(comment == null ? null : new CommentId(comment))
                .text(row.textOrNull())
                .actor(row.role(), row.text())
                .at(row.time(), row.time());
        return new StoredAnswerFeedback(tenant, id, feedback.build());
    }

    @Override
    public List<StoredAnswerFeedback> answersOf(String tenant, TicketId ticket, Seek seek) {
        Sql sql = answersWhere(of(tenant, ticket))
                .plus(BY_TIME.after(layout.dialect().isPostgresql() ? null : "tenant, ticket_id", seek));
        return BY_TIME.inOrder(seek, list(tenant, sql));
    }

    @Override
    public List<AnswerFeedback> answersOf(String tenant, Collection<TicketId> tickets, int limit) {
        if (tickets.isEmpty()) {
            return List.of();
        }
        List<Sql.Value> values = new ArrayList<>();
        values.add(Sql.Value.text(tenant));
        tickets.forEach(ticket -> values.add(Sql.Value.number(ticket.value())));
        String marks = String.join(", ", Collections.nCopies(tickets.size(), "?"));
        Sql sql = answersWhere(Sql.of(" where tenant = ? and ticket_id in (" + marks + ")", values))
                .plus(Sql.of(" order by changed_at desc, id desc fetch first ? rows only", limit));
        return list(tenant, sql).stream().map(StoredAnswerFeedback::feedback).toList();
    }

    @Override
    public List<JudgedReply> judgedReplies(String tenant, int limit) {
        // outer joins, so that the limit is one of what is looked at
        Sql sql = Sql.of(
                        "select r.id, f.actor_role, f.actor_id, f.helpful, r.source, r.model, r.confidence from "
                                + answers
                                + " f left join " + layout.name("ticket_comment")
                                + " c on c.tenant = f.tenant and c.id = f.comment_id left join "
                                + layout.name("ticket_run")
                                + " r on r.id = coalesce(f.run_id, c.ai_run_id) and r.tenant = f.tenant"
                                + " and r.ticket_id = f.ticket_id and r.purpose = 'reply' and r.confidence is not null"
                                + " where f.tenant = ?",
                        tenant)
                .plus(CHANGED_LAST.first(layout.dialect().isPostgresql() ? null : "f.tenant", limit));
        return session.call(connection -> sql.list(connection, JdbcFeedback::judged)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<JudgedReply> judged(Row row) throws SQLException {
        Long run = row.numberOrNull();
        return run == null
                ? Optional.empty()
                : Optional.of(new JudgedReply(
                        new RunId(run),
                        row.role(),
                        row.text(),
                        row.flag(),
                        row.code(Source::parse),
                        row.textOrNull(),
                        row.decimal()));
    }

    @Override
    public void rate(String tenant, Rating rating) {
        List<Sql.Value> values = List.of(
                Sql.Value.number((long) rating.score()),
                Sql.Value.text(rating.comment().orElse(null)),
                Sql.Value.text(rating.actorRole().wireName()),
                Sql.Value.text(rating.actorId()),
                Sql.Value.number(EpochMicros.of(rating.at())),
                Sql.Value.number(EpochMicros.of(rating.changedAt())));
        List<Sql.Value> row = new ArrayList<>(values);
        row.add(Sql.Value.text(tenant));
        row.add(Sql.Value.number(rating.ticket().value()));
        Sql update = Sql.of("update " + ratings + " set " + RATING.replace(",", " = ?,") + " = ?", values)
                .plus(of(tenant, rating.ticket()));
        Sql insert = Sql.of(
                "insert into " + ratings + " (" + RATING + ", tenant, ticket_id) values (?, ?, ?, ?, ?, ?, ?, ?)", row);
        // the ticket is locked: nobody rates between
        session.call(connection -> update.update(connection) == 1 || insert.update(connection) == 1);
    }

    @Override
    public long nextAnswerId() {
        return ids.next(session, layout);
    }

    @Override
    public void put(StoredAnswerFeedback stored) {
        AnswerFeedback feedback = stored.feedback();
        List<Sql.Value> values = List.of(
                Sql.Value.flag(feedback.isHelpful()),
                Sql.Value.number(feedback.run().map(RunId::value).orElse(null)),
                Sql.Value.number(feedback.comment().map(CommentId::value).orElse(null)),
                Sql.Value.text(feedback.text().orElse(null)),
                Sql.Value.text(feedback.actorRole().wireName()),
                Sql.Value.text(feedback.actorId()),
                Sql.Value.number(EpochMicros.of(feedback.at())),
                Sql.Value.number(EpochMicros.of(feedback.changedAt())));
        List<Sql.Value> row = new ArrayList<>(values);
        row.add(Sql.Value.text(stored.tenant()));
        row.add(Sql.Value.number(feedback.ticket().value()));
        row.add(Sql.Value.number(stored.id()));
        Sql update = Sql.of("update " + answers + " set " + ANSWER.replace(",", " = ?,") + " = ?", values)
                .plus(of(stored.tenant(), feedback.ticket()))
                .plus(Sql.of(" and id = ?", stored.id()));
        Sql insert = Sql.of(
                "insert into " + answers + " (" + ANSWER
                        + ", tenant, ticket_id, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row);
        session.call(connection -> update.update(connection) == 1 || insert.update(connection) == 1);
    }
}
