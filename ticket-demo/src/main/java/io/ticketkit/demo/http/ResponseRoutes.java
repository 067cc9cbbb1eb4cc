package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is said on tickets: replies and internal notes. */
final class ResponseRoutes {
    private static final String ALL = "/api/tickets/responses";
    private static final String ONE = ALL + "/{response}";
    private static final String THREAD = "/api/tickets/{id}/responses";

    private final Tickets tickets;

    ResponseRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(ALL, this::list)
                .add("POST", ALL, this::create)
                .get(ONE, ctx -> answer(ctx, 200, existing(ctx)))
                .add("PUT", ONE, this::edit)
                .add("DELETE", ONE, this::delete)
                .get(THREAD, this::thread)
                .add("POST", THREAD, this::reply);
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        Optional<TicketId> ticket = parameters.ticket(tickets.of(ctx));
        TicketComments comments = tickets.of(ctx).comments();
        Lists.answer(
                ctx,
                parameters,
                page -> ticket.map(id -> comments.list(id, page))
                        .orElseGet(() -> comments.all(page))
                        .map(ResponseRoutes::of),
                () -> ticket.map(comments::count).orElseGet(comments::countAll));
    }

    private void thread(Context ctx) {
        TicketId id = Ids.ticket(ctx);
        TicketComments comments = tickets.of(ctx).comments();
        Lists.answer(
                ctx,
                Parameters.of(ctx),
                page -> comments.list(id, page).map(ResponseRoutes::of),
                () -> comments.count(id));
    }

    private void create(Context ctx) {
        Body body = Body.of(ctx).require("ticket", "content");
        add(
                ctx,
                body,
                body.text("ticket").map(Ids::ticket).map(tickets.of(ctx)::get).orElse(null));
    }

    private void reply(Context ctx) {
        Ticket ticket = tickets.of(ctx).get(Ids.ticket(ctx));
        add(ctx, Body.of(ctx).require("content"), ticket);
    }

    private void add(Context ctx, Body body, @Nullable Ticket ticket) {
        CommentDraft draft = draft(ctx, body, ticket);
        body.refuseIfWrong(draft.violations());
        if (ticket == null) {
            throw new IllegalStateException("a body without ticket is refused");
        }
        Comment comment = tickets.of(ctx).comments().add(ticket.id(), draft);
        ctx.header("Location", Links.base(ctx) + ALL + "/" + comment.id() + "/");
        answer(ctx, 201, comment);
    }

    private static CommentDraft draft(Context ctx, Body body, @Nullable Ticket ticket) {
        String content = body.text("content").orElse("");
        CommentDraft draft =
                body.bool("internal").orElse(false) ? CommentDraft.note(content) : CommentDraft.reply(content);
        String key = ctx.header("Idempotency-Key");
        if (key != null) {
            draft = draft.idempotencyKey(key);
        }
        if (ticket != null) {
            draft = draft.answering(Tags.named(ctx, ticket));
        }
        Caller caller = Caller.of(ctx);
        if (!caller.isStaff()) {
            // speaks for nobody else, and is no machine
            return draft;
        }
        AiMark mark = mark(body);
        return authored(mark == null ? draft : draft.ai(mark), body, ticket, caller);
    }

    /** Somebody who works here says it, unless the body says otherwise; what a requester says, the ticket's. */
    private static CommentDraft authored(CommentDraft draft, Body body, @Nullable Ticket ticket, Caller caller) {
        Optional<CommentKind> kind = body.choice("response_type", CommentKind::parse);
        String named = body.person("author");
        if (kind.isEmpty() && named == null) {
            return draft;
        }
        return draft.author(kind.orElse(CommentKind.STAFF), named == null ? author(kind, body, ticket, caller) : named);
    }

    private static String author(Optional<CommentKind> kind, Body body, @Nullable Ticket ticket, Caller caller) {
        Optional<String> requester = Optional.ofNullable(ticket).flatMap(Ticket::requester);
        if (kind.equals(Optional.of(CommentKind.USER)) && requester.isEmpty()) {
            body.wrong("author", "This field is required: the ticket has no requester.");
        }
        return kind.equals(Optional.of(CommentKind.USER))
                ? requester.orElse("nobody")
                : caller.actor().id();
    }

    /** What is known of a machine that wrote the text, or null when none did. */
    private static @Nullable AiMark mark(Body body) {
        Optional<Boolean> generated = body.bool("is_ai_generated");
        Optional<Double> confidence = body.number("ai_confidence", 0, 1);
        Optional<RunId> run = Optional.ofNullable(body.textOrNull("run")).flatMap(text -> run(body, text));
        if (!generated.orElse(confidence.isPresent() || run.isPresent())) {
            return null;
        }
        AiMark mark = AiMark.generated().run(run.orElse(null));
        return confidence.map(mark::confidence).orElse(mark);
    }

    private static Optional<RunId> run(Body body, String text) {
        return Ids.isOne(text) ? Optional.of(Ids.run(text)) : body.wrong("run", "Give a positive whole number.");
    }

    private Comment existing(Context ctx) {
        return tickets.of(ctx).comments().get(Ids.response(ctx.pathParam("response")));
    }

    private void edit(Context ctx) {
        Comment current = existing(ctx);
        if (current.isDeleted()) {
            throw new CommentNotFoundException(current.id());
        }
        Body body = Body.of(ctx).require("content");
        String content = body.text("content").orElse("");
        body.refuseIfWrong(CommentDraft.reply(content).violations());
        answer(ctx, 200, tickets.of(ctx).comments().edit(current.id(), Tags.expected(ctx, current), content));
    }

    private void delete(Context ctx) {
        Comment current = existing(ctx);
        // who asks again for what is done already is not late
        if (!current.isDeleted()) {
            tickets.of(ctx).comments().delete(current.id(), Tags.expected(ctx, current));
        }
        ctx.status(204);
    }

    private static void answer(Context ctx, int status, Comment comment) {
        Json.answer(ctx, status, of(comment));
        Tags.put(ctx, Tags.of(comment));
    }

    static ObjectNode of(Comment comment) {
        Optional<AiMark> mark = comment.ai();
        return Json.object()
                .put("id", comment.id().value())
                .put("ticket", comment.ticket().value())
                .put("author", comment.author())
                .put("response_type", comment.kind().wireName())
                .put("internal", comment.isInternal())
                .put("content", comment.content())
                .put("is_ai_generated", comment.isGenerated())
                .put(
                        "ai_confidence",
                        mark.map(AiMark::confidence)
                                .filter(OptionalDouble::isPresent)
                                .map(OptionalDouble::getAsDouble)
                                .orElse(null))
                .put("created_at", TicketJson.time(comment.createdAt()))
                .put("run", mark.flatMap(AiMark::run).map(RunId::value).orElse(null))
                .put("edited_at", comment.editedAt().map(TicketJson::time).orElse(null))
                .put("deleted_at", comment.deletedAt().map(TicketJson::time).orElse(null));
    }
}
