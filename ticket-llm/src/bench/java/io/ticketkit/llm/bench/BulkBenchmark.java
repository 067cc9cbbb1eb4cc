package io.ticketkit.llm.bench;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.Source;
import io.ticketkit.TicketDraft;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** 1,000 tickets, 32 at a time, runs recorded in memory. With 800 ms an answer the least possible is 25 s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class BulkBenchmark {
    private static final int TICKETS = 1_000;

    @Param({"0", "800"})
    public long answerMillis;

    private FixedServer server;
    private OpenAiChatModel model;
    private TicketKit kit;
    private final AtomicInteger round = new AtomicInteger();

    @Setup(Level.Trial)
    public void start() throws Exception {
        server = new FixedServer(Samples.completion(), answerMillis);
        model = OpenAiChatModel.builder()
                .baseUrl(server.url())
                .model(Samples.MODEL)
                .build();
        kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .classifier(LlmClassifier.builder(model).withoutCache().build())
                .build();
    }

    @TearDown(Level.Trial)
    public void stop() throws Exception {
        kit.close();
        model.close();
        server.close();
    }

    @Benchmark
    public long classifyAll() {
        int number = round.incrementAndGet();
        List<TicketDraft> drafts = IntStream.range(0, TICKETS)
                .mapToObj(i -> TicketDraft.of("Ticket " + i + " of round " + number, Samples.TEXT))
                .toList();
        return kit.as(Actor.staff("agent")).classifyAll(drafts, 32, BulkBenchmark::check);
    }

    private static void check(ClassifiedDraft one) {
        if (one.classification().orElseThrow().source() != Source.LLM) {
            throw new IllegalStateException("not answered by the model: "
                    + one.classification().orElseThrow().runs());
        }
    }
}
