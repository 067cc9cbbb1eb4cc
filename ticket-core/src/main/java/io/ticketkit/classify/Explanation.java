package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.WordWeight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says which words of a text decided: nothing but words that matched is quoted. */
final class Explanation {
    /** Of each field. */
    private static final int WORDS = 6;

    private static final Comparator<Evidence.Word> HEAVIEST_FIRST =
            Comparator.comparingDouble(word -> -Math.abs(word.weight()));

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
        String line = Rationale.of(words);
        boolean known = words.stream().anyMatch(word -> word.field() == ClassifiedField.CATEGORY);
        return known ? line : Rationale.cut(category.code() + ": no known word" + (line.isEmpty() ? "" : "; " + line));
    }

    private void add(ClassifiedField field, String value, List<Section> speaksFor, List<Section> speaksAgainst) {
        List<Evidence.Word> all = new ArrayList<>();
        speaksFor.forEach(section -> all.addAll(evidence.words(section)));
        for (Section section : speaksAgainst) {
            evidence.words(section).forEach(word -> all.add(new Evidence.Word(word.text(), -word.weight())));
        }
        all.sort(HEAVIEST_FIRST);
        for (Evidence.Word word : all.subList(0, Math.min(all.size(), WORDS))) {
            words.add(new WordWeight(field, value, word.text(), word.weight()));
        }
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
