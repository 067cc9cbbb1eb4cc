package io.ticketkit.memory;

import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.CommentId;
import io.ticketkit.ModelCall;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.RunPurpose;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.FeedbackWriter;
import io.ticketkit.spi.JudgedReply;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAnswerFeedback;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people think, within one transaction. */
final class MemoryFeedback implements FeedbackWriter {
    private static final Comparator<StoredAnswerFeedback> NEWEST_FIRST = Comparator.comparing(
                    (StoredAnswerFeedback stored) -> stored.feedback().changedAt())
            .thenComparing(StoredAnswerFeedback::id)
            .reversed();

    private final MemoryTransaction transaction;
    private final MemoryState state;
    private final UndoLog undo;

    MemoryFeedback(MemoryTransaction transaction, MemoryState state, UndoLog undo) {
        this.transaction = transaction;
        this.state = state;
        this.undo = undo;
    }

    @Override
    public Optional<Rating> rating(String tenant, TicketId ticket) {
        return transaction.isOf(tenant, ticket)
                ? Optional.ofNullable(state.ratings.get(ticket.value()))
                : Optional.empty();
    }

    @Override
    public SortedMap<Integer, Long> scores(TicketSelection selection) {
        SortedMap<Integer, Long> scores = new TreeMap<>();
        transaction
                .selected(selection)
                .map(ticket -> state.ratings.get(ticket.id().value()))
                .filter(Objects::nonNull)
                .forEach(rating -> scores.merge(rating.score(), 1L, Long::sum));
        return scores;
    }

    private Stream<StoredAnswerFeedback> of(String tenant, TicketId ticket) {
        return state.answers.values().stream()
                .filter(stored -> stored.tenant().equals(tenant)
                        && stored.feedback().ticket().equals(ticket));
    }

    @Override
    public Optional<StoredAnswerFeedback> answer(
            String tenant,
            TicketId ticket,
            Actor.Role role,
            String actor,
            @Nullable RunId run,
            @Nullable CommentId comment) {
        return of(tenant, ticket)
                .filter(stored -> stored.feedback().actorRole() == role
                        && stored.feedback().actorId().equals(actor))
                .filter(stored -> Objects.equals(stored.feedback().run().orElse(null), run))
                .filter(stored -> run != null
                        || Objects.equals(stored.feedback().comment().orElse(null), comment))
                .findFirst();
    }

    @Override
    public List<StoredAnswerFeedback> answersOf(String tenant, TicketId ticket, Seek seek) {
        return MemoryTransaction.part(
                of(tenant, ticket),
                stored -> new Seek.Position(EpochMicros.of(stored.feedback().at()), stored.id()),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    @Override
    public List<AnswerFeedback> answersOf(String tenant, Collection<TicketId> tickets, int limit) {
        return state.answers.values().stream()
                .filter(stored -> stored.tenant().equals(tenant)
                        && tickets.contains(stored.feedback().ticket()))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .map(StoredAnswerFeedback::feedback)
                .toList();
    }

    @Override
    public List<JudgedReply> judgedReplies(String tenant, int limit) {
        return state.answers.values().stream()
                .filter(stored -> stored.tenant().equals(tenant))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .flatMap(stored -> judged(tenant, stored.feedback()).stream())
                .toList();
    }

    private Optional<JudgedReply> judged(String tenant, AnswerFeedback feedback) {
        return feedback.run()
                .or(() -> feedback.comment()
                        .map(comment -> state.comments.get(comment.value()))
                        .flatMap(Comment::ai)
                        .flatMap(AiMark::run))
                .map(id -> state.runs.get(id.value()))
                .filter(run -> run.tenant().equals(tenant)
                        && run.ticket().filter(feedback.ticket()::equals).isPresent())
                .filter(run ->
                        run.purpose() == RunPurpose.REPLY && run.confidence().isPresent())
                .map(run -> new JudgedReply(
                        run.id().orElseThrow(),
                        feedback.actorRole(),
                        feedback.actorId(),
                        feedback.isHelpful(),
                        run.source(),
                        run.call().map(ModelCall::model).orElse(null),
                        run.confidence().orElseThrow()));
    }

    @Override
    public void rate(String tenant, Rating rating) {
        undo.put(state.ratings, rating.ticket().value(), rating, true);
    }

    @Override
    public long nextAnswerId() {
        return ++state.lastAnswerFeedback;
    }

    @Override
    public void put(StoredAnswerFeedback feedback) {
        undo.put(state.answers, feedback.id(), feedback, true);
    }

    /** The ticket is erased. */
    void forget(String tenant, TicketId ticket) {
        undo.remove(state.ratings, ticket.value());
        of(tenant, ticket).toList().forEach(stored -> undo.remove(state.answers, stored.id()));
    }
}
