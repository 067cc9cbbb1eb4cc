package io.ticketkit.llm.internal.answer;

import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Taxonomy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads an answer: tolerant of what stands around the JSON object, strict in what the object says. Nothing is repaired
 * and nothing guessed; a field that is not of use is left out and flagged.
 */
public final class AnswerReader {
    /** Longest answer that is looked at, in characters; what is asked for has not a thousand. */
    static final int LONGEST = 65_536;

    private AnswerReader() {}

    /** What a complete answer says; nothing of use when it is not a JSON object with at least one of our fields. */
    public static Reading read(String answer, Taxonomy taxonomy) {
        Values values = values(answer);
        Set<String> flags = new LinkedHashSet<>(values.flags());
        return new Reading(
                known(values, Field.CATEGORY, taxonomy::resolve, "unknown_category", flags),
                known(values, Field.CATEGORY_CONFIDENCE, Numbers::confidence, "unknown_confidence", flags),
                known(values, Field.PRIORITY, Priority::parse, "unknown_priority", flags),
                known(values, Field.PRIORITY_CONFIDENCE, Numbers::confidence, "unknown_confidence", flags),
                known(values, Field.SENTIMENT, Sentiment::parse, "unknown_sentiment", flags),
                known(values, Field.URGENCY, Numbers::urgency, "unknown_urgency", flags),
                values.get(Field.TITLE).filter(title -> !title.isBlank()),
                values.get(Field.RATIONALE).filter(rationale -> !rationale.isBlank()),
                Set.copyOf(flags));
    }

    static Values values(String answer) {
        Values values = new Values();
        if (answer.length() <= LONGEST && !values.add(answer.strip())) {
            JsonObjects.in(Reasoning.removed(answer)).orElse(List.of()).forEach(values::add);
        }
        return values;
    }

    private static <T> Optional<T> known(
            Values values, Field field, Function<String, Optional<T>> meaning, String flag, Set<String> flags) {
        Optional<String> written = values.get(field);
        Optional<T> known = written.flatMap(meaning);
        if (written.isPresent() && known.isEmpty()) {
            flags.add(flag);
        }
        return known;
    }
}
