package io.ticketkit.demo.robust;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketSink;
import io.ticketkit.TicketSource;
import io.ticketkit.WriteBack;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that takes tickets of a {@link Helpdesk} in, has its model classify them, and writes back. Arguments: the
 * database, the address, how many at a time, a file with prices. Says how it ended.
 */
final class ProcessingNode {
    static final String JOB = "import";
    static final String SYSTEM = "helpdesk";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(6);

    private ProcessingNode() {}

    public static void main(String[] args) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(16);
        int concurrency = Integer.parseInt(args[2]);
        // else each call makes a connection of its own
        System.setProperty("http.maxConnections", Integer.toString(2 * concurrency));
        Remote remote = new Remote(args[1]);
        try (HikariDataSource pool = new HikariDataSource(config);
                ChatModel model = OpenAiChatModel.builder()
                        .baseUrl(args[1] + "/v1")
                        .model("test-model")
                        .maxConcurrent(concurrency)
                        .maxRetries(0)
                        .build();
                LlmClassifier classifier = LlmClassifier.builder(model)
                        .prices(PriceBook.read(Path.of(args[3])))
                        .build();
                TicketKit kit = TicketKit.builder()
                        .storage(JpaTicketStorage.managed(pool).build())
                        .classifier(classifier)
                        .classificationTime(CALL)
                        .build()) {
            ProcessingOptions options = ProcessingOptions.builder()
                    .concurrency(concurrency)
                    .sink(remote)
                    .callTime(CALL)
                    .lease(LEASE)
                    .build();
            ProcessingProgress done = kit.as(Actor.system("import"))
                    .processor()
                    .job(JOB, ProcessingInput.source(remote), options)
                    .run();
            System.out.println("ended " + done.state().wireName());
        }
    }

    /** The helpdesk, by HTTP. */
    private record Remote(String address) implements TicketSource, TicketSink {
        @Override
        public String system() {
            return SYSTEM;
        }

        @Override
        public SourcePage read(Optional<String> cursor, int limit) throws IOException {
            JsonNode page = JSON.readTree(call("/tickets?" + cursor.orElse("0") + "-" + limit, null));
            List<SourceTicket> tickets = new ArrayList<>();
            for (JsonNode one : page.get("tickets")) {
                tickets.add(new SourceTicket(
                        one.get("id").asString(),
                        TicketDraft.of(
                                one.get("subject").asString(), one.get("text").asString())));
            }
            return new SourcePage(
                    tickets, page.get("cursor").asString(), page.get("more").asBoolean());
        }

        @Override
        public void write(WriteBack found) throws IOException {
            call(
                    "/found/" + found.references().get(0).id(),
                    JSON.writeValueAsString(
                            Map.of("tags", found.tags(), "note", found.note(), "key", found.dedupeKey())));
        }

        private String call(String what, @Nullable String body) throws IOException {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create(address + what).toURL().openConnection();
            if (body != null) {
                call.setDoOutput(true);
                try (OutputStream out = call.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            try (InputStream answer = call.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
