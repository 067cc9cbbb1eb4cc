package io.ticketkit.llm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.ModelCall;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.llm.ApiKey;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    private static final String ANSWER = """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-4o-mini-2024-07-18", "choices":
            [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content":
            "{\\"category\\": \\"billing\\", \\"category_confidence\\": 0.9, \\"priority\\": \\"low\\", \\"priority_confidence\\": 0.9}"}}],
            "usage": {"prompt_tokens": 500, "completion_tokens": 60, "total_tokens": 560}}""";

    @TempDir
    private Path folder;

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(ANSWER)
                .build());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aModelWithPricesAndABudgetInFrontOfTheOfflineClassifier() throws Exception {
        String key = "sk-test";
        String address = "http://localhost:" + server.getPort() + "/v1";
        Path priceFile = Files.writeString(
                folder.resolve("prices.json"),
                "{\"gpt-4o-mini\": {\"input_cost_per_token\": 1.5e-07, \"output_cost_per_token\": 6e-07}}");
        SpendLedger ledger = new Unlimited();

        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(address)
                .apiKey(ApiKey.of(key))
                .model("gpt-4o-mini")
                .build();
        LlmClassifier classifier = LlmClassifier.builder(model)
                .prices(PriceBook.read(priceFile))
                .budget(DailyBudget.of(new BigDecimal("5.00"), ledger, Clock.systemUTC()))
                .build();
        TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .classifier(classifier)
                .offlineClassifier(Classifiers.firstOf(new ContractClassifier(), KeywordClassifier.standard()))
                .build();

        try (model;
                classifier;
                kit) {
            Ticket ticket = kit.as(Actor.requester("ada"))
                    .submit(TicketDraft.of("Invoice", "Contract M-4711: the invoice is wrong."));

            assertThat(ticket.category().code()).isEqualTo("billing");
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.LLM);

            // the server is asked again and is gone
            server.close();
            Ticket offline =
                    kit.as(Actor.requester("ada")).submit(TicketDraft.of("Delivery", "Contract M-4712: nothing came."));
            assertThat(offline.priority()).isEqualTo(Priority.HIGH);
            assertThat(offline.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.RULE);
        }
    }

    @Test
    void aClassifierOfItsOwn() throws Exception {
        List<String> log = new ArrayList<>();
        try (ChatModel model = OpenAiChatModel.builder()
                        .baseUrl("http://localhost:" + server.getPort() + "/v1")
                        .model("gpt-4o-mini")
                        .build();
                LlmClassifier classifier = LlmClassifier.builder(model).build()) {
            ClassificationRequest request =
                    ClassificationRequest.builder("Mail me: ada@example.com").build();

            String leaves = classifier.preview(request).stream()
                    .map(message -> message.role() + ": " + message.text())
                    .collect(Collectors.joining("\n"));

            try {
                Classification answer = classifier.classify(request).orElseThrow();
                ModelCall call = answer.call().orElseThrow();
                log.add(call.model() + ", " + call.cost() + ", " + call.flags());
            } catch (ClassificationException e) {
                log.add(e.reason() + ", " + e.call());
            }

            assertThat(leaves).contains("[EMAIL_1]").doesNotContain("ada@");
            assertThat(Objects.requireNonNull(server.takeRequest().getBody()).utf8())
                    .contains("[EMAIL_1]")
                    .doesNotContain("ada@");
            assertThat(log).containsExactly("gpt-4o-mini-2024-07-18, Optional.empty, []");
        }
    }

    private static final class Unlimited implements SpendLedger {
        @Override
        public boolean reserve(String tenant, LocalDate utcDay, BigDecimal amount, BigDecimal cap) {
            return true;
        }

        @Override
        public void settle(String tenant, LocalDate utcDay, BigDecimal reserved, BigDecimal actual) {}

        @Override
        public BigDecimal spent(String tenant, LocalDate utcDay) {
            return BigDecimal.ZERO;
        }
    }
}
