package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a machine does for those who help: drafts, summaries, suggestions. Nothing of it is sent to anybody. */
final class AssistanceRoutes {
    private static final String AI = "/api/tickets/ai";
    private static final String SUMMARY = "/api/tickets/{id}/summary";

    private final Tickets tickets;

    AssistanceRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.add("POST", AI + "/generate-response", this::generateResponse)
                .add("POST", AI + "/categorize", this::categorize)
                .get(AI + "/suggestions", this::suggestions)
                .add("POST", AI + "/feedback", this::feedback)
                .add("POST", SUMMARY, this::summarize)
                .costly(
                        "POST " + AI + "/generate-response",
                        "POST " + AI + "/categorize",
                        "GET " + AI + "/suggestions",
                        "POST " + SUMMARY);
    }

    /** The ticket that a body names, and nothing else. */
    private static TicketId ticket(Context ctx) {
        Body body = Body.of(ctx).require("ticket");
        Optional<String> ticket = body.text("ticket");
        body.refuseIfWrong(List.of());
        return Ids.ticket(ticket.orElseThrow());
    }

    private void generateResponse(Context ctx) {
        ReplyDraft draft = tickets.of(ctx).assistant().draftReply(ticket(ctx));
        Json.answer(ctx, 200, of(Json.object(), draft));
    }

    private static ObjectNode of(ObjectNode json, ReplyDraft draft) {
        return addProvenance(json.put("content", draft.content()).put("confidence", draft.confidence()), draft)
                .putPOJO("knowledge", draft.knowledge())
                .putPOJO(
                        "similar", draft.similar().stream().map(TicketId::value).toList());
    }

    /** Who helped; where it was not the model, why not. */
    private static ObjectNode addProvenance(ObjectNode json, Assisted<?> help) {
        return json.put("source", help.source().wireName())
                .put("run", help.run().map(RunId::value).orElse(null))
                .put("offline", help.isOffline())
                .put("reason", help.failure().map(FailureReason::wireName).orElse(null))
                .put("model", help.provenance().call().map(ModelCall::model).orElse(null));
    }

    private void categorize(Context ctx) {
        Reclassified again = tickets.of(ctx).runs().reclassify(ticket(ctx));
        ObjectNode json = TicketJson.of(again.classification());
        ObjectNode applied = json.putObject("applied");
        for (ClassifiedField field : ClassifiedField.values()) {
            applied.put(TicketJson.name(field), again.applied().contains(field));
        }
        Json.answer(ctx, 200, json);
    }

    private void summarize(Context ctx) {
        Ticket ticket = tickets.of(ctx).get(Ids.ticket(ctx));
        Body.of(ctx);
        Summary summary = tickets.of(ctx).assistant().summarize(ticket.id());
        ObjectNode json = addProvenance(Json.object().put("summary", summary.text()), summary);
        json.put("responses", summary.comments())
                .put("up_to", summary.upTo().map(TicketJson::time).orElse(null));
        Json.answer(ctx, 200, json);
    }

    private void suggestions(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        Optional<String> named = parameters.required("ticket");
        parameters.refuseIfWrong(List.of());
        TicketId id = Ids.ticket(named.orElseThrow());
        TicketAssistant assistant = tickets.of(ctx).assistant();
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("suggestions");
        of(all.addObject().put("kind", "reply"), assistant.draftReply(id));
        NextActions actions = assistant.nextActions(id);
        actions.actions().forEach(action -> addProvenance(of(all.addObject(), action), actions));
        assistant
                .similar(id, SimilarQuery.all())
                .forEach(similar -> all.addObject().put("kind", "similar").setAll(RelationRoutes.of(similar)));
        Json.answer(ctx, 200, json);
    }

    private static ObjectNode of(ObjectNode json, NextAction action) {
        return json.put("kind", "action")
                .put("action", action.kind().wireName())
                .put("label", action.label())
                .put("ticket", action.subject().map(TicketId::value).orElse(null));
    }

    private void feedback(Context ctx) {
        Body body = Body.of(ctx).require("ticket", "helpful");
        Optional<Ticket> ticket = body.text("ticket").map(Ids::ticket).map(tickets.of(ctx)::get);
        Optional<Boolean> helpful = body.bool("helpful");
        String run = body.textOrNull("run");
        String response = body.textOrNull("response");
        String comment = body.textOrNull("comment");
        body.refuseIfWrong(List.of());
        AnswerFeedbackDraft draft = AnswerFeedbackDraft.builder(helpful.orElseThrow())
                .run(run == null ? null : Ids.run(run))
                .comment(response == null ? null : Ids.response(response))
                .text(comment)
                .build();
        TicketId id = ticket.orElseThrow().id();
        AnswerFeedback judged = FieldNames.renamed(
                Map.of("text", "comment", "comment", "response"),
                () -> tickets.of(ctx).feedback().judge(id, draft));
        Json.answer(ctx, 201, of(judged));
    }

    private static ObjectNode of(AnswerFeedback feedback) {
        return Json.object()
                .put("ticket", feedback.ticket().value())
                .put("helpful", feedback.isHelpful())
                .put("run", feedback.run().map(RunId::value).orElse(null))
                .put("response", feedback.comment().map(CommentId::value).orElse(null))
                .put("comment", feedback.text().orElse(null))
                .put("author", feedback.actorId())
                .put("created_at", TicketJson.time(feedback.at()))
                .put("updated_at", TicketJson.time(feedback.changedAt()));
    }
}
