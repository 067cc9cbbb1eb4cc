package io.ticketkit.classify;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Taxonomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes phrases of what a host wrote into its taxonomy. */
final class TaxonomyWords {
    private static final double KEYWORD = 3;
    private static final double NAME = 1;
    private static final double DESCRIPTION = 0.3;
    private static final int SHORTEST = 4;

    private final Set<String> stopwords;
    private final List<Phrase> phrases = new ArrayList<>();

    private TaxonomyWords(Set<String> stopwords) {
        this.stopwords = stopwords;
    }

    /** The phrases of all active categories. */
    static List<Phrase> of(Taxonomy taxonomy, Set<String> stopwords) {
        TaxonomyWords words = new TaxonomyWords(stopwords);
        taxonomy.definitions().stream().filter(d -> !d.retired()).forEach(words::add);
        return words.phrases;
    }

    private void add(CategoryDefinition definition) {
        Section section = Section.category(definition.category().code());
        definition.keywords().forEach(keyword -> add(section, KEYWORD, keyword));
        addName(section, definition.label());
        addName(section, definition.category().code());
        definition.aliases().forEach(alias -> addName(section, alias));
        Tokenizer.words(definition.description()).stream()
                .filter(word -> word.length() >= SHORTEST && !stopwords.contains(word))
                .forEach(word -> add(section, DESCRIPTION, word));
    }

    private void addName(Section section, String name) {
        if (!stopwords.contains(String.join(" ", Tokenizer.words(name)))) {
            add(section, NAME, name);
        }
    }

    /** A host writes any text here, so one without a word is passed over. */
    private void add(Section section, double weight, String text) {
        if (Tokenizer.words(text).isEmpty()) {
            return;
        }
        Phrase phrase = Phrase.parse(section, weight, text.replace('_', ' '));
        phrases.add(phrase);
        Phrase.Word last = phrase.words().get(phrase.words().size() - 1);
        if (!last.prefix()) {
            inflected(last.text()).forEach(form -> phrases.add(withLast(phrase, form)));
        }
    }

    /** Plural and singular, as most European languages form them. */
    private static List<String> inflected(String word) {
        if (word.length() < SHORTEST) {
            return List.of();
        }
        String stem = word.substring(0, word.length() - 1);
        return word.endsWith("s")
                ? List.of(stem)
                : word.endsWith("y") ? List.of(stem + "ies") : List.of(word + "s", word + "es", word + "n");
    }

    private static Phrase withLast(Phrase phrase, String form) {
        List<Phrase.Word> words = new ArrayList<>(phrase.words());
        Phrase.Word last = words.remove(words.size() - 1);
        words.add(new Phrase.Word(form, false, last.afterGap()));
        return new Phrase(phrase.section(), phrase.weight(), List.copyOf(words));
    }
}
