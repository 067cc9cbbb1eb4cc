package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Some tickets classified again on demand: one, or up to a hundred. */
final class ProcessingRoutes {
    private static final String NO_ZENDESK = "Zendesk is not set up.";

    private final TicketService tickets;

    ProcessingRoutes(TicketService tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/api/tickets/process", this::process)
                .add("POST", "/api/tickets/process-batch", this::processBatch);
    }

    private void process(Context ctx) {
        Body body = Body.of(ctx);
        if (body.has("zendesk_id")) {
            body.wrong("zendesk_id", NO_ZENDESK);
        } else {
            body.require("ticket_id");
        }
        Optional<String> id = body.text("ticket_id");
        body.refuseIfWrong(List.of());
        ProcessedTicket done =
                tickets.processor().process(Ids.ticket(id.orElseThrow()), ProcessingOptions.standard());
        if (done.outcome() == ProcessingOutcome.SET_ASIDE) {
            throw new StorageUnavailableException(null);
        }
        Json.answer(ctx, 200, of(done));
    }

    private static ObjectNode of(ProcessedTicket done) {
        return Json.object()
                .put("ticket_id", done.ticket().map(TicketId::value).orElse(null))
                .put("category", done.category().map(Category::code).orElse(null))
                .put("priority", done.priority().map(Priority::wireName).orElse(null))
                .put("sentiment", done.sentiment().map(Sentiment::wireName).orElse(null))
                .put("urgency_score", done.urgencyScore().orElse(0))
                .put("source", done.source().map(Source::wireName).orElse(null))
                .put("cost_usd", done.unknownCosts() > 0 ? null : money(done.cost()))
                .put("duration_ms", done.duration().toMillis());
    }

    private static BigDecimal money(BigDecimal cost) {
        return cost.stripTrailingZeros();
    }

    private void processBatch(Context ctx) {
        Body body = Body.of(ctx);
        if (body.has("zendesk_ids")) {
            body.wrong("zendesk_ids", NO_ZENDESK);
        } else {
            body.require("ticket_ids");
        }
        List<String> ids = body.texts("ticket_ids").orElse(List.of());
        if (ids.size() > Limits.PROCESSING) {
            body.wrong("ticket_ids", "Ensure this field has no more than " + Limits.PROCESSING + " elements.");
        } else if (ids.isEmpty() && body.has("ticket_ids")) {
            body.wrong("ticket_ids", "This list may not be empty.");
        }
        body.refuseIfWrong(List.of());
        Deadline since = Deadline.after(Duration.ZERO);
        Json.answer(ctx, 200, of(new LinkedHashSet<>(ids), since));
    }

    private ObjectNode of(Set<String> texts, Deadline since) {
        List<TicketId> ids = texts.stream().map(Ids::ticket).toList();
        Map<TicketId, ProcessedTicket> done = new HashMap<>();
        tickets.processor()
                .processAll(ids, ProcessingOptions.standard())
                .forEach(one -> done.put(one.ticket().orElseThrow(), one));
        ObjectNode json = Json.object();
        ArrayNode results = Json.MAPPER.createArrayNode();
        BigDecimal cost = BigDecimal.ZERO;
        int failed = 0;
        for (String text : texts) {
            ProcessedTicket one = done.get(Ids.ticket(text));
            if (one == null || one.outcome() == ProcessingOutcome.SET_ASIDE) {
                failed++;
                results.addObject().put("ticket_id", text).put("error", error(Optional.ofNullable(one)));
            } else {
                cost = cost.add(one.cost());
                results.add(of(one));
            }
        }
        json.put("processed", texts.size() - failed).put("failed", failed);
        json.set("results", results);
        return json.put("total_cost_usd", money(cost))
                .put("duration_ms", since.elapsed().toMillis());
    }

    private static String error(Optional<ProcessedTicket> failed) {
        return failed.flatMap(ProcessedTicket::failure)
                        .filter(reason -> reason != ProcessingFailure.NOT_FOUND)
                        .isPresent()
                ? "The ticket could not be processed. Try again later."
                : "Not found.";
    }
}
