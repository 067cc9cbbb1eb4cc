package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.ticketkit.*;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tickets: list, create, read, change, erase. */
final class TicketRoutes {
    private static final String ALL = "/api/tickets";
    private static final String ONE = ALL + "/{id}";

    /** What a person can let stand. */
    private static final List<ClassifiedField> REVIEWED = List.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);

    private final Tickets tickets;

    TicketRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(ALL, this::list)
                .add("POST", ALL, this::create)
                .get(ONE, this::read)
                .add("PATCH", ONE, ctx -> update(ctx))
                .add("PUT", ONE, ctx -> update(ctx, "title", "description"))
                .add("DELETE", ONE, this::erase)
                .add("POST", ONE + "/assign", this::assign)
                .add("POST", ONE + "/close", ctx -> move(ctx, Status.CLOSED))
                .add("POST", ONE + "/reopen", ctx -> move(ctx, Status.OPEN))
                .add("POST", ONE + "/accept", this::accept)
                .get(ONE + "/history", this::history)
                .get(ONE + "/runs", this::runs)
                // a text that changes is classified again
                .costly("POST " + ALL, "PATCH " + ONE, "PUT " + ONE);
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        TicketQuery query = parameters.query(Served.taxonomy(ctx));
        PageRequest request = parameters.page();
        boolean counted = parameters.isOn("paginate");
        parameters.refuseIfWrong(query.violations());
        Page<Ticket> page = tickets.of(ctx).search(query, request);
        Lists.answer(ctx, page, counted, () -> tickets.of(ctx).count(query));
    }

    private void create(Context ctx) {
        Body body = Body.of(ctx).require("title", "description");
        Caller caller = Caller.of(ctx);
        TicketDraft.Builder draft = TicketDraft.builder()
                // nobody asks for help in the name of somebody else but those who give it
                .requester(
                        caller.isStaff()
                                ? body.person("requester")
                                : caller.actor().id())
                .assignee(body.person("assignee"))
                .team(body.textOrNull("team"))
                .idempotencyKey(ctx.header("Idempotency-Key"));
        body.text("title").ifPresent(draft::title);
        body.text("description").ifPresent(draft::description);
        body.choice("category", name -> category(ctx, name)).ifPresent(draft::category);
        body.choice("priority", Priority::parse).ifPresent(draft::priority);
        body.choice("status", Status::parse).ifPresent(draft::status);
        body.texts("tags").ifPresent(draft::tags);
        body.refuseIfWrong(draft.build().violations());
        Ticket ticket = tickets.of(ctx).submit(draft.build());
        ctx.header("Location", Links.base(ctx) + ALL + "/" + ticket.id() + "/");
        answer(ctx, 201, ticket);
    }

    private void read(Context ctx) {
        answer(ctx, 200, existing(ctx));
    }

    private void update(Context ctx, String... required) {
        Current current = new Current(ctx);
        TicketChange change = current.said(() -> change(ctx, current, required));
        answer(ctx, 200, tickets.of(ctx).update(current.id(), current.expected(), change));
    }

    private TicketChange change(Context ctx, Current current, String... required) {
        Body body = Body.of(ctx).require(required);
        TicketChange.Builder change = TicketChange.builder();
        body.text("title").ifPresent(change::title);
        body.text("description").ifPresent(change::description);
        body.choice("category", name -> category(ctx, name, current)).ifPresent(change::category);
        body.choice("priority", Priority::parse).ifPresent(change::priority);
        body.choice("status", Status::parse).ifPresent(change::status);
        body.texts("tags").ifPresent(change::tags);
        if (body.has("assignee")) {
            change.assignee(body.person("assignee"));
        }
        if (body.has("team")) {
            change.team(body.textOrNull("team"));
        }
        TicketChange built = change.build();
        body.refuseIfWrong(built.violations());
        return built;
    }

    private static Optional<String> category(Context ctx, String name) {
        return Served.taxonomy(ctx).resolve(name).map(Category::code);
    }

    /** A ticket keeps a category that was retired meanwhile. */
    private static Optional<String> category(Context ctx, String name, Current current) {
        Optional<String> known = category(ctx, name);
        return known.filter(name::equals).isEmpty()
                        && current.ticket().category().code().equals(name)
                ? Optional.of(name)
                : known;
    }

    private void erase(Context ctx) {
        Ticket current = existing(ctx);
        // a race that is lost already; the library erases whatever the version
        Tags.expected(ctx, current);
        tickets.of(ctx).erase(current.id());
        ctx.status(204);
    }

    private void assign(Context ctx) {
        Current current = new Current(ctx);
        Optional<String> assignee = current.said(() -> {
            Body body = Body.of(ctx).require("assignee");
            String person = body.person("assignee");
            body.refuseIfWrong(List.of());
            return Optional.ofNullable(person);
        });
        answer(ctx, 200, tickets.of(ctx).assign(current.id(), current.expected(), assignee.orElse(null)));
    }

    private void move(Context ctx, Status status) {
        Current current = new Current(ctx);
        current.said(() -> Body.of(ctx));
        answer(ctx, 200, tickets.of(ctx).transition(current.id(), current.expected(), status));
    }

    /** Lets stand what a machine chose: the fields named, or all that wait for review. */
    private void accept(Context ctx) {
        Ticket current = existing(ctx);
        Body body = Body.of(ctx);
        List<ClassifiedField> fields = body.has("fields")
                ? body.choices("fields", TicketRoutes::reviewed).orElse(List.of())
                : REVIEWED.stream()
                        .filter(field -> current.origin(field).needsReview())
                        .toList();
        body.refuseIfWrong(List.of());
        TicketChange change = TicketChange.builder()
                .accept(fields.toArray(ClassifiedField[]::new))
                .build();
        answer(ctx, 200, tickets.of(ctx).update(current.id(), Tags.expected(ctx, current), change));
    }

    private static Optional<ClassifiedField> reviewed(String name) {
        return REVIEWED.stream()
                .filter(field -> TicketJson.name(field).equals(name))
                .findFirst();
    }

    private void history(Context ctx) {
        TicketId id = Ids.ticket(ctx);
        Lists.answer(
                ctx,
                Parameters.of(ctx),
                request -> tickets.of(ctx).history(id, request).map(TicketJson::of),
                () -> tickets.of(ctx).historyLength(id));
    }

    private void runs(Context ctx) {
        TicketId id = Ids.ticket(ctx);
        Lists.answer(
                ctx, request -> tickets.of(ctx).runs().ofTicket(id, request).map(RunJson::of));
    }

    private Ticket existing(Context ctx) {
        return tickets.of(ctx).get(Ids.ticket(ctx));
    }

    /**
     * The ticket that a change is for. The change itself reads it; it is read before only where that decides something,
     * for that costs as much again.
     */
    private final class Current {
        private final Context ctx;
        private final TicketId id;
        private @Nullable Ticket ticket;

        Current(Context ctx) {
            this.ctx = ctx;
            this.id = Ids.ticket(ctx);
            if (ctx.header("Expect") != null) {
                // known before the client is told to go on and send its body
                ticket();
            }
        }

        TicketId id() {
            return id;
        }

        Ticket ticket() {
            Ticket known = ticket == null ? tickets.of(ctx).get(id) : ticket;
            ticket = known;
            return known;
        }

        Expected expected() {
            return Tags.isForAny(ctx) ? Expected.any() : Tags.expected(ctx, ticket());
        }

        /** What the body says. Who asks for what is not there hears that, whatever else is wrong. */
        <T> T said(Supplier<T> body) {
            try {
                return body.get();
            } catch (ValidationException | HttpResponseException e) {
                ticket();
                throw e;
            }
        }
    }

    private static void answer(Context ctx, int status, Ticket ticket) {
        Json.answer(ctx, status, ticket);
        Tags.put(ctx, Tags.of(ticket));
    }
}
