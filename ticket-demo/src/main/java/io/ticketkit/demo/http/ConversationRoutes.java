package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chats with a machine. */
final class ConversationRoutes {
    private static final String ALL = "/api/tickets/ai/conversations";
    private static final String ONE = ALL + "/{conversation_id}";
    private static final String CHAT = "/api/tickets/ai/chat";

    private final Tickets tickets;

    ConversationRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(ALL, this::list)
                .add("POST", ALL, this::start)
                .get(ONE, ctx -> Json.answerTagged(ctx, of(ctx, existing(ctx))))
                .add("PATCH", ONE, this::change)
                .get(ONE + "/messages", this::messages)
                .add("POST", CHAT, this::chat)
                .costly("POST " + CHAT);
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        ConversationQuery query = ConversationQuery.builder()
                .ticket(parameters.ticket(tickets.of(ctx)).orElse(null))
                .active(parameters.bool("is_active"))
                .build();
        Lists.answer(
                ctx,
                parameters,
                page -> tickets.of(ctx).conversations().list(query, page).map(found -> of(ctx, found)));
    }

    private void start(Context ctx) {
        Body body = Body.of(ctx);
        String ticket = body.textOrNull("ticket");
        body.refuseIfWrong(List.of());
        Conversation started = tickets.of(ctx).conversations().start(ticket == null ? null : Ids.ticket(ticket));
        ctx.header("Location", Links.base(ctx) + ALL + "/" + started.id() + "/");
        Json.answer(ctx, 201, of(ctx, started));
    }

    private Conversation existing(Context ctx) {
        return tickets.of(ctx).conversations().get(Ids.conversation(ctx.pathParam("conversation_id")));
    }

    /** Ends it; what has ended stays so. */
    private void change(Context ctx) {
        Conversation current = existing(ctx);
        Body body = Body.of(ctx);
        Optional<Boolean> active = body.bool("is_active");
        body.refuseIfWrong(List.of());
        if (!current.isActive() && active.orElse(false)) {
            throw new ConversationEndedException(current.id());
        }
        Json.answer(
                ctx,
                200,
                of(
                        ctx,
                        active.orElse(true)
                                ? current
                                : tickets.of(ctx).conversations().end(current.id())));
    }

    private void messages(Context ctx) {
        ConversationId id = existing(ctx).id();
        Lists.answer(
                ctx, page -> tickets.of(ctx).conversations().messages(id, page).map(ConversationRoutes::of));
    }

    private void chat(Context ctx) {
        Body body = Body.of(ctx).require("conversation_id", "message");
        Optional<Conversation> conversation = body.text("conversation_id")
                .map(Ids::conversation)
                .map(tickets.of(ctx).conversations()::get);
        Optional<String> message = body.text("message");
        body.refuseIfWrong(List.of());
        ChatOutcome outcome =
                tickets.of(ctx).conversations().say(conversation.orElseThrow().id(), message.orElseThrow());
        Json.answer(ctx, 200, of(outcome));
    }

    private static ObjectNode of(ChatOutcome outcome) {
        Optional<ChatMessage> answer = outcome.answer();
        return Json.object()
                .put("reply", outcome.text().orElse(null))
                .putPOJO("confidence", number(outcome.confidence()))
                .put("source", outcome.source().map(Source::wireName).orElse(null))
                .put("outcome", outcome.kind().wireName())
                .put("reason", outcome.failure().map(FailureReason::wireName).orElse(null))
                .put("run", answer.flatMap(ChatMessage::run).map(RunId::value).orElse(null));
    }

    private ObjectNode of(Context ctx, Conversation conversation) {
        ObjectNode json = Json.object()
                .put("conversation_id", conversation.id().value())
                .put("ticket", conversation.ticket().map(TicketId::value).orElse(null))
                .put("is_active", conversation.isActive());
        ArrayNode messages = json.putArray("messages");
        if (conversation.messages() > 0) {
            tickets.of(ctx)
                    .conversations()
                    .messages(conversation.id(), PageRequest.first(Limits.PAGE))
                    .items()
                    .forEach(message -> messages.add(of(message)));
        }
        return json.put("created_at", TicketJson.time(conversation.createdAt()))
                .put("updated_at", TicketJson.time(conversation.updatedAt()))
                .put("message_count", conversation.messages())
                .put("is_taken_over", conversation.isTakenOver());
    }

    private static ObjectNode of(ChatMessage message) {
        return Json.object()
                .put("number", message.number())
                .put("sender", message.sender().wireName())
                .put("author", message.author().map(Actor::id).orElse(null))
                .put("content", message.text())
                .put("created_at", TicketJson.time(message.at()))
                .put("source", message.source().map(Source::wireName).orElse(null))
                .putPOJO("confidence", number(message.confidence()))
                .put("reason", message.failure().map(FailureReason::wireName).orElse(null))
                .put("run", message.run().map(RunId::value).orElse(null));
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
