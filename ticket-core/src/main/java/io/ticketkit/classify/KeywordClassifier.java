package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;
import io.ticketkit.Taxonomy;
import io.ticketkit.classify.Section.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies by words and phrases, without a network and within milliseconds: the last of a chain, because it
 * always answers, completely, whatever the text. Thread-safe.
 *
 * <p>It knows what its {@link Lexicon} says, and the keywords, names and descriptions of the taxonomy it is asked about,
 * so that it is of use with a host's own categories too. Where nothing is found the category is the taxonomy's
 * fallback and the priority medium, with a confidence below one half.
 *
 * <pre>{@code
 * KeywordClassifier classifier = KeywordClassifier.of(
 *         Lexicon.load("common"), Lexicon.load("en"), Lexicon.read(myWords));
 * }</pre>
 */
public final class KeywordClassifier implements Classifier {
    private final PhraseIndex index;
    private final Set<Section> categorySections;
    private final Set<String> stopwords;
    /** A host has one taxonomy as a rule, and to prepare it takes longer than to classify. */
    private volatile @Nullable Prepared latest;

    private record Prepared(Taxonomy taxonomy, PhraseIndex words, Map<Section, Section> targets) {}

    private KeywordClassifier(Lexicon lexicon) {
        Collection<Phrase> phrases = lexicon.phrases();
        this.index = new PhraseIndex(phrases);
        this.categorySections = phrases.stream()
                .map(Phrase::section)
                .filter(section -> section.kind() == Kind.CATEGORY)
                .collect(Collectors.toUnmodifiableSet());
        this.stopwords = phrases.stream()
                .filter(phrase -> phrase.section().equals(Section.STOPWORDS))
                .map(phrase -> phrase.words().stream().map(Phrase.Word::text).collect(Collectors.joining(" ")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The one with everything that is shipped: English, German, Spanish, French and Portuguese.
     *
     * @return the classifier, always the same
     */
    public static KeywordClassifier standard() {
        return Standard.INSTANCE;
    }

    /**
     * One with other words.
     *
     * @param lexicons what it is to know; of the same phrase in the same section the last one counts
     * @return a classifier
     */
    public static KeywordClassifier of(Lexicon... lexicons) {
        Lexicon all = Lexicon.of(List.of());
        for (Lexicon lexicon : lexicons) {
            all = all.extendedBy(lexicon);
        }
        return new KeywordClassifier(all);
    }

    /**
     * Classifies. Never abstains and never fails; it does not look at the deadline because it needs no time to speak of.
     *
     * @param request the text and what it can be classified as
     * @return category, priority, sentiment, urgency score and the words that decided
     */
    @Override
    public Optional<Classification> classify(ClassificationRequest request) {
        return Optional.of(judge(request).answer());
    }

    /**
     * An answer and all probabilities behind it.
     *
     * @param answer what {@link #classify} gives
     * @param categories of each active category, in the order of {@link Taxonomy#active}; the sum is 1
     * @param priorities of each priority, from least to most; the sum is 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Judgement(Classification answer, double[] categories, double[] priorities) {}

    Judgement judge(ClassificationRequest request) {
        Tokenizer text = new Tokenizer();
        request.title().ifPresent(title -> text.read(title, true));
        text.read(request.description(), false);
        Taxonomy taxonomy = request.taxonomy();
        Prepared prepared = prepared(taxonomy);
        List<PhraseIndex> indexes = List.of(index, prepared.words());
        List<Token> tokens =
                new Spelling(indexes.stream().map(PhraseIndex::vocabulary).toList()).read(text.tokens());
        Evidence evidence = new EvidenceFinder(tokens, section -> target(section, prepared.targets())).find(indexes);

        double[] categories =
                CategoryRule.probabilities(taxonomy, evidence, text.tokens().size());
        Suggestion<Category> category = CategoryRule.decide(taxonomy, evidence, categories);
        Suggestion<Priority> priority = PriorityRule.decide(evidence, text);
        Suggestion<Sentiment> sentiment = ToneRule.decide(evidence, text);
        int urgency = UrgencyRule.score(priority.value(), sentiment.value(), evidence.total(Section.URGENCY));
        Explanation explanation =
                new Explanation(evidence, category.value(), priority.value(), sentiment.value(), urgency);
        Classification answer = Classification.builder(Source.KEYWORD)
                .category(category.value(), category.confidence())
                .priority(priority.value(), priority.confidence())
                .sentiment(sentiment.value(), sentiment.confidence())
                .urgencyScore(urgency, priority.confidence())
                .rationale(explanation.line())
                .explanation(explanation.words())
                .build();
        return new Judgement(answer, categories, PriorityRule.probabilities(priority));
    }

    private Prepared prepared(Taxonomy taxonomy) {
        Prepared known = latest;
        if (known == null || known.taxonomy() != taxonomy) {
            Map<Section, Section> targets = targets(taxonomy);
            Set<Section> inLexicon = categorySections.stream()
                    .flatMap(section -> Stream.ofNullable(targets.get(section)))
                    .collect(Collectors.toSet());
            PhraseIndex words = new PhraseIndex(TaxonomyWords.of(taxonomy, stopwords, inLexicon));
            known = new Prepared(taxonomy, words, targets);
            latest = known;
        }
        return known;
    }

    /** For each category section of the lexicon the category it speaks for. */
    private Map<Section, Section> targets(Taxonomy taxonomy) {
        Map<Section, Section> targets = new HashMap<>();
        for (Section section : categorySections) {
            section.names().stream()
                    .flatMap(name -> taxonomy.resolve(name).stream())
                    .findFirst()
                    .ifPresent(category -> targets.put(section, Section.category(category.code())));
        }
        taxonomy.active().forEach(category -> {
            Section own = Section.category(category.code());
            targets.put(own, own);
        });
        return targets;
    }

    private static @Nullable Section target(Section section, Map<Section, Section> targets) {
        return section.kind() == Kind.CATEGORY ? targets.get(section) : section;
    }

    /** Read when first asked for. */
    private static final class Standard {
        static final KeywordClassifier INSTANCE =
                of(Lexicon.shipped().stream().map(Lexicon::load).toArray(Lexicon[]::new));
    }

    @Override
    public Source source() {
        return Source.KEYWORD;
    }
}
