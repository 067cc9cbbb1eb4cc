package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.spi.SpendLedger;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong: nothing of the ticket or the answer in a log, down to TRACE, in an exception, in a toString. */
@ResourceLock("the log of io.ticketkit")
class SecrecyTest {
    private static final String TEXT = "Zanzibar quokka anna@example.com password: hunter2";
    private static final List<String> SECRETS = List.of("Zanzibar", "quokka", "anna@", "hunter2", "Xylophone");

    @Test
    void nothingOfTheTicketIsToldAnywhere() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("io.ticketkit");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        StringWriter told = new StringWriter();
        events.start();
        root.addAppender(events);
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
        try {
            for (ScriptedModel.Behaviour behaviour : behaviours()) {
                tell(behaviour, told);
            }
        } finally {
            root.setLevel(before);
            root.setAdditive(true);
            root.detachAppender(events);
            Thread.interrupted();
        }
        String logged = List.copyOf(events.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));

        assertThat(told.toString()).contains("ClassificationException", "IllegalStateException", "Classification[llm");
        assertThat(logged).as("the failing ledger is logged").contains("not settled");
        assertThat(told + logged).doesNotContain(SECRETS);
    }

    private static List<ScriptedModel.Behaviour> behaviours() {
        return List.of(
                request -> ScriptedModel.told(
                        "{\"category\": \"account\", \"title\": \"Xylophone\", \"rationale\": \"Xylophone\"}"),
                request -> ScriptedModel.told("Xylophone {\"category\": \"Xylophone\"}"),
                request -> ScriptedModel.told("{\"category\": Xylophone"),
                request -> ScriptedModel.told("{\"title\": \"" + "Xylophone".repeat(5_000) + "\"}"),
                request -> ChatAnswer.builder("Xylophone")
                        .finish(FinishReason.REFUSAL)
                        .build(),
                request -> {
                    throw new IllegalStateException(request.messages().toString() + " Xylophone " + TEXT);
                },
                request -> {
                    throw new InterruptedException("Xylophone");
                },
                request -> {
                    throw ChatException.builder(FailureReason.SERVER_ERROR, "status 500")
                            .build();
                });
    }

    private static void tell(ScriptedModel.Behaviour behaviour, StringWriter told) throws Exception {
        PrintWriter out = new PrintWriter(told);
        PriceBook prices = PriceBook.read(new ByteArrayInputStream(
                "{\"test-model\": {\"input_cost_per_token\": 1e-6, \"output_cost_per_token\": 2e-6}}"
                        .getBytes(StandardCharsets.UTF_8)));
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(behaviour))
                .prices(prices)
                .budget(DailyBudget.of(BigDecimal.TEN, new FailingLedger(), Clock.systemUTC()))
                .build();
        ClassificationRequest request =
                ClassificationRequest.builder(TEXT).title(TEXT).build();
        out.println(classifier.preview(request) + " " + prices + " " + request);
        try {
            out.println(classifier.classify(request) + " " + classifier.classify(request));
        } catch (Exception e) {
            e.printStackTrace(out);
        }
    }

    private static final class FailingLedger implements SpendLedger {
        @Override
        public boolean reserve(String tenant, LocalDate utcDay, BigDecimal amount, BigDecimal cap) {
            return true;
        }

        @Override
        public void settle(String tenant, LocalDate utcDay, BigDecimal reserved, BigDecimal actual) {
            throw new IllegalStateException("Zanzibar");
        }

        @Override
        public BigDecimal spent(String tenant, LocalDate utcDay) {
            return BigDecimal.ZERO;
        }
    }
}
