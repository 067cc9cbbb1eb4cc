package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A demo whose model is a server of the test's; each test starts its own, because demos remember failures. */
abstract class ModelContract {
    static final String KEY = "sk-test-geheim-4711";
    static final String TEXT = "I was charged twice for my invoice, please refund one payment of zanzibar.";

    final ModelServer model = new ModelServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stopTheModel() {
        model.close();
    }

    /** An OpenAI-compatible one with a key and prices, and more settings or others. */
    Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TICKET_LLM_PROVIDER", "openai");
        settings.put("TICKET_LLM_API_KEY", KEY);
        settings.put("TICKET_LLM_BASE_URL", model.url() + "/v1");
        settings.put("TICKET_LLM_MODEL", "test-model");
        settings.put("TICKET_LLM_TIMEOUT_SECONDS", "20");
        settings.put("TICKET_LLM_PRICES", prices().toString());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    private Path prices() {
        try {
            return Files.writeString(folder.resolve("prices.json"), ModelServer.PRICES);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RunningDemo demo(Map<String, String> settings) {
        return RunningDemo.on(TestDatabase.h2(), settings);
    }

    static JsonNode created(Client client, String text) {
        Answer answer = client.post("/api/tickets/", HttpContract.json("title", "A question", "description", text));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    static JsonNode classified(Client client, String text) {
        return HttpContract.ok(client.post("/api/tickets/classify/", HttpContract.json("description", text)));
    }

    static JsonNode runs(Client client, JsonNode ticket) {
        return HttpContract.ok(client.get(HttpContract.path(ticket) + "runs/"));
    }

    static String source(JsonNode ticket, String field) {
        return ticket.at("/suggestion/" + field + "/source").asString();
    }
}
