package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Lists that take nothing but a page. */
final class Lists {
    private Lists() {}

    static void answer(Context ctx, Function<PageRequest, Page<ObjectNode>> list) {
        answer(ctx, Parameters.of(ctx), list);
    }

    /** The same where other parameters were read, too. */
    static void answer(Context ctx, Parameters parameters, Function<PageRequest, Page<ObjectNode>> list) {
        PageRequest request = parameters.page();
        parameters.refuseIfWrong(List.of());
        Page<ObjectNode> page = list.apply(request);
        Links.next(ctx, page);
        Json.answerTagged(ctx, page.items());
    }
}
