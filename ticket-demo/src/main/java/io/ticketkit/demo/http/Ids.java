package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;

/** Ids from outside. What is no id is the id of nothing. */
final class Ids {
    private Ids() {}

    static TicketId ticket(Context ctx) {
        return ticket(ctx.pathParam("id"));
    }

    static TicketId ticket(String text) {
        return new TicketId(number(text));
    }

    static CommentId response(String text) {
        return new CommentId(number(text));
    }

    static AttachmentId attachment(Context ctx) {
        return new AttachmentId(number(ctx.pathParam("n")));
    }

    static RunId run(String text) {
        return new RunId(number(text));
    }

    static ConversationId conversation(String text) {
        return ConversationId.parse(text).orElseGet(() -> new ConversationId("00000000-0000-0000-0000-000000000000"));
    }

    static boolean isOne(String text) {
        return text.matches("[1-9][0-9]{0,17}");
    }

    private static long number(String text) {
        return isOne(text) ? Long.parseLong(text) : Long.MAX_VALUE;
    }
}
