package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketFeedback;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAnswerFeedback;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people think, on tickets of one tenant, as one actor may see them. */
record ScopedFeedback(Engine engine, String tenant, Actor actor) implements TicketFeedback {
    @Override
    public Rating rate(TicketId id, int score, @Nullable String comment) {
        Access access = access();
        String said = comment == null || comment.isBlank() ? null : comment.strip();
        return engine.write((writer, emit) -> {
            StoredTicket stored = lock(writer, access, id);
            require(access.allows(Action.RATE), Action.RATE);
            refuse(Rating.violations(score, said));
            Optional<Rating> before = writer.feedback().rating(tenant, id);
            boolean own = before.filter(this::isOwn).isPresent();
            require(before.isEmpty() || own || isRequester(stored.ticket()), Action.RATE);
            Instant at = timeOf(stored.ticket());
            Instant first = own ? before.map(Rating::at).orElse(at) : at;
            Rating rating = Rating.builder(id, score)
                    .comment(said)
                    .actor(actor.role(), actor.id())
                    .at(first, at)
                    .build();
            if (own && before.filter(earlier -> saysTheSame(earlier, rating)).isPresent()) {
                return before.get();
            }
            writer.feedback().rate(tenant, rating);
            tell(writer, emit, stored, before, rating);
            return rating;
        });
    }

    private boolean isOwn(Rating rating) {
        return rating.actorRole() == actor.role() && rating.actorId().equals(actor.id());
    }

    private boolean isRequester(Ticket ticket) {
        return actor.role() == Actor.Role.REQUESTER
                && ticket.requester().filter(actor.id()::equals).isPresent();
    }

    private static boolean saysTheSame(Rating one, Rating other) {
        return one.score() == other.score() && one.comment().equals(other.comment());
    }

    private void tell(
            TicketWriter writer,
            Consumer<TicketEvent> emit,
            StoredTicket stored,
            Optional<Rating> before,
            Rating rating) {
        Ticket ticket = stored.ticket();
        History history = History.next(stored, rating.changedAt(), actor);
        Ticket after = ticket.toBuilder()
                .version(ticket.version() + 1)
                .updatedAt(rating.changedAt())
                .build();
        writer.update(stored, history.stored(after), List.of(history.rated(before, rating)));
        emit.accept(new TicketEvent.Rated(history.header(after), after, rating));
    }

    @Override
    public Optional<Rating> find(TicketId id) {
        Access access = access();
        return engine.storage()
                .read(reader -> reader.find(tenant, access.scope(), id).isEmpty()
                        ? Optional.empty()
                        : reader.feedback().rating(tenant, id));
    }

    @Override
    public AnswerFeedback judge(TicketId id, AnswerFeedbackDraft draft) {
        Access access = access();
        RunId run = draft.run().orElse(null);
        CommentId comment = draft.comment().orElse(null);
        return engine.write((writer, emit) -> {
            StoredTicket stored = lock(writer, access, id);
            requireMayJudge(access, run);
            refuse(violations(writer, access, id, draft));
            Optional<StoredAnswerFeedback> before =
                    writer.feedback().answer(tenant, id, actor.role(), actor.id(), run, comment);
            Instant at = timeOf(stored.ticket());
            Instant first = before.map(earlier -> earlier.feedback().at()).orElse(at);
            AnswerFeedback feedback = AnswerFeedback.builder(id, draft.isHelpful())
                    .run(run)
                    .comment(comment)
                    .text(draft.text().orElse(null))
                    .actor(actor.role(), actor.id())
                    .at(first, at)
                    .build();
            long number = before.map(StoredAnswerFeedback::id)
                    .orElseGet(() -> writer.feedback().nextAnswerId());
            writer.feedback().put(new StoredAnswerFeedback(tenant, number, feedback));
            return feedback;
        });
    }

    /** Who knows of a run may ask for drafts; what a requester can judge is what was sent. */
    private void requireMayJudge(Access access, @Nullable RunId run) {
        boolean may = access.allows(Action.ASSIST) || (run == null && access.allows(Action.RATE));
        require(may, run == null ? Action.RATE : Action.ASSIST);
    }

    private List<Violation> violations(TicketReader reader, Access access, TicketId id, AnswerFeedbackDraft draft) {
        List<Violation> all = new ArrayList<>(draft.violations());
        if (draft.run()
                .filter(run ->
                        reader.runs().ticketOf(tenant, run).filter(id::equals).isEmpty())
                .isPresent()) {
            all.add(new Violation("run", "This ticket has no such run."));
        }
        if (draft.comment()
                .filter(comment -> !isAnswer(reader, access, id, comment))
                .isPresent()) {
            all.add(new Violation("comment", "This ticket has no such comment that a machine wrote."));
        }
        return all;
    }

    private boolean isAnswer(TicketReader reader, Access access, TicketId id, CommentId comment) {
        return reader.comments()
                .find(tenant, access.scope(), access.allows(Action.INTERNAL_NOTES), comment)
                .filter(found -> found.ticket().equals(id) && found.kind() != CommentKind.USER && found.isGenerated())
                .isPresent();
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
    }

    @Override
    public Page<AnswerFeedback> list(TicketId id, PageRequest page) {
        Access access = access();
        Cursors cursors = Cursors.of("feedback", tenant, actor, id.toString());
        Seek seek = cursors.seek(page);
        List<StoredAnswerFeedback> found = engine.storage().read(reader -> {
            if (reader.find(tenant, access.scope(), id).isEmpty()) {
                throw new TicketNotFoundException(id);
            }
            require(access.allows(Action.VIEW_RUNS) || access.allows(Action.ASSIST), Action.VIEW_RUNS);
            // what was judged may be a draft in a note
            require(access.allows(Action.INTERNAL_NOTES), Action.INTERNAL_NOTES);
            return reader.feedback().answersOf(tenant, id, seek);
        });
        return cursors.page(page, seek, found, ScopedFeedback::positionOf).map(StoredAnswerFeedback::feedback);
    }

    private static Seek.Position positionOf(StoredAnswerFeedback stored) {
        return new Seek.Position(EpochMicros.of(stored.feedback().at()), stored.id());
    }

    private StoredTicket lock(TicketWriter writer, Access access, TicketId id) {
        return writer.lock(tenant, access.scope(), id).orElseThrow(() -> new TicketNotFoundException(id));
    }

    /** Clocks of two nodes may differ; time never runs backwards on one ticket. */
    private Instant timeOf(Ticket ticket) {
        Instant now = engine.rules().now();
        return now.isBefore(ticket.updatedAt()) ? ticket.updatedAt() : now;
    }

    private void require(boolean allowed, Action action) {
        if (!allowed) {
            throw new AccessDeniedException(actor, action);
        }
    }

    private Access access() {
        return engine.rules().require(actor, Action.VIEW);
    }
}
