package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.ticketkit.Category;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.Violation;
import io.ticketkit.demo.http.TicketJson.HistoryJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tickets: list, create, read, change, erase. */
final class TicketRoutes {
    private static final String ALL = "/api/tickets";
    private static final String ONE = ALL + "/{id}";

    private final TicketService tickets;
    private final Taxonomy taxonomy;

    TicketRoutes(TicketService tickets, Taxonomy taxonomy) {
        this.tickets = tickets;
        this.taxonomy = taxonomy;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.post(ALL, this::create),
                Route.get(ONE, this::read),
                new Route(HandlerType.PATCH, ONE, ctx -> update(ctx)),
                new Route(HandlerType.PUT, ONE, ctx -> update(ctx, "title", "description")),
                new Route(HandlerType.DELETE, ONE, this::erase),
                Route.post(ONE + "/assign", this::assign),
                Route.post(ONE + "/close", ctx -> move(ctx, Status.CLOSED)),
                Route.post(ONE + "/reopen", ctx -> move(ctx, Status.OPEN)),
                Route.get(ONE + "/history", this::history));
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        TicketQuery query = parameters.query(taxonomy);
        PageRequest request = parameters.page();
        boolean counted = parameters.isOn("paginate");
        parameters.refuseIfWrong(query.violations());
        Page<TicketJson> page = tickets.search(query, request).map(TicketJson::of);
        Links.next(ctx, page);
        Json.answerTagged(ctx, counted ? Links.counted(ctx, page, tickets.count(query)) : page.items());
    }

    private void create(Context ctx) {
        Body body = Body.of(ctx);
        body.require("title", "description");
        TicketDraft.Builder draft = TicketDraft.builder();
        set(body.text("title"), draft::title);
        set(body.text("description"), draft::description);
        String category = body.text("category");
        draft.category(category).priority(body.choice("priority", Priority::parse));
        set(body.choice("status", Status::parse), draft::status);
        set(body.texts("tags"), draft::tags);
        draft.requester(body.textOrNull("requester")).assignee(body.textOrNull("assignee"));
        Optional.ofNullable(ctx.header("Idempotency-Key"))
                .filter(key -> !key.isBlank())
                .ifPresent(draft::idempotencyKey);
        body.refuseIfWrong(with(draft.build().violations(), category, null));
        Ticket ticket = tickets.submit(draft.build());
        ctx.header("Location", Links.base(ctx) + ALL + "/" + ticket.id() + "/");
        answer(ctx, 201, ticket);
    }

    private void read(Context ctx) {
        answer(ctx, 200, existing(ctx));
    }

    private void update(Context ctx, String... required) {
        Ticket current = existing(ctx);
        Body body = Body.of(ctx);
        body.require(required);
        TicketChange.Builder change = TicketChange.builder();
        set(body.text("title"), change::title);
        set(body.text("description"), change::description);
        String category = body.text("category");
        set(category, change::category);
        set(body.choice("priority", Priority::parse), change::priority);
        set(body.choice("status", Status::parse), change::status);
        set(body.texts("tags"), change::tags);
        if (body.has("assignee")) {
            change.assignee(body.textOrNull("assignee"));
        }
        body.refuseIfWrong(with(change.build().violations(), category, current.category()));
        answer(ctx, 200, tickets.update(current.id(), Tags.expected(ctx, current), change.build()));
    }

    /** The library says this too, but only once the types of all fields are right. */
    private List<Violation> with(List<Violation> violations, @Nullable String category, @Nullable Category current) {
        List<Violation> all = new ArrayList<>(violations);
        boolean kept = current != null && current.code().equals(category);
        if (category != null && !kept && taxonomy.resolve(category).isEmpty()) {
            all.add(new Violation("category", "\"" + Body.shortened(category) + "\" is not a valid choice."));
        }
        return all;
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private void erase(Context ctx) {
        Ticket current = existing(ctx);
        // refuses a lost race
        Tags.expected(ctx, current);
        tickets.erase(current.id());
        ctx.status(204);
    }

    private void assign(Context ctx) {
        Ticket current = existing(ctx);
        Body body = Body.of(ctx);
        body.require("assignee");
        String assignee = body.textOrNull("assignee");
        body.refuseIfWrong(List.of());
        answer(ctx, 200, tickets.assign(current.id(), Tags.expected(ctx, current), assignee));
    }

    private void move(Context ctx, Status status) {
        Ticket current = existing(ctx);
        answer(ctx, 200, tickets.transition(current.id(), Tags.expected(ctx, current), status));
    }

    private void history(Context ctx) {
        TicketId id = id(ctx);
        Parameters parameters = Parameters.of(ctx);
        PageRequest request = parameters.page();
        parameters.refuseIfWrong(List.of());
        Page<HistoryJson> page = tickets.history(id, request).map(HistoryJson::of);
        Links.next(ctx, page);
        Json.answerTagged(ctx, page.items());
    }

    private Ticket existing(Context ctx) {
        return tickets.get(id(ctx));
    }

    /** What is no id is the id of no ticket. */
    private static TicketId id(Context ctx) {
        String text = ctx.pathParam("id");
        return new TicketId(text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : Long.MAX_VALUE);
    }

    private static void answer(Context ctx, int status, Ticket ticket) {
        Json.answer(ctx, status, TicketJson.of(ticket));
        Tags.put(ctx, Tags.of(ticket));
    }
}
