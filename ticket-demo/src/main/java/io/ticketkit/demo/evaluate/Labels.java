package io.ticketkit.demo.evaluate;

import io.ticketkit.Category;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Suggestion;
import io.ticketkit.Taxonomy;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the labels of a file mean: a field of tickets, and for categories a taxonomy. */
final class Labels {
    private final ClassifiedField field;
    private final Taxonomy taxonomy;
    private final String meaning;
    private final Map<String, String> values;
    private final List<String> order;
    private final Function<Classification, Optional<Answer>> reader;

    private Labels(
            ClassifiedField field,
            Taxonomy taxonomy,
            String meaning,
            Map<String, String> values,
            List<String> order,
            Function<Classification, Optional<Answer>> reader) {
        this.field = field;
        this.taxonomy = taxonomy;
        this.meaning = meaning;
        this.values = values;
        this.order = order;
        this.reader = reader;
    }

    /** What was said, in the words of {@link #value}. */
    record Answer(String value, double confidence) {}

    /** By the labels alone: a preset's categories, priorities, sentiments, else categories of one's own. */
    static Labels of(Collection<String> found) {
        Collection<String> all = new TreeSet<>(found);
        return preset(all)
                .or(() -> priorities(all))
                .or(() -> sentiments(all))
                .or(() -> polarities(all))
                .orElseGet(() -> own(all));
    }

    private static Optional<Labels> preset(Collection<String> all) {
        Map<String, Taxonomy> presets = new LinkedHashMap<>();
        presets.put("support", Taxonomy.support());
        presets.put("product", Taxonomy.product());
        presets.put("education", Taxonomy.education());
        Stream<Optional<Labels>> byCode = presets.entrySet().stream()
                .map(preset -> preset(all, preset.getKey(), preset.getValue(), Labels::byCode));
        Stream<Optional<Labels>> byAlias = presets.entrySet().stream()
                .map(preset -> preset(all, preset.getKey(), preset.getValue(), Taxonomy::resolve));
        return Stream.concat(byCode, byAlias).flatMap(Optional::stream).findFirst();
    }

    private interface Resolving {
        Optional<Category> find(Taxonomy taxonomy, String label);
    }

    private static Optional<Category> byCode(Taxonomy taxonomy, String label) {
        return taxonomy.resolve(label).filter(category -> category.code().equals(key(label)));
    }

    private static Optional<Labels> preset(
            Collection<String> all, String name, Taxonomy taxonomy, Resolving resolving) {
        return each(all, label -> resolving.find(taxonomy, label).map(Category::code))
                // two labels that mean the same to us are two to their host
                .filter(codes -> new HashSet<>(codes.values()).size()
                        == codes.keySet().stream().map(Labels::key).distinct().count())
                .map(codes -> categories("the categories of the preset " + name, taxonomy, codes));
    }

    private static Labels categories(String meaning, Taxonomy taxonomy, Map<String, String> codes) {
        return new Labels(
                ClassifiedField.CATEGORY,
                taxonomy,
                meaning,
                codes,
                List.of(),
                answer -> read(answer.category(), Category::code));
    }

    private static Optional<Labels> priorities(Collection<String> all) {
        return each(all, Labels::priority)
                .map(values -> new Labels(
                        ClassifiedField.PRIORITY,
                        Taxonomy.support(),
                        "priorities",
                        values,
                        names(Priority.values()),
                        answer -> read(answer.priority(), Priority::wireName)));
    }

    /** Zendesk and others say normal. */
    private static Optional<String> priority(String label) {
        return key(label).equals("normal")
                ? Optional.of(Priority.MEDIUM.wireName())
                : Priority.parse(label).map(Priority::wireName);
    }

    private static Optional<Labels> sentiments(Collection<String> all) {
        return each(all, label -> Sentiment.parse(label).map(Sentiment::wireName))
                .map(values -> new Labels(
                        ClassifiedField.SENTIMENT,
                        Taxonomy.support(),
                        "sentiments",
                        values,
                        names(Sentiment.values()),
                        answer -> read(answer.sentiment(), Sentiment::wireName)));
    }

    private static Optional<Labels> polarities(Collection<String> all) {
        List<String> order = names(Sentiment.Polarity.values());
        return each(all, label -> Optional.of(key(label)).filter(order::contains))
                .map(values -> new Labels(
                        ClassifiedField.SENTIMENT,
                        Taxonomy.support(),
                        "sentiments on the scale positive, neutral, negative",
                        values,
                        order,
                        answer -> read(answer.sentiment(), Labels::polarity)));
    }

    private static String polarity(Sentiment sentiment) {
        return key(sentiment.polarity().name());
    }

    private static Labels own(Collection<String> all) {
        Map<String, String> codes = OwnCodes.of(all);
        Map<String, String> labels = new LinkedHashMap<>();
        codes.forEach((label, code) -> labels.putIfAbsent(code, label));
        Taxonomy.Builder taxonomy = Taxonomy.builder();
        labels.forEach((code, label) ->
                taxonomy.add(CategoryDefinition.builder(code).label(label).build()));
        OwnCodes.forNothing(labels.keySet()).ifPresent(taxonomy::fallback);
        return categories("categories of its own", taxonomy.build(), codes);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> key(constant.name())).toList();
    }

    private static <T> Optional<Answer> read(Optional<Suggestion<T>> suggestion, Function<T, String> name) {
        return suggestion.map(s -> new Answer(name.apply(s.value()), s.confidence()));
    }

    /** Empty unless every label means something. */
    private static Optional<Map<String, String>> each(
            Collection<String> all, Function<String, Optional<String>> meaning) {
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach(label -> meaning.apply(label).ifPresent(value -> values.put(label, value)));
        return values.size() == all.size() ? Optional.of(values) : Optional.empty();
    }

    /** Labels with the same key are the same, as a taxonomy reads them. */
    static String key(String label) {
        return label.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    ClassifiedField field() {
        return field;
    }

    Taxonomy taxonomy() {
        return taxonomy;
    }

    /** Whether the lexicon is made for these: then it knows labels that nobody has trained. */
    boolean isPreset() {
        return field == ClassifiedField.CATEGORY
                && Stream.of(Taxonomy.support(), Taxonomy.product(), Taxonomy.education())
                        .anyMatch(taxonomy::equals);
    }

    /** For people: what the labels were taken for. */
    String meaning() {
        return meaning;
    }

    /** What is compared: a category's code or a wire name. */
    String value(Sample sample) {
        return values.getOrDefault(sample.label(), sample.label());
    }

    /** The lowest first; empty when they have no order. */
    List<String> order() {
        return order;
    }

    Optional<Answer> read(Classification answer) {
        return reader.apply(answer);
    }
}
