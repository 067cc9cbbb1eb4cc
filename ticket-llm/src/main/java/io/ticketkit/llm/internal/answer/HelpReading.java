package io.ticketkit.llm.internal.answer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer to a request for help says. What is missing it does not say, or not in a form of use.
 *
 * @param text the help itself, as the model wrote it: with placeholders, and not to be trusted
 * @param knowledge numbers of the pieces it says it used, as they were given
 * @param similar numbers of the tickets it says it used, as they were given
 * @param flags what was odd
 */
public record HelpReading(
        Optional<String> text,
        Optional<Double> confidence,
        List<Integer> knowledge,
        List<Integer> similar,
        boolean handOver,
        Set<String> flags) {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final int MOST = 20;

    /** Reads a complete answer; without text when it is not a JSON object with that field. */
    public static HelpReading of(String answer, Field help) {
        Values values = AnswerReader.values(answer);
        return new HelpReading(
                values.get(help).filter(text -> !text.isBlank()),
                values.get(Field.CONFIDENCE).flatMap(Numbers::confidence),
                numbers(values.get(Field.KNOWLEDGE)),
                numbers(values.get(Field.SIMILAR)),
                values.get(Field.HAND_OVER).filter("true"::equalsIgnoreCase).isPresent(),
                values.flags());
    }

    private static List<Integer> numbers(Optional<String> written) {
        TreeSet<Integer> numbers = new TreeSet<>();
        Matcher number = NUMBER.matcher(written.orElse(""));
        while (numbers.size() < MOST && number.find()) {
            numbers.add(Integer.valueOf(number.group()));
        }
        return List.copyOf(numbers);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "HelpReading[" + text.map(String::length).orElse(0) + " characters, " + flags + "]";
    }
}
