package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.CommentDraft;
import io.ticketkit.Conversation;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.demo.http.OpenApiDocument;
import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.http.ServedRoutes;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.users.Role;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** True ids of what belongs to others, on every call that is described: in paths, in queries, in bodies. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class AttackIdsTest extends AttackContract {
    private static final List<Integer> REFUSED = List.of(400, 403, 404);
    /** What a body or query may name something by. */
    private static final List<String> NAMES =
            List.of("ticket", "ticket_id", "into", "run", "response", "conversation_id", "other");

    private final OpenApiDocument document = new OpenApiDocument();

    AttackIdsTest(DemoOn demo) {
        super(demo);
    }

    /** Things that somebody has, by the name that paths and bodies have for them. */
    private record Things(Map<String, String> ids, String secret) {
        String in(String path) {
            String filled = path;
            for (Map.Entry<String, String> id : ids.entrySet()) {
                filled = filled.replace("{" + id.getKey() + "}", id.getValue());
            }
            return filled;
        }

        Things withTicketOf(Things own) {
            Map<String, String> mixed = new LinkedHashMap<>(ids);
            mixed.put("id", own.ids().get("id"));
            return new Things(mixed, secret);
        }
    }

    private Things ofAnotherTenant(String tenant) {
        try (JpaTicketStorage storage = JpaTicketStorage.managed(demo.source()).build();
                TicketKit kit = TicketKit.builder().storage(storage).build()) {
            TicketService there = kit.forTenant(tenant).as(Actor.staff("somebody"));
            String secret = unused();
            Ticket ticket = there.submit(TicketDraft.of("Theirs " + secret, "Nobody's business " + secret));
            Ticket other = there.submit(TicketDraft.of("Theirs too " + secret, "Nobody's business " + secret));
            long response = there.comments()
                    .add(ticket.id(), CommentDraft.reply(secret))
                    .id()
                    .value();
            long file = there.attachments()
                    .add(
                            ticket.id(),
                            AttachmentDraft.builder()
                                    .name(secret + ".txt")
                                    .mediaType("text/plain")
                                    .build(),
                            new ByteArrayInputStream(secret.getBytes(StandardCharsets.UTF_8)))
                    .id()
                    .value();
            Conversation chat = there.conversations().start(ticket.id());
            there.conversations().say(chat.id(), secret);
            long run = there.runs()
                    .ofTicket(ticket.id(), PageRequest.first(1))
                    .items()
                    .get(0)
                    .id()
                    .orElseThrow()
                    .value();
            return things(
                    ticket.id().value(),
                    other.id().value(),
                    response,
                    file,
                    chat.id().value(),
                    run,
                    secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Things of(Person person, Client agent) {
        String secret = unused();
        JsonNode ticket =
                made(person.client().post(TICKETS, json("title", "Mine " + secret, "description", "d " + secret)));
        JsonNode other = made(person.client().post(TICKETS, json("title", "Also " + secret, "description", "d")));
        JsonNode response = made(person.client().post(path(ticket) + "responses/", json("content", secret)));
        JsonNode file = made(person.client()
                .upload(
                        path(ticket) + "attachments/",
                        secret + ".txt",
                        "text/plain",
                        secret.getBytes(StandardCharsets.UTF_8)));
        JsonNode chat = made(person.client()
                .post(
                        "/api/tickets/ai/conversations/",
                        json("ticket", ticket.get("id").asLong())));
        return things(
                ticket.get("id").asLong(),
                other.get("id").asLong(),
                response.get("id").asLong(),
                file.get("id").asLong(),
                chat.get("conversation_id").asString(),
                ok(agent.get(path(ticket) + "runs/")).get(0).get("id").asLong(),
                secret);
    }

    private static Things things(
            long ticket, long other, long response, long file, String chat, long run, String secret) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("id", String.valueOf(ticket));
        ids.put("ticket", String.valueOf(ticket));
        ids.put("ticket_id", String.valueOf(ticket));
        ids.put("other", String.valueOf(other));
        ids.put("into", String.valueOf(other));
        ids.put("response", String.valueOf(response));
        ids.put("n", String.valueOf(file));
        ids.put("run", String.valueOf(run));
        ids.put("conversation_id", chat);
        ids.put("person", "somebody@example.org");
        return new Things(ids, secret);
    }

    @Test
    void everyServedRouteIsAmongThoseThatAreTried() {
        assertThat(document.operations().stream()
                        .map(operation ->
                                operation.method() + " " + operation.path().replaceFirst("/$", ""))
                        .collect(Collectors.toSet()))
                .containsAll(ServedRoutes.all().stream()
                        .map(route -> route[0] + " " + route[1].replaceFirst("/$", ""))
                        .filter(route -> !route.equals("GET ") && !route.equals("GET /docs"))
                        .toList());
    }

    @Test
    void whatBelongsToAnotherTenantIsForNobodyHere() {
        String tenant = "rival" + unused();
        Things theirs = ofAnotherTenant(tenant);
        List<String> before = rowsOf(tenant);
        for (Role role : Role.values()) {
            assertNothing(demo.person(role), theirs);
        }
        assertThat(rowsOf(tenant)).isEqualTo(before).hasSizeGreaterThan(8);
        log.assertSaysNone(theirs.secret());
    }

    @Test
    void whatBelongsToAnotherRequesterIsForNoRequester() {
        Client agent = demo.person(Role.AGENT).client();
        Person maria = demo.person(Role.REQUESTER);
        Things hers = of(maria, agent);
        String ticket = TICKETS + hers.ids().get("id") + "/";
        String before = agent.get(ticket).text()
                + agent.get(ticket + "history/").text()
                + agent.get(ticket + "responses/").text();
        assertNothing(demo.person(Role.REQUESTER), hers);
        assertThat(agent.get(ticket).text()
                        + agent.get(ticket + "history/").text()
                        + agent.get(ticket + "responses/").text())
                .isEqualTo(before)
                .contains(hers.secret());
        log.assertSaysNone(hers.secret(), maria.email(), maria.token());
    }

    private List<String> rowsOf(String tenant) {
        return tables().entrySet().stream()
                // which handlers empty meanwhile
                .filter(table -> !table.getKey().toLowerCase(Locale.ROOT).equals("ticket_outbox"))
                .flatMap(table -> table.getValue().stream().map(row -> table.getKey() + ": " + row))
                .filter(row -> row.contains(tenant))
                .toList();
    }

    private void assertNothing(Person eve, Things theirs) {
        Things own = of(eve, demo.person(Role.AGENT).client());
        List<String> problems = new ArrayList<>();
        TreeSet<String> refused = new TreeSet<>();
        for (Operation operation : document.operations()) {
            if (operation.path().startsWith("/api/auth") || operation.id().equals("createSamples")) {
                continue;
            }
            List<ObjectNode> bodies = bodies(operation, theirs);
            boolean names = operation.path().contains("{")
                    || (!bodies.isEmpty() && !bodies.get(0).isEmpty());
            for (ObjectNode body : bodies.isEmpty() ? List.of(JsonNodeFactory.instance.objectNode()) : bodies) {
                Answer answer = send(eve.client(), operation, theirs, body);
                // an admin is told that there is nothing of such a person here
                boolean told = operation.path().startsWith("/api/privacy/")
                        && eve.email().startsWith(Role.ADMIN.wireName());
                boolean must = (operation.path().contains("{") && !told)
                        || (names && !told && !operation.id().equals("processTickets"));
                problems.addAll(problems(
                        eve.email() + " " + operation,
                        answer,
                        must ? REFUSED : List.of(200, 201, 400, 403, 404),
                        theirs.secret()));
                if (must) {
                    refused.add(operation.id());
                }
                // the own ticket, and all else theirs
                Things mixed = theirs.withTicketOf(own);
                if (!operation.id().equals("eraseTicket") && !operation.id().equals("mergeTicket")) {
                    Answer half = send(eve.client(), operation, mixed, body);
                    problems.addAll(problems(
                            eve.email() + " half " + operation,
                            half,
                            List.of(200, 201, 204, 400, 403, 404, 409),
                            theirs.secret()));
                }
            }
            problems.addAll(queries(eve, operation, theirs));
        }
        assertThat(problems).isEmpty();
        assertThat(refused).hasSizeGreaterThan(35);
    }

    /** Each example of a body with their ids wherever it has one. */
    private List<ObjectNode> bodies(Operation operation, Things theirs) {
        return document.requestExamples(operation).stream()
                .map(example -> example.deepCopy().asObject())
                .filter(body -> NAMES.stream().anyMatch(body::has) || body.has("ticket_ids"))
                .peek(body -> NAMES.stream()
                        .filter(body::has)
                        .forEach(name -> body.put(name, theirs.ids().getOrDefault(name, "1"))))
                .peek(body -> {
                    if (body.has("ticket_ids")) {
                        body.putArray("ticket_ids").add(theirs.ids().get("id"));
                    }
                })
                .toList();
    }

    private Answer send(Client client, Operation operation, Things theirs, ObjectNode body) {
        String path = theirs.in(operation.path())
                + (operation.id().equals("suggest") ? "?ticket=" + theirs.ids().get("ticket") : "");
        if (operation.takesForm()) {
            return client.upload(path, "a.txt", "text/plain", new byte[] {'a'});
        }
        boolean without = operation.reads() || operation.method().equals("DELETE");
        String text = !body.isEmpty()
                ? body.toString()
                : document.requestExamples(operation).stream()
                        .findFirst()
                        .map(JsonNode::toString)
                        .orElse("{}");
        return client.send(operation.method(), path, without ? null : text);
    }

    /** What is asked for with their ids is an empty list, or refused. */
    private List<String> queries(Person eve, Operation operation, Things theirs) {
        if (!operation.reads() || operation.path().contains("{")) {
            return List.of();
        }
        return Stream.of(
                        "?ticket=" + theirs.ids().get("ticket"),
                        "?search=" + theirs.secret() + "x",
                        "?search=Nobody",
                        "?paginate=true&limit=200")
                .flatMap(query -> problems(
                                eve.email() + " " + operation + query,
                                eve.client().get(operation.path() + query),
                                List.of(200, 400, 403, 404),
                                theirs.secret())
                        .stream()
                        .filter(problem -> !query.contains("secret")))
                .toList();
    }
}
