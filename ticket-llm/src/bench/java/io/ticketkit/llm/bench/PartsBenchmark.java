package io.ticketkit.llm.bench;

import io.ticketkit.Classification;
import io.ticketkit.Taxonomy;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.TokenUsage;
import io.ticketkit.llm.internal.answer.AnswerReader;
import io.ticketkit.llm.internal.answer.Reading;
import io.ticketkit.llm.redaction.Redaction;
import io.ticketkit.llm.redaction.Redactor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What happens before and after a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PartsBenchmark {
    private final Taxonomy taxonomy = Taxonomy.support();
    private final Redactor redactor = Redactor.standard();
    private final LlmClassifier instant =
            LlmClassifier.builder(new InstantModel()).withoutCache().build();
    private final LlmClassifier classifier = LlmClassifier.builder(
                    OpenAiChatModel.builder().model(Samples.MODEL).build())
            .build();

    /** All of our own work for a ticket: the model answers at once, without HTTP. */
    @Benchmark
    public Classification classifyWithoutHttp() throws Exception {
        return instant.classify(Samples.request(Samples.TEXT)).orElseThrow();
    }

    @Benchmark
    public Reading readPlainAnswer() {
        return AnswerReader.read(Samples.ANSWER, taxonomy);
    }

    @Benchmark
    public Reading readAnswerWithThoughtsAndFences() {
        return AnswerReader.read(Samples.THOUGHTFUL, taxonomy);
    }

    /** What the model's priority is compared with. */
    @Benchmark
    public Classification keywords() {
        return KeywordClassifier.standard()
                .classify(Samples.request(Samples.TEXT))
                .orElseThrow();
    }

    @Benchmark
    public Redaction redactShortText() {
        return redactor.redact(Samples.TEXT);
    }

    @Benchmark
    public List<ChatMessage> promptOfShortText() {
        return classifier.preview(Samples.request(Samples.TEXT));
    }

    /** About 2,000 characters. */
    @Benchmark
    public List<ChatMessage> promptOfLongText() {
        return classifier.preview(Samples.request(Samples.LONG_TEXT));
    }

    private static final class InstantModel implements ChatModel {
        private final ChatAnswer answer = ChatAnswer.builder(Samples.ANSWER)
                .usage(TokenUsage.of(420, 70))
                .model(Samples.MODEL)
                .build();

        @Override
        public ChatAnswer chat(ChatRequest request) {
            return answer;
        }

        @Override
        public String name() {
            return Samples.MODEL;
        }
    }
}
