package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a ticket has to do with others, and what its requester thinks of the help. */
final class RelationRoutes {
    private static final String ONE = "/api/tickets/{id}";
    private static final int MOST_SIMILAR = 50;

    private static final Map<String, SimilarQuery> SIMILAR =
            Map.of("all", SimilarQuery.all(), "solved", SimilarQuery.solved(), "duplicates", SimilarQuery.duplicates());

    private final Tickets tickets;

    RelationRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(ONE + "/similar", this::similar)
                .add("POST", ONE + "/merge", this::merge)
                .get(ONE + "/links", this::links)
                .add("POST", ONE + "/links", this::link)
                .add("DELETE", ONE + "/links/{other}", this::unlink)
                .get(ONE + "/feedback", this::ratings)
                .add("POST", ONE + "/feedback", this::rate);
    }

    private void similar(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        SimilarQuery.Builder query =
                parameters
                        .choice("kind", name -> Optional.ofNullable(SIMILAR.get(name)))
                        .orElse(SimilarQuery.all())
                        .toBuilder();
        query.limit(parameters.whole("limit", 1, MOST_SIMILAR, SimilarQuery.DEFAULT_LIMIT));
        parameters.refuseIfWrong(List.of());
        Json.answerTagged(
                ctx,
                tickets.of(ctx).assistant().similar(Ids.ticket(ctx), query.build()).stream()
                        .map(RelationRoutes::of)
                        .toList());
    }

    static ObjectNode of(SimilarTicket similar) {
        return Json.object()
                .put("id", similar.id().value())
                .put("title", similar.title())
                .put("status", similar.status().wireName())
                .put("score", similar.score())
                .put("category", similar.category().code())
                .putPOJO("shared_words", similar.sharedWords());
    }

    private void merge(Context ctx) {
        Ticket duplicate = tickets.of(ctx).get(Ids.ticket(ctx));
        TicketId original = other(Body.of(ctx), "into");
        Ticket merged = FieldNames.renamed(
                Map.of("original", "into"),
                () -> tickets.of(ctx).links().merge(duplicate.id(), Tags.named(ctx, duplicate), original));
        Json.answer(ctx, 200, merged);
        Tags.put(ctx, Tags.of(merged));
    }

    private static TicketId other(Body body, String field) {
        Optional<String> other = body.require(field).text(field);
        body.refuseIfWrong(List.of());
        return Ids.ticket(other.orElseThrow());
    }

    private void links(Context ctx) {
        TicketId id = Ids.ticket(ctx);
        Lists.answer(ctx, page -> tickets.of(ctx).links().of(id, page).map(RelationRoutes::of));
    }

    private static ObjectNode of(TicketLink link) {
        return Json.object()
                .put("ticket", link.ticket().id().value())
                .put("kind", link.kind().wireName())
                .put("title", link.ticket().title())
                .put("status", link.ticket().status().wireName())
                .put("created_at", TicketJson.time(link.at()));
    }

    private void link(Context ctx) {
        Ticket ticket = tickets.of(ctx).get(Ids.ticket(ctx));
        TicketId other = other(Body.of(ctx), "ticket");
        FieldNames.renamed(Map.of("other", "ticket", "links", "ticket"), () -> {
            tickets.of(ctx).links().link(ticket.id(), other);
            return other;
        });
        ctx.status(204);
    }

    private void unlink(Context ctx) {
        tickets.of(ctx).links().unlink(Ids.ticket(ctx), Ids.ticket(ctx.pathParam("other")));
        ctx.status(204);
    }

    /** One or none. */
    private void ratings(Context ctx) {
        Ticket ticket = tickets.of(ctx).get(Ids.ticket(ctx));
        Json.answerTagged(
                ctx,
                tickets.of(ctx).feedback().find(ticket.id()).stream()
                        .map(RelationRoutes::of)
                        .toList());
    }

    private void rate(Context ctx) {
        Ticket ticket = tickets.of(ctx).get(Ids.ticket(ctx));
        Body body = Body.of(ctx).require("score");
        Optional<Integer> score = body.whole("score", 1, Rating.BEST);
        String comment = body.textOrNull("comment");
        body.refuseIfWrong(List.of());
        boolean first = tickets.of(ctx).feedback().find(ticket.id()).isEmpty();
        Rating rating = tickets.of(ctx).feedback().rate(ticket.id(), score.orElseThrow(), comment);
        Json.answer(ctx, first ? 201 : 200, of(rating));
    }

    private static ObjectNode of(Rating rating) {
        return Json.object()
                .put("ticket", rating.ticket().value())
                .put("score", rating.score())
                .put("comment", rating.comment().orElse(null))
                .put("author", rating.actorId())
                .put("created_at", TicketJson.time(rating.at()))
                .put("updated_at", TicketJson.time(rating.changedAt()));
    }
}
