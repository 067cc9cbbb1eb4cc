package io.ticketkit.classify;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.WordWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Suggests category and priority as people decided before, by a {@link LearnedModel} of each. It abstains where it has no
 * model of the tenant, and leaves out what it is not sure of, what only the lexicon knows as long as there are few examples,
 * sentiment and urgency. Thread-safe.
 *
 * <pre>{@code
 * LearningClassifier learned = LearningClassifier.create();
 * TicketKit kit = TicketKit.builder().storage(storage).learning(Learning.of(learned).on(executor)).build();
 * }</pre>
 */
public final class LearningClassifier implements Classifier {
    /** Below it an answer is more likely wrong than right. */
    private static final double SURE_ENOUGH = 0.5;

    private final KeywordClassifier lexicon;
    private final double threshold;
    private final ModelShelf models;

    private LearningClassifier(KeywordClassifier lexicon, double threshold, ModelShelf models) {
        this.lexicon = lexicon;
        this.threshold = threshold;
        this.models = models;
    }

    /** {@return one that knows nothing yet, with the standard lexicon, sure enough at 0.5} */
    public static LearningClassifier create() {
        return create(KeywordClassifier.standard());
    }

    /**
     * One with another lexicon.
     *
     * @param lexicon whose probabilities it uses besides what it learned
     * @return one that knows nothing yet, sure enough at 0.5
     */
    public static LearningClassifier create(KeywordClassifier lexicon) {
        return new LearningClassifier(lexicon, SURE_ENOUGH, new ModelShelf());
    }

    /**
     * The same models, sure enough at another confidence: for example one that answers from 0.8 on before a language
     * model is asked, and one that answers at any behind it.
     *
     * @param value 0 to 1; a field whose best value has less is left out
     * @return another view of the same models
     * @throws IllegalArgumentException when the value is out of range
     */
    public LearningClassifier sureFrom(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("sureFrom must be between 0 and 1");
        }
        return new LearningClassifier(lexicon, value, models);
    }

    /** {@return who learns models for it: with its lexicon, and seed 0} */
    public ModelTrainer trainer() {
        return ModelTrainer.standard().lexicon(lexicon);
    }

    /**
     * Has it use a model, in place of the one before. Models of the tenants it was asked about longest ago are given up
     * when all together grow too large.
     *
     * @param tenant for whose tickets
     * @param version of the model, for {@link #version}
     * @param model the model
     */
    public void use(String tenant, long version, LearnedModel model) {
        models.put(tenant, version, model);
    }

    /**
     * Has it forget a model.
     *
     * @param tenant whose
     * @param field what it suggests
     */
    public void forget(String tenant, ClassifiedField field) {
        models.remove(tenant, field);
    }

    /**
     * The version of a model in use.
     *
     * @param tenant whose
     * @param field what it suggests
     * @return the version it was given with, or 0 when there is none
     */
    public long version(String tenant, ClassifiedField field) {
        return models.version(tenant, field);
    }

    /** {@return the tenants it was asked about or has models of, the latest 1,000} */
    public Set<String> tenants() {
        return models.tenants();
    }

    @Override
    public Optional<Classification> classify(ClassificationRequest request) {
        @Nullable LearnedModel category = models.find(request.tenant(), ClassifiedField.CATEGORY);
        @Nullable LearnedModel priority = models.find(request.tenant(), ClassifiedField.PRIORITY);
        if (category == null && priority == null) {
            return Optional.empty();
        }
        KeywordClassifier.Judgement known = lexicon.judge(request);
        Grams text = Grams.of(request.title().orElse(null), request.description());
        Classification.Builder answer = Classification.builder(Source.LEARNED);
        List<WordWeight> explanation = new ArrayList<>();
        boolean answered = false;
        if (category != null) {
            Opinion opinion = new Opinion(category, request, text, known);
            if (opinion.isOwn() && opinion.confidence() >= threshold) {
                answer.category(opinion.value(), opinion.confidence());
                explanation.addAll(opinion.explanation());
                answered = true;
            }
        }
        if (priority != null) {
            Opinion opinion = new Opinion(priority, request, text, known);
            Optional<Priority> value = Priority.parse(opinion.value());
            if (value.isPresent() && opinion.isOwn() && opinion.confidence() >= threshold) {
                answer.priority(value.get(), opinion.confidence());
                explanation.addAll(opinion.explanation());
                answered = true;
            }
        }
        if (!answered) {
            return Optional.empty();
        }
        String why = Rationale.of(explanation);
        return Optional.of(answer.explanation(explanation)
                .rationale(why.isEmpty() ? null : why)
                .build());
    }

    @Override
    public Source source() {
        return Source.LEARNED;
    }

    /** Gives up all models of the tenant; those that are stored are taken up again. */
    @Override
    public void forget(String tenant) {
        List.of(ClassifiedField.values()).forEach(field -> models.remove(tenant, field));
    }
}
