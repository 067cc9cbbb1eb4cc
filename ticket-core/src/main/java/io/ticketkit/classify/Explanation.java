package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.WordWeight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which words of a text decided: nothing but words that matched is quoted. */
final class Explanation {
    /** Of each field. */
    private static final int WORDS = 6;

    private static final int WORDS_IN_LINE = 4;
    private static final int LONGEST_LINE = 300;

    private final Evidence evidence;
    private final Category category;
    private final List<WordWeight> words = new ArrayList<>();

    Explanation(Evidence evidence, Category category, Priority priority, Sentiment sentiment, int urgency) {
        this.evidence = evidence;
        this.category = category;
        add(ClassifiedField.CATEGORY, category.code(), List.of(Section.category(category.code())), List.of());
        add(ClassifiedField.PRIORITY, priority.wireName(), forPriority(priority), againstPriority(priority));
        add(ClassifiedField.SENTIMENT, sentiment.wireName(), forSentiment(sentiment), againstSentiment(sentiment));
        add(ClassifiedField.URGENCY_SCORE, Integer.toString(urgency), List.of(Section.URGENCY), List.of());
    }

    List<WordWeight> words() {
        return words;
    }

    /** One line for people. */
    String line() {
        List<String> parts = new ArrayList<>();
        for (ClassifiedField field :
                List.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY, ClassifiedField.SENTIMENT)) {
            part(field).forEach(parts::add);
        }
        if (words.stream().noneMatch(word -> word.field() == ClassifiedField.CATEGORY)) {
            parts.add(0, category.code() + ": no known word");
        }
        String line = String.join("; ", parts);
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_LINE) - 1)) + "…";
    }

    private Stream<String> part(ClassifiedField field) {
        List<WordWeight> own = words.stream()
                .filter(word -> word.field() == field && word.weight() > 0)
                .limit(WORDS_IN_LINE)
                .toList();
        return own.isEmpty()
                ? Stream.of()
                : Stream.of(own.get(0).value() + ": "
                        + own.stream()
                                .map(word -> word.words() + String.format(Locale.ROOT, " %.1f", word.weight()))
                                .collect(Collectors.joining(", ")));
    }

    private void add(ClassifiedField field, String value, List<Section> speaksFor, List<Section> speaksAgainst) {
        Stream.concat(
                        speaksFor.stream().flatMap(section -> evidence.words(section).stream()),
                        speaksAgainst.stream()
                                .flatMap(section -> evidence.words(section).stream()
                                        .map(word -> new Evidence.Word(word.text(), -word.weight()))))
                .sorted(Comparator.comparingDouble((Evidence.Word word) -> -Math.abs(word.weight())))
                .limit(WORDS)
                .forEach(word -> words.add(new WordWeight(field, value, word.text(), word.weight())));
    }

    private static List<Section> forPriority(Priority priority) {
        return switch (priority) {
            case LOW -> List.of(Section.LOW);
            case MEDIUM -> List.of(Section.MEDIUM);
            case HIGH -> List.of(Section.CRITICAL, Section.HIGH, Section.MEDIUM, Section.ALL, Section.MANY);
            case CRITICAL -> List.of(Section.CRITICAL, Section.HIGH, Section.ALL, Section.MANY);
        };
    }

    private static List<Section> againstPriority(Priority priority) {
        return switch (priority) {
            case LOW -> List.of(Section.MEDIUM);
            case MEDIUM -> List.of(Section.LOW);
            case HIGH, CRITICAL -> List.of(Section.ONE);
        };
    }

    private static List<Section> forSentiment(Sentiment sentiment) {
        return switch (sentiment) {
            case ANGRY -> List.of(Section.ANGRY, Section.FRUSTRATED);
            case FRUSTRATED -> List.of(Section.FRUSTRATED, Section.ANGRY);
            case CALM -> List.of(Section.CALM);
            case NEUTRAL -> List.of();
        };
    }

    private static List<Section> againstSentiment(Sentiment sentiment) {
        return switch (sentiment) {
            case ANGRY, FRUSTRATED -> List.of(Section.CALM);
            case CALM, NEUTRAL -> List.of();
        };
    }
}
