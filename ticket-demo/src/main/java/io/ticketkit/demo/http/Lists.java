package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
        answer(ctx, list.apply(request), false, () -> 0);
    }

    /** The same where {@code paginate} is a parameter: then what is on all pages is counted too. */
    static void answer(
            Context ctx, Parameters parameters, Function<PageRequest, Page<ObjectNode>> list, LongSupplier count) {
        PageRequest request = parameters.page();
        boolean counted = parameters.isOn("paginate");
        parameters.refuseIfWrong(List.of());
        answer(ctx, list.apply(request), counted, count);
    }

    static void answer(Context ctx, Page<?> page, boolean counted, LongSupplier count) {
        Links.next(ctx, page);
        Json.answerTagged(ctx, counted ? Links.counted(ctx, page, count.getAsLong()) : page.items());
    }
}
