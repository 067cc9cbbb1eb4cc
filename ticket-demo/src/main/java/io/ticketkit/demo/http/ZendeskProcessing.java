package io.ticketkit.demo.http;

import io.javalin.http.HttpResponseException;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketProcessor;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.demo.zendesk.ZendeskDesk;
import io.ticketkit.demo.zendesk.ZendeskException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Tickets of Zendesk, processed on demand; when there is a Zendesk. */
record ZendeskProcessing(Optional<ZendeskDesk> desk) {
    private static final String NAME = "zendesk_id";
    private static final String NO_TEXT = "The ticket has no text.";

    /** Says it of the field when not. */
    boolean isReady(Body body, String field) {
        if (desk.isEmpty()) {
            body.wrong(field, "Zendesk is not set up.");
        }
        return desk.isPresent();
    }

    ObjectNode one(TicketProcessor processor, String text) throws ZendeskException {
        ProcessedTicket done = process(processor, Set.of(text)).get(number(text));
        if (done == null) {
            throw new HttpResponseException(404, "Not found.");
        } else if (isWithoutText(done)) {
            throw new ValidationException(List.of(new Violation(NAME, NO_TEXT)));
        } else if (done.outcome() == ProcessingOutcome.SET_ASIDE) {
            throw new StorageUnavailableException(null);
        }
        return of(number(text), done);
    }

    void some(TicketProcessor processor, Set<String> texts, ProcessingRoutes.Results results) throws ZendeskException {
        Map<Long, ProcessedTicket> done = process(processor, texts);
        for (String text : texts) {
            ProcessedTicket one = done.get(number(text));
            if (one == null || one.outcome() == ProcessingOutcome.SET_ASIDE) {
                boolean withoutText = one != null && isWithoutText(one);
                String error = withoutText ? NO_TEXT : ProcessingRoutes.error(Optional.ofNullable(one));
                results.failed(NAME, text, error, Optional.ofNullable(one));
            } else {
                results.add(of(number(text), one), one.cost());
            }
        }
    }

    private Map<Long, ProcessedTicket> process(TicketProcessor processor, Set<String> texts) throws ZendeskException {
        List<Long> numbers =
                texts.stream().filter(Ids::isOne).map(Long::valueOf).toList();
        return desk.orElseThrow().process(processor, numbers);
    }

    /** Of what is no number the number of nothing. */
    private static long number(String text) {
        return Ids.isOne(text) ? Long.parseLong(text) : 0;
    }

    private static boolean isWithoutText(ProcessedTicket done) {
        return done.failure().equals(Optional.of(ProcessingFailure.INVALID));
    }

    private static ObjectNode of(long number, ProcessedTicket done) {
        return ProcessingRoutes.of(done)
                .put(NAME, number)
                .put("written_back", done.outcome() == ProcessingOutcome.DONE);
    }
}
