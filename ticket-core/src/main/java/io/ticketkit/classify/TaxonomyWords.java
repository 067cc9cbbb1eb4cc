package io.ticketkit.classify;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes phrases of what a host wrote into its taxonomy. A category that no lexicon knows has nothing else, so its names
 * and the words of its description count for more; words that several categories share count for less.
 */
final class TaxonomyWords {
    private static final double KEYWORD = 3;
    private static final double NAME = 1;
    private static final double DESCRIPTION = 0.3;
    private static final double OWN_NAME = 1.5;
    private static final double OWN_NAME_WORD = 1;
    private static final double OWN_DESCRIPTION = 0.7;
    /** What a word that every category has counts for, compared with one of a single category. */
    private static final double SHARED_BY_ALL = 0.1;

    private static final int SHORTEST = 4;
    private static final int SHORTEST_STEM = 5;
    private static final List<String> ENDINGS =
            List.of("ations", "ation", "ings", "ing", "ies", "ions", "ion", "ment", "ed", "es", "s", "y", "e");

    private final Set<String> stopwords;
    private final Set<Section> inLexicon;
    private final List<CategoryDefinition> definitions;
    private final Map<String, Integer> categoriesWith = new HashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();

    private TaxonomyWords(Taxonomy taxonomy, Set<String> stopwords, Set<Section> inLexicon) {
        this.definitions =
                taxonomy.definitions().stream().filter(d -> !d.retired()).toList();
        this.stopwords = stopwords;
        this.inLexicon = inLexicon;
        for (CategoryDefinition definition : definitions) {
            Set<String> words = new HashSet<>(nameWords(definition));
            words.addAll(Tokenizer.words(definition.description()));
            words.forEach(word -> categoriesWith.merge(word, 1, Integer::sum));
        }
    }

    /**
     * The phrases of all active categories.
     *
     * @param inLexicon the categories that a lexicon has phrases for
     */
    static List<Phrase> of(Taxonomy taxonomy, Set<String> stopwords, Set<Section> inLexicon) {
        TaxonomyWords words = new TaxonomyWords(taxonomy, stopwords, inLexicon);
        words.definitions.forEach(words::add);
        return words.phrases;
    }

    private void add(CategoryDefinition definition) {
        Section section = Section.category(definition.category().code());
        definition.keywords().forEach(keyword -> add(section, KEYWORD, keyword));
        boolean own = !inLexicon.contains(section);
        names(definition).forEach(name -> addName(section, own ? OWN_NAME : NAME, name));
        Map<String, Double> single = new LinkedHashMap<>();
        if (own) {
            nameWords(definition).forEach(word -> single.merge(word, OWN_NAME_WORD, Math::max));
        }
        Tokenizer.words(definition.description()).stream()
                .filter(word -> word.length() >= SHORTEST)
                .forEach(word -> single.merge(word, own ? OWN_DESCRIPTION : DESCRIPTION, Math::max));
        single.keySet().removeAll(stopwords);
        single.forEach((word, weight) -> addWord(section, own ? weight * rarity(word) : weight, word, own));
    }

    private static List<String> names(CategoryDefinition definition) {
        return Stream.concat(Stream.of(definition.label(), definition.category().code()), definition.aliases().stream())
                .map(name -> name.replace('_', ' ').replace('-', ' '))
                .toList();
    }

    private static List<String> nameWords(CategoryDefinition definition) {
        return names(definition).stream()
                .flatMap(name -> Tokenizer.words(name).stream())
                .distinct()
                .toList();
    }

    /** From 1 for a word of one category down to little for a word of all. */
    private double rarity(String word) {
        int with = categoriesWith.getOrDefault(word, 1);
        int all = definitions.size();
        return with <= 1 || all <= 1
                ? 1
                : SHARED_BY_ALL + (1 - SHARED_BY_ALL) * Math.log((double) all / with) / Math.log(all);
    }

    private void addName(Section section, double weight, String name) {
        if (!stopwords.contains(String.join(" ", Tokenizer.words(name)))) {
            add(section, weight, name);
        }
    }

    /** A word, and longer ones of the same stem: "delivery" stands for "delivered" too. */
    private void addWord(Section section, double weight, String word, boolean withStem) {
        add(section, weight, word);
        if (withStem) {
            ENDINGS.stream()
                    .filter(ending -> word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM)
                    .findFirst()
                    .ifPresent(ending ->
                            add(section, weight, word.substring(0, word.length() - ending.length()) + "*"));
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
        if (last.match() == Phrase.Match.WHOLE) {
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
        words.add(new Phrase.Word(form, Phrase.Match.WHOLE, last.gap()));
        return new Phrase(phrase.section(), phrase.weight(), List.copyOf(words));
    }
}
