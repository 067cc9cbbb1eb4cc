package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.CommentKind;
import io.ticketkit.Deadline;
import io.ticketkit.Scope;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.FormerReply;
import io.ticketkit.assist.RelatedTicket;
import io.ticketkit.assist.Speaker;
import io.ticketkit.assist.Turn;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.TicketReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects what may help with a ticket: nothing but what whoever is helped may see. What others said on other tickets is
 * public replies only.
 *
 * @param scope in which tickets must be
 * @param notes whether internal notes may be read, too
 */
record CaseFiles(Engine engine, String tenant, Scope scope, boolean notes) {
    /** Of the latest turns, for a reply and for actions. */
    private static final int TURNS = 40;

    /** For a summary. */
    private static final int LONG_THREAD = 400;

    private static final int PAGE = 200;
    private static final int EARLIER = 3;
    private static final int SIMILAR = 3;
    private static final int FORMER = 3;
    /** How many of the last comments are looked at for an answer of staff. */
    private static final int ANSWER_AMONG = 10;

    static CaseFiles of(Engine engine, String tenant, Access access) {
        return new CaseFiles(engine, tenant, access.scope(), access.allows(Action.INTERNAL_NOTES));
    }

    /** Without internal notes: a reply is for the requester. */
    AssistanceRequest forReply(TicketId id) {
        Deadline deadline = engine.assistance().deadline();
        return withKnowledge(engine.storage().read(reader -> forReply(reader, id, deadline)));
    }

    /** The part of it that is read from the storage. */
    AssistanceRequest forReply(TicketReader reader, TicketId id, Deadline deadline) {
        Ticket ticket = find(reader, id);
        List<SimilarTicket> similar = similar(reader, ticket, SimilarQuery.solved());
        return ownThread(reader, begin(ticket, deadline), ticket)
                .earlier(earlier(reader, ticket))
                .similar(similar.stream()
                        .map(found -> related(reader, found, false))
                        .toList())
                .formerReplies(former(reader, ticket, similar))
                .build();
    }

    AssistanceRequest withKnowledge(AssistanceRequest request) {
        String query = request.ticket().title() + "\n" + request.ticket().description();
        return request.toBuilder()
                .knowledge(engine.assistance().knowledge(tenant, query, request.deadline()))
                .build();
    }

    /** With internal notes for those who may see them. */
    AssistanceRequest forSummary(TicketId id) {
        Deadline deadline = engine.assistance().deadline();
        return engine.storage()
                .read(reader -> thread(reader, begin(find(reader, id), deadline), id, notes, LONG_THREAD))
                .build();
    }

    /** Without internal notes: what is suggested may be shown to anybody who may see the ticket. */
    AssistanceRequest forActions(TicketId id) {
        Deadline deadline = engine.assistance().deadline();
        return engine.storage()
                .read(reader -> {
                    Ticket ticket = find(reader, id);
                    List<RelatedTicket> duplicates = similar(reader, ticket, SimilarQuery.duplicates()).stream()
                            .map(found -> related(reader, found, true))
                            .toList();
                    return thread(reader, begin(ticket, deadline), id, false, TURNS)
                            .similar(duplicates);
                })
                .build();
    }

    private Ticket find(TicketReader reader, TicketId id) {
        return reader.find(tenant, scope, id).orElseThrow(() -> new TicketNotFoundException(id));
    }

    private AssistanceRequest.Builder begin(Ticket ticket, Deadline deadline) {
        return AssistanceRequest.builder(ticket)
                .taxonomy(engine.rules().taxonomy())
                .now(engine.rules().now())
                .deadline(deadline);
    }

    /** As its requester sees it: what others wrote on duplicates must not get into a reply. */
    private AssistanceRequest.Builder ownThread(TicketReader reader, AssistanceRequest.Builder request, Ticket ticket) {
        Scope own = ticket.requester()
                .map(person -> Scope.allOf(List.of(scope, Scope.requester(person))))
                .orElse(scope);
        List<Comment> latest = latest(reader, own, ticket.id(), false, TURNS + 1).stream()
                .filter(comment ->
                        ticket.requester().isPresent() || comment.ticket().equals(ticket.id()))
                .toList();
        return thread(request, latest, TURNS);
    }

    private AssistanceRequest.Builder thread(
            TicketReader reader, AssistanceRequest.Builder request, TicketId id, boolean withNotes, int most) {
        return thread(request, latest(reader, scope, id, withNotes, most + 1), most);
    }

    private static AssistanceRequest.Builder thread(AssistanceRequest.Builder request, List<Comment> latest, int most) {
        if (latest.size() > most) {
            request.cut();
        }
        List<Turn> turns = latest.subList(Math.max(0, latest.size() - most), latest.size()).stream()
                .filter(comment -> !comment.isDeleted())
                .map(CaseFiles::turn)
                .toList();
        return request.thread(turns);
    }

    /** Oldest first. */
    private List<Comment> latest(TicketReader reader, Scope within, TicketId id, boolean withNotes, int most) {
        List<Comment> all = new ArrayList<>();
        Seek.@Nullable Position before = null;
        int wanted = Math.min(PAGE, most);
        List<Comment> page;
        do {
            page = reader.comments().ofTicket(tenant, within, withNotes, id, new Seek(before, true, wanted));
            all.addAll(0, page);
            if (!page.isEmpty()) {
                Comment first = page.get(0);
                before = new Seek.Position(
                        EpochMicros.of(first.createdAt()), first.id().value());
            }
        } while (page.size() == wanted && all.size() < most);
        return all;
    }

    private static Turn turn(Comment comment) {
        Speaker speaker = switch (comment.kind()) {
            case USER -> Speaker.REQUESTER;
            case STAFF -> Speaker.STAFF;
            case AI -> Speaker.ASSISTANT;
            case SYSTEM -> Speaker.SYSTEM;
        };
        return comment.isInternal()
                ? Turn.note(speaker, comment.content(), comment.createdAt())
                : Turn.of(speaker, comment.content(), comment.createdAt());
    }

    private List<RelatedTicket> earlier(TicketReader reader, Ticket ticket) {
        if (ticket.requester().isEmpty()) {
            return List.of();
        }
        TicketQuery query =
                TicketQuery.builder().requesters(ticket.requester().get()).build();
        return reader.page(new TicketSelection(tenant, scope, query), new Seek(null, false, EARLIER + 1)).stream()
                .filter(other -> !other.id().equals(ticket.id()))
                .limit(EARLIER)
                .map(other -> RelatedTicket.builder(other.id(), other.title(), other.status())
                        .answer(answer(reader, other.id(), other.status()))
                        .build())
                .toList();
    }

    private List<SimilarTicket> similar(TicketReader reader, Ticket ticket, SimilarQuery query) {
        SimilarQuery few = query.toBuilder().limit(SIMILAR).build();
        return new SimilarTickets(reader.words(), tenant, scope)
                .to(ticket.title(), ticket.description(), ticket.id(), few);
    }

    private RelatedTicket related(TicketReader reader, SimilarTicket found, boolean duplicate) {
        return RelatedTicket.builder(found.id(), found.title(), found.status())
                .score(found.score())
                .duplicate(duplicate)
                .answer(duplicate ? null : answer(reader, found.id(), found.status()))
                .build();
    }

    /** What staff last said in public on a ticket that is done. */
    private @Nullable String answer(TicketReader reader, TicketId id, Status status) {
        if (!status.isDone()) {
            return null;
        }
        List<Comment> last = latest(reader, scope, id, false, ANSWER_AMONG);
        for (int i = last.size() - 1; i >= 0; i--) {
            Comment said = last.get(i);
            // on a duplicate it was said to somebody else
            if (said.kind() == CommentKind.STAFF
                    && !said.isDeleted()
                    && said.ticket().equals(id)) {
                return said.content();
            }
        }
        return null;
    }

    /** What machines replied on these tickets, as people judged it. */
    private List<FormerReply> former(TicketReader reader, Ticket ticket, List<SimilarTicket> similar) {
        List<TicketId> tickets = new ArrayList<>();
        tickets.add(ticket.id());
        similar.forEach(found -> tickets.add(found.id()));
        List<FormerReply> replies = new ArrayList<>();
        for (AnswerFeedback feedback : reader.feedback().answersOf(tenant, tickets, 2 * FORMER)) {
            judged(reader, feedback).filter(reply -> replies.size() < FORMER).ifPresent(replies::add);
        }
        return replies;
    }

    /** Only what was said in public. */
    private Optional<FormerReply> judged(TicketReader reader, AnswerFeedback feedback) {
        Optional<Comment> comment = feedback.comment().isPresent()
                ? feedback.comment().flatMap(id -> reader.comments().find(tenant, scope, false, id))
                : latest(reader, scope, feedback.ticket(), false, TURNS).stream()
                        .filter(said -> said.ai().flatMap(AiMark::run).equals(feedback.run()))
                        .findFirst();
        return comment.filter(said -> said.kind() != CommentKind.USER && said.isGenerated() && !said.isDeleted())
                .map(said -> new FormerReply(said.content(), feedback.isHelpful()));
    }
}
