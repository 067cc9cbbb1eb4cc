package io.ticketkit.llm;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ModelCall;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.llm.internal.answer.Reading;
import io.ticketkit.llm.internal.prompt.Prompt;
import io.ticketkit.llm.internal.text.Plain;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From what the model said to what is suggested: how sure, and whether a person has to look. */
final class Verdict {
    private static final String BELOW_SEVERITY = "priority_below_severity";
    /** Where the model said nothing of use about how sure it is: not sure enough to go without review. */
    private static final double NOT_SAID = 0.5;
    /** Where there is a reason to doubt it. */
    private static final double DOUBTED = 0.3;
    /** From here on the words are plain. */
    private static final double PLAIN_WORDS = 0.6;

    private static final Pattern CONTACT = Pattern.compile("\\[(?:EMAIL|PHONE|IP)_\\d+\\]");
    private static final int TITLE = 120;
    private static final int RATIONALE = 300;

    private Verdict() {}

    static Classification of(ClassificationRequest request, Prompt prompt, Reading reading, ModelCall call) {
        Set<String> flags = new LinkedHashSet<>(prompt.flags());
        flags.addAll(reading.flags());
        boolean suspect = flags.contains(Prompt.SUSPECTED_INJECTION);
        boolean tooLow =
                reading.priority().map(priority -> isBelow(priority, request)).orElse(false);
        if (tooLow) {
            flags.add(BELOW_SEVERITY);
        }
        double category = atMost(reading.categoryConfidence().orElse(NOT_SAID), suspect);
        double priority = atMost(reading.priorityConfidence().orElse(NOT_SAID), suspect || tooLow);
        double least = least(reading, category, priority);

        Classification.Builder answer = Classification.builder(Source.LLM)
                .call(call.toBuilder().flags(flags).build());
        reading.category().ifPresent(value -> answer.category(value, category));
        reading.priority().ifPresent(value -> answer.priority(value, priority));
        reading.sentiment().ifPresent(value -> answer.sentiment(value, least));
        reading.urgency().ifPresent(value -> answer.urgencyScore(value, least));
        answer.title(line(reading.title().map(title -> withContacts(title, prompt)), TITLE));
        answer.rationale(line(reading.rationale(), RATIONALE));
        return answer.build();
    }

    /** Nobody asks the model how sure it is of the tone: it is as sure as of what it is least sure of. */
    private static double least(Reading reading, double category, double priority) {
        return Stream.of(
                        reading.category().map(c -> category),
                        reading.priority().map(p -> priority))
                .flatMap(Optional::stream)
                .min(Double::compare)
                .orElse(DOUBTED);
    }

    private static double atMost(double confidence, boolean doubted) {
        return doubted ? Math.min(confidence, DOUBTED) : confidence;
    }

    /** Whether plain words of the text (a system is down, data is lost) say that it matters more. */
    private static boolean isBelow(Priority chosen, ClassificationRequest request) {
        return KeywordClassifier.standard()
                .classify(request)
                .flatMap(Classification::priority)
                .filter(words -> words.confidence() >= PLAIN_WORDS)
                .map(Suggestion::value)
                .filter(words -> words.compareTo(Priority.HIGH) >= 0 && words.compareTo(chosen) > 0)
                .isPresent();
    }

    /** A title names who and where; what is secret stays a placeholder, lists and reports are read by many. */
    private static String withContacts(String title, Prompt prompt) {
        return CONTACT.matcher(title)
                .replaceAll(found -> Matcher.quoteReplacement(prompt.redaction().restore(found.group())));
    }

    private static @Nullable String line(Optional<String> text, int longest) {
        return text.map(said -> Plain.line(said, longest))
                .filter(line -> !line.isEmpty())
                .orElse(null);
    }
}
