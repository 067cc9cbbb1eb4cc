package io.ticketkit.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.ModelCall;
import io.ticketkit.Priority;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketSink;
import io.ticketkit.TicketSource;
import io.ticketkit.WriteBack;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A process that runs a job: tickets of a helpdesk, classified by a model, both at an address. Arguments: the database, the
 * address, how many tickets at a time. Says how it ended.
 */
final class ProcessingNode {
    static final String JOB = "import";
    static final String SYSTEM = "helpdesk";
    static final Duration LEASE = Duration.ofSeconds(6);
    static final String PRICE = "0.0013";

    private ProcessingNode() {}

    public static void main(String[] args) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(16);
        int concurrency = Integer.parseInt(args[2]);
        // else each call makes a connection of its own
        System.setProperty("http.maxConnections", Integer.toString(2 * concurrency));
        Remote remote = new Remote(args[1]);
        try (HikariDataSource pool = new HikariDataSource(config);
                TicketKit kit = TicketKit.builder()
                        .storage(JpaTicketStorage.managed(pool).migrate(false).build())
                        .classifier(remote)
                        .classificationTime(Duration.ofSeconds(5))
                        .build()) {
            ProcessingOptions options = ProcessingOptions.builder()
                    .concurrency(concurrency)
                    .sink(remote)
                    .callTime(Duration.ofSeconds(5))
                    .lease(LEASE)
                    .build();
            ProcessingProgress done = kit.as(Actor.system("import"))
                    .processor()
                    .job(JOB, ProcessingInput.source(remote), options)
                    .run();
            System.out.println("ended " + done.state().wireName());
        }
    }

    /** The helpdesk and the model, by HTTP. */
    private record Remote(String address) implements Classifier, TicketSource, TicketSink {
        @Override
        public Optional<Classification> classify(ClassificationRequest request) throws IOException {
            String category = get("/model?" + request.title().orElse(""));
            return Optional.of(Classification.builder(Source.LLM)
                    .category(category, 0.95)
                    .priority(Priority.HIGH, 0.95)
                    .sentiment(Sentiment.CALM, 0.95)
                    .urgencyScore(60, 0.95)
                    .call(ModelCall.builder("slow-1")
                            .cost(new BigDecimal(PRICE))
                            .build())
                    .build());
        }

        @Override
        public Source source() {
            return Source.LLM;
        }

        @Override
        public String system() {
            return SYSTEM;
        }

        @Override
        public SourcePage read(Optional<String> cursor, int limit) throws IOException {
            int from = cursor.map(Integer::parseInt).orElse(0);
            int end = Integer.parseInt(get("/tickets?" + from + "-" + (from + limit)));
            return new SourcePage(
                    IntStream.range(from, end)
                            .mapToObj(i -> new SourceTicket("h-" + i, TicketDraft.of("T" + i, "Problem " + i + ".")))
                            .toList(),
                    Integer.toString(end),
                    end == from + limit);
        }

        @Override
        public void write(WriteBack found) throws IOException {
            get("/note?" + found.references().get(0).id() + "-" + found.dedupeKey());
        }

        private String get(String what) throws IOException {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create(address + what).toURL().openConnection();
            try (InputStream answer = call.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
