package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What settings change in the answers. */
class SettingsOverHttpTest {
    private static final String BILLING =
            "{\"title\":\"Refund\",\"description\":\"I was charged twice, please refund the second payment. URGENT, production is down!\"}";

    private interface Check {
        void on(Client client);
    }

    private static void onBothDatabases(Map<String, String> settings, Check check) {
        DemoOn.with(settings).forEach(demo -> {
            try (demo) {
                check.on(demo.client());
            }
        });
    }

    private static JsonNode created(Client client, String body) {
        Answer answer = client.post("/api/tickets/", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private static List<String> categories(Client client) {
        return new ArrayList<>(client.get("/api/tickets/stats/")
                .json()
                .get("category_breakdown")
                .propertyNames());
    }

    @ParameterizedTest
    @CsvSource({
        "product, bug;feature;billing;support;other, account",
        "education, technical;billing;general;bug_report;feature_request, account"
    })
    void theOtherPresets(String taxonomy, String codes, String unknown) {
        onBothDatabases(Map.of("TICKET_TAXONOMY", taxonomy), client -> {
            assertThat(categories(client)).containsExactlyInAnyOrder(codes.split(";"));
            for (String code : codes.split(";", -1)) {
                String body = "{\"title\":\"t\",\"description\":\"d\",\"category\":\"" + code + "\"}";
                assertThat(created(client, body).get("category").asString()).isEqualTo(code);
                assertThat(client.get("/api/tickets/?category=" + code).json().size())
                        .isEqualTo(1);
            }
            assertThat(created(client, BILLING).get("category").asString()).isEqualTo("billing");
            assertThat(client.post(
                                    "/api/tickets/",
                                    "{\"title\":\"t\",\"description\":\"d\",\"category\":\"" + unknown + "\"}")
                            .toString())
                    .isEqualTo("400 {\"category\":[\"\\\"" + unknown + "\\\" is not a valid choice.\"]}");
            assertThat(client.get("/api/tickets/?category=" + unknown).status()).isEqualTo(400);
        });
    }

    @Test
    void anOwnTaxonomyFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), """
                {"fallback": "rest", "categories": [
                  {"code": "delivery", "label": "Delivery", "description": "Parcels", "keywords": ["parcel", "courier"]},
                  {"code": "old", "label": "Old", "retired": true},
                  {"code": "rest", "label": "The rest", "aliases": ["misc"]}]}
                """);
        onBothDatabases(Map.of("TICKET_TAXONOMY", file.toString()), client -> {
            assertThat(categories(client)).containsExactly("delivery", "rest");
            JsonNode parcel = created(client, "{\"title\":\"Parcel\",\"description\":\"The courier lost my parcel.\"}");
            assertThat(parcel.get("category").asString()).isEqualTo("delivery");
            JsonNode nothing = created(client, "{\"title\":\"x\",\"description\":\"y\"}");
            assertThat(nothing.get("category").asString()).isEqualTo("rest");
            JsonNode alias = created(client, "{\"title\":\"x\",\"description\":\"y\",\"category\":\"misc\"}");
            assertThat(alias.get("category").asString()).isEqualTo("rest");
            assertThat(client.post("/api/tickets/", "{\"title\":\"x\",\"description\":\"y\",\"category\":\"old\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(client.get("/api/tickets/?category=old").toString()).isEqualTo("200 []");
        });
    }

    @Test
    void aCategoryThatNobodyShallGuessIsLeftToPeople() {
        onBothDatabases(Map.of("TICKET_CATEGORIZATION", "off"), client -> {
            JsonNode ticket = created(client, BILLING);
            assertThat(ticket.get("category").asString()).isEqualTo("general");
            assertThat(ticket.get("suggestion")
                            .get("category")
                            .get("needs_review")
                            .asBoolean())
                    .isTrue();
            assertThat(ticket.get("priority").asString()).isIn("high", "critical");
            JsonNode answer = client.post("/api/tickets/classify/", BILLING).json();
            assertThat(answer.get("suggested_category").asString()).isEqualTo("general");
            assertThat(answer.get("suggested_title").asString()).isNotBlank();
        });
    }

    @Test
    void aPriorityThatNobodyShallGuessIsLeftToPeople() {
        onBothDatabases(Map.of("TICKET_PRIORITY_DETECTION", "OFF"), client -> {
            JsonNode ticket = created(client, BILLING);
            assertThat(ticket.get("priority").asString()).isEqualTo("medium");
            assertThat(ticket.get("suggestion")
                            .get("priority")
                            .get("needs_review")
                            .asBoolean())
                    .isTrue();
            assertThat(ticket.get("category").asString()).isEqualTo("billing");
            assertThat(ticket.get("urgency_score").asInt()).isPositive();
        });
    }

    @Test
    void theThresholdOfReviewDecidesWhatAPersonShouldSee() {
        onBothDatabases(Map.of("TICKET_AI_CONFIDENCE", "0"), client -> {
            assertThat(created(client, "{\"title\":\"hm\",\"description\":\"hm\"}")
                            .get("needs_review")
                            .asBoolean())
                    .isFalse();
            assertThat(client.get("/api/tickets/?needs_review=true").toString()).isEqualTo("200 []");
        });
        onBothDatabases(
                Map.of("TICKET_AI_CONFIDENCE", "1"),
                client -> assertThat(
                                created(client, BILLING).get("needs_review").asBoolean())
                        .isTrue());
    }

    @Test
    void newTicketsAreGivenToWhoKnowsTheirCategory() {
        Map<String, String> agents =
                Map.of("TICKET_AUTO_ASSIGN", "round_robin", "TICKET_AGENTS", "ann=billing, bob=billing, eve=technical");
        onBothDatabases(agents, client -> {
            List<String> assignees = new ArrayList<>();
            for (String category : List.of("billing", "billing", "technical", "billing", "general")) {
                String body = "{\"title\":\"t\",\"description\":\"d\",\"category\":\"" + category + "\"}";
                assignees.add(created(client, body).get("assignee").asString("nobody"));
            }
            assertThat(assignees).containsExactly("ann", "bob", "eve", "ann", "nobody");
            String given = "{\"title\":\"t\",\"description\":\"d\",\"category\":\"billing\",\"assignee\":\"demo\"}";
            assertThat(created(client, given).get("assignee").asString()).isEqualTo("demo");
            assertThat(client.get("/api/config/").json().get("agents").toString())
                    .isEqualTo("[\"ann\",\"bob\",\"eve\"]");
        });
    }

    @Test
    void newTicketsAreGivenToTheUserOfTheDemoWhereNobodyIsNamed() {
        onBothDatabases(
                Map.of("TICKET_AUTO_ASSIGN", "on"),
                client -> assertThat(created(client, BILLING).get("assignee").asString("nobody"))
                        .isEqualTo("demo"));
    }
}
