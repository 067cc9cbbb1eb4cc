package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import io.ticketkit.demo.zendesk.ZendeskException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Some tickets classified again on demand: one, or up to a hundred. */
final class ProcessingRoutes {
    private static final String ONE = "/api/tickets/process";
    private static final String BATCH = "/api/tickets/process-batch";
    private final Tickets tickets;

    ProcessingRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.add("POST", ONE, this::process)
                .add("POST", BATCH, this::processBatch)
                .costly("POST " + ONE, "POST " + BATCH);
    }

    private void process(Context ctx) throws ZendeskException {
        ZendeskProcessing zendesk = new ZendeskProcessing(Served.of(ctx).zendesk());
        Body body = Body.of(ctx);
        Optional<String> number = Optional.empty();
        if (body.has("zendesk_id")) {
            number = zendesk.isReady(body, "zendesk_id") ? body.text("zendesk_id") : number;
        } else {
            body.require("ticket_id");
        }
        Optional<String> id = body.text("ticket_id");
        notBoth(body, id.isPresent(), "zendesk_id");
        body.refuseIfWrong(List.of());
        TicketProcessor processor = tickets.of(ctx).processor();
        if (number.isPresent()) {
            Json.answer(ctx, 200, zendesk.one(processor, number.get()));
            return;
        }
        ProcessedTicket done = processor.process(Ids.ticket(id.orElseThrow()), ProcessingOptions.standard());
        if (done.outcome() == ProcessingOutcome.SET_ASIDE) {
            throw new StorageUnavailableException(null);
        }
        Json.answer(ctx, 200, of(done));
    }

    private static void notBoth(Body body, boolean ours, String theirs) {
        if (ours && body.has(theirs)) {
            body.wrong(theirs, "Name tickets of Zendesk or others, not both.");
        }
    }

    static ObjectNode of(ProcessedTicket done) {
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

    private void processBatch(Context ctx) throws ZendeskException {
        ZendeskProcessing zendesk = new ZendeskProcessing(Served.of(ctx).zendesk());
        Body body = Body.of(ctx);
        List<String> numbers = List.of();
        if (body.has("zendesk_ids")) {
            numbers = zendesk.isReady(body, "zendesk_ids") ? some(body, "zendesk_ids") : numbers;
        } else {
            body.require("ticket_ids");
        }
        List<String> ids = some(body, "ticket_ids");
        notBoth(body, !ids.isEmpty(), "zendesk_ids");
        body.refuseIfWrong(List.of());
        TicketProcessor processor = tickets.of(ctx).processor();
        Deadline since = Deadline.after(Duration.ZERO);
        Results results = new Results();
        if (numbers.isEmpty()) {
            process(processor, new LinkedHashSet<>(ids), results);
        } else {
            zendesk.some(processor, new LinkedHashSet<>(numbers), results);
        }
        Json.answer(ctx, 200, results.json(since));
    }

    /** 1 to 100 ids; none when the field is missing or wrong. */
    private static List<String> some(Body body, String field) {
        Optional<List<String>> ids = body.texts(field);
        int size = ids.map(List::size).orElse(1);
        if (size > Limits.PROCESSING) {
            body.wrong(field, "Ensure this field has no more than " + Limits.PROCESSING + " elements.");
        } else if (size == 0) {
            body.wrong(field, "This list may not be empty.");
        }
        return ids.orElse(List.of());
    }

    private static void process(TicketProcessor processor, Set<String> texts, Results results) {
        List<TicketId> ids = texts.stream().map(Ids::ticket).toList();
        Map<TicketId, ProcessedTicket> done = new HashMap<>();
        processor
                .processAll(ids, ProcessingOptions.standard())
                .forEach(one -> done.put(one.ticket().orElseThrow(), one));
        for (String text : texts) {
            ProcessedTicket one = done.get(Ids.ticket(text));
            if (one == null || one.outcome() == ProcessingOutcome.SET_ASIDE) {
                results.failed("ticket_id", text, Optional.ofNullable(one));
            } else {
                results.add(of(one), one.cost());
            }
        }
    }

    /** What came of several, in their order. */
    static final class Results {
        private final ArrayNode all = Json.MAPPER.createArrayNode();
        private BigDecimal cost = BigDecimal.ZERO;
        private int failed;

        void add(ObjectNode done, BigDecimal itsCost) {
            all.add(done);
            cost = cost.add(itsCost);
        }

        void failed(String name, String id, Optional<ProcessedTicket> one) {
            failed(name, id, error(one), one);
        }

        /** It may have been paid for all the same. */
        void failed(String name, String id, String error, Optional<ProcessedTicket> one) {
            failed++;
            cost = cost.add(one.map(ProcessedTicket::cost).orElse(BigDecimal.ZERO));
            all.addObject().put(name, id).put("error", error);
        }

        private ObjectNode json(Deadline since) {
            ObjectNode json =
                    Json.object().put("processed", all.size() - failed).put("failed", failed);
            json.set("results", all);
            return json.put("total_cost_usd", money(cost))
                    .put("duration_ms", since.elapsed().toMillis());
        }
    }

    static String error(Optional<ProcessedTicket> failed) {
        return failed.flatMap(ProcessedTicket::failure)
                        .filter(reason -> reason != ProcessingFailure.NOT_FOUND)
                        .isPresent()
                ? "The ticket could not be processed. Try again later."
                : "Not found.";
    }
}
