package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.http.OpenApiDocument;
import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.http.ServedRoutes;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RefusalLog;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.users.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls that have a model asked cost money: how often one may make them. */
class ModelLimitsTest {
    private static final String CLASSIFY = "/api/tickets/classify/";
    private static final String TEXT = "{\"title\":\"Broken\",\"description\":\"It does not start.\"}";
    private static final int LIMIT = 5;

    private final OpenApiDocument document = new OpenApiDocument();

    private static RunningDemo demo(ModelServer model, int limit) {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_MODEL_CALLS_PER_MINUTE", String.valueOf(limit));
        settings.put("TICKET_REFUSALS_LOGGED_PER_MINUTE", "1000000");
        settings.put("TICKET_LLM_PROVIDER", "openai");
        settings.put("TICKET_LLM_API_KEY", "k-" + "x".repeat(20));
        settings.put("TICKET_LLM_BASE_URL", model.url() + "/v1");
        settings.put("TICKET_LLM_MODEL", "test-model");
        return RunningDemo.on(TestDatabase.h2(), settings);
    }

    private static int allowed(Client client, String path, int most) {
        int allowed = 0;
        while (allowed < most && client.post(path, TEXT).status() < 300) {
            allowed++;
        }
        return allowed;
    }

    @Test
    void aRequesterWhoAsksTooOftenIsToldWhenToGoOn() {
        try (ModelServer model = new ModelServer().completes("{}");
                RefusalLog log = RefusalLog.open();
                RunningDemo demo = demo(model, LIMIT)) {
            Person eve = demo.person(Role.REQUESTER);
            Person maria = demo.person(Role.REQUESTER);
            assertThat(allowed(eve.client(), CLASSIFY, 100)).isBetween(LIMIT, LIMIT + 2);
            int asked = model.requests().size();
            Answer refused = eve.client().post("/api/tickets/suggest-title/", TEXT);
            for (int i = 0; i < 3 && refused.status() != 429; i++) {
                refused = eve.client().post("/api/tickets/suggest-title/", TEXT);
                asked = model.requests().size();
            }
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After").orElse("0")))
                    .isBetween(1, 60);
            assertThat(model.requests()).hasSize(asked);
            assertThat(log.assertRefused(refused, "too_many_model_calls")).matches(".* user=[0-9]+ account=-");
            assertThat(eve.client().get("/api/tickets/").status())
                    .as("all else goes on")
                    .isEqualTo(200);
            assertThat(maria.client().post(CLASSIFY, TEXT).status())
                    .as("others are not concerned")
                    .isEqualTo(200);
            log.assertSaysNone(eve.email(), eve.token(), "It does not start");
        }
    }

    @Test
    void whoAnswersTicketsMayAskTenTimesAsOften() {
        try (ModelServer model = new ModelServer().completes("{}");
                RunningDemo demo = demo(model, LIMIT)) {
            assertThat(allowed(demo.person(Role.AGENT).client(), CLASSIFY, 200)).isBetween(10 * LIMIT, 12 * LIMIT);
        }
    }

    @Test
    void whereNobodyLogsInNobodyCounts() {
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), Map.of("TICKET_MODEL_CALLS_PER_MINUTE", "1"))) {
            assertThat(allowed(demo.client(), CLASSIFY, 20)).isEqualTo(20);
        }
    }

    /** Every call is made once: those after which a model was asked are those with the limit. */
    @Test
    void everyCallThatAsksAModelHasTheLimit() {
        Set<String> asking = new TreeSet<>();
        try (ModelServer model = new ModelServer().completes("{\"answer\":\"x\"}");
                RunningDemo demo = demo(model, 100_000)) {
            Client admin = demo.person(Role.ADMIN).client();
            JsonNode ticket = admin.post("/api/tickets/", TEXT).json();
            String id = ticket.get("id").asString();
            admin.post("/api/tickets/" + id + "/responses/", "{\"content\":\"We look at it, all of us, at once.\"}");
            String chat = admin.post("/api/tickets/ai/conversations/", "{\"ticket\":" + id + "}")
                    .json()
                    .get("conversation_id")
                    .asString();
            for (Operation operation : document.operations()) {
                if (operation.id().equals("eraseTicket")
                        || operation.id().equals("createSamples")
                        || operation.takesForm()) {
                    continue;
                }
                String path = operation
                                .path()
                                .replace("{id}", id)
                                .replace("{conversation_id}", chat)
                                .replaceAll("\\{.+?}", "1")
                        + (operation.id().equals("suggest") ? "?ticket=" + id : "");
                int before = model.requests().size();
                for (String body :
                        operation.reads() || document.requestExamples(operation).isEmpty()
                                ? new String[] {operation.reads() ? null : "{}"}
                                : document.requestExamples(operation).stream()
                                        .map(example -> live(example, id, chat))
                                        .toArray(String[]::new)) {
                    admin.send(operation.method(), path, body);
                }
                if (model.requests().size() > before) {
                    asking.add(operation.method() + " " + operation.path().replaceFirst("/$", ""));
                }
            }
        }
        assertThat(ServedRoutes.costly()).containsAll(asking);
        assertThat(asking)
                .contains(
                        "POST /api/tickets",
                        "POST /api/tickets/classify",
                        "POST /api/tickets/process",
                        "POST /api/tickets/ai/categorize",
                        "POST /api/tickets/ai/generate-response",
                        "POST /api/tickets/ai/chat",
                        "POST /api/tickets/{id}/summary");
    }

    private static String live(JsonNode example, String id, String chat) {
        ObjectNode body = example.deepCopy().asObject();
        for (String name : new String[] {"ticket", "ticket_id"}) {
            if (body.has(name)) {
                body.put(name, id);
            }
        }
        if (body.has("ticket_ids")) {
            body.putArray("ticket_ids").add(id);
        }
        if (body.has("conversation_id")) {
            body.put("conversation_id", chat);
        }
        return body.toString();
    }

    /** What is said to have the limit has it: one call too many is refused, whatever it asks for. */
    @Test
    void eachOfThemIsRefusedAtTheLimit() {
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), one())) {
            for (String call : ServedRoutes.costly()) {
                String[] parts = call.split(" ", 2);
                String path = parts[1].replaceAll("\\{.+?}", "1") + "/";
                Client eve = demo.person(Role.REQUESTER).client();
                eve.send(parts[0], path, parts[0].equals("GET") ? null : "{}");
                assertThat(eve.send(parts[0], path, parts[0].equals("GET") ? null : "{}")
                                .status())
                        .as(call)
                        .isEqualTo(429);
                if (parts[0].equals("GET")) {
                    assertThat(eve.send("HEAD", path, null).status()).isEqualTo(429);
                }
            }
        }
    }

    private static Map<String, String> one() {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_MODEL_CALLS_PER_MINUTE", "1");
        return settings;
    }
}
