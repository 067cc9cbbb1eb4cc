package io.ticketkit.internal;

import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Deadline;
import io.ticketkit.LearningWorker;
import io.ticketkit.Priority;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketId;
import io.ticketkit.classify.Example;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.classify.ModelTrainer;
import io.ticketkit.spi.LabelledText;
import io.ticketkit.spi.ModelReader;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims tenants, learns from their tickets outside any transaction, and stores what is better than before. */
public final class Learner implements LearningWorker {
    static final List<ClassifiedField> FIELDS = List.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);

    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    /** Far longer than any round takes: when it ends, whoever claimed has gone. */
    private static final Duration LEASE = Duration.ofHours(1);

    private static final String LEARNING = "Learning from a tenant's tickets";
    private static final int TENANTS_A_TICK = 16;
    private static final int PAGE = 500;
    /** So that learning from the longest texts fits into memory too. */
    private static final int MOST_CHARACTERS = 50_000_000;

    /** A node learns from a tenant for at most the twentieth part of the time. */
    private static final int REST = 20;

    private final Rules rules;
    private final SharedModels shared;
    private final ModelRefresh refresh;
    private final Training training;
    private final Duration every;

    /** Learns; {@link ModelTrainer} does. */
    interface Training {
        ModelTrainer.Result retrain(
                ClassifiedField field, Taxonomy taxonomy, List<Example> examples, @Nullable LearnedModel before);
    }

    /**
     * Fixes for whom it works.
     *
     * @param engine of the kit
     * @param transactions in which it may read and store
     * @param classifier who uses what was learned, and whose trainer learns
     * @param home the tenant whose models are taken up before anybody asked about its tickets
     * @param every the least time from one round of a tenant to the next
     */
    public Learner(
            Engine engine, OwnTransactions transactions, LearningClassifier classifier, String home, Duration every) {
        this(engine, transactions, classifier, home, every, classifier.trainer()::retrain);
    }

    Learner(
            Engine engine,
            OwnTransactions transactions,
            LearningClassifier classifier,
            String home,
            Duration every,
            Training training) {
        this.rules = engine.rules();
        this.shared = new SharedModels(engine.storage(), transactions);
        this.refresh = new ModelRefresh(shared, classifier, home);
        this.training = training;
        this.every = every;
    }

    @Override
    public int tick() {
        // before learning, which may take long
        takeUp();
        int rounds = 0;
        while (rounds < TENANTS_A_TICK) {
            // one by one, so that a lease begins with the work
            Instant now = rules.now();
            List<ModelWriter.Round> claimed = shared.write(models -> models.claim(now, now.plus(LEASE), 1));
            if (claimed.isEmpty()) {
                break;
            }
            claimed.forEach(this::lookAfter);
            rounds += claimed.size();
        }
        if (rounds > 0) {
            takeUp();
        }
        return rounds;
    }

    private void takeUp() {
        orLogged("Looking for learned models", refresh::run);
    }

    static void orLogged(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn(
                    "{} failed, and is tried again later: {}",
                    what,
                    e.getClass().getName());
        }
    }

    private void lookAfter(ModelWriter.Round round) {
        Deadline since = Deadline.after(Duration.ZERO);
        List<String> seen = new ArrayList<>();
        orLogged(LEARNING, () -> learned(round).ifPresent(seen::add));
        Duration rest = since.elapsed().multipliedBy(REST);
        Instant due = rules.now().plus(rest.compareTo(every) > 0 ? rest : every);
        orLogged(
                "Ending a round of learning",
                () -> shared.write(models -> {
                    models.finish(round.tenant(), seen.isEmpty() ? null : seen.get(0), due);
                    return due;
                }));
    }

    /** What was seen, unless something failed; read before the texts, so that what changes meanwhile is seen the next time. */
    private Optional<String> learned(ModelWriter.Round round) {
        String tenant = round.tenant();
        String fingerprint = shared.read(models -> models.fingerprint(tenant));
        long erased = shared.erasedTickets(tenant);
        if (!seen(tenant, fingerprint).equals(round.seen())) {
            List<LabelledText> texts = texts(tenant);
            List<ClassifiedField> done = new ArrayList<>();
            for (ClassifiedField field : FIELDS) {
                orLogged(LEARNING, () -> {
                    learn(tenant, field, examples(texts, field), erased);
                    done.add(field);
                });
            }
            if (done.size() < FIELDS.size()) {
                return Optional.empty();
            }
        }
        return Optional.of(seen(tenant, fingerprint));
    }

    /** With the categories and the versions, so that a change of the taxonomy, or a model that got lost, is seen too. */
    private String seen(String tenant, String fingerprint) {
        Fingerprint print = new Fingerprint().add((Object) fingerprint);
        rules.taxonomy().active().stream().map(Category::code).sorted().forEach(print::add);
        shared.versions(List.of(tenant)).stream()
                .sorted(Comparator.comparing(ModelReader.Version::field))
                .forEach(version -> print.add(version.field()).add(version.checksum()));
        return print.hash();
    }

    private List<LabelledText> texts(String tenant) {
        List<LabelledText> texts = new ArrayList<>();
        long characters = 0;
        List<LabelledText> page;
        do {
            TicketId last = texts.isEmpty() ? null : texts.get(texts.size() - 1).id();
            int limit = Math.min(PAGE, ModelTrainer.MAX_EXAMPLES - texts.size());
            page = shared.read(models -> models.labelled(tenant, last, limit));
            texts.addAll(page);
            for (LabelledText text : page) {
                characters += text.title().length() + text.description().length();
            }
        } while (!page.isEmpty() && texts.size() < ModelTrainer.MAX_EXAMPLES && characters < MOST_CHARACTERS);
        return texts;
    }

    private static List<Example> examples(List<LabelledText> texts, ClassifiedField field) {
        List<Example> examples = new ArrayList<>();
        for (LabelledText text : texts) {
            label(text, field)
                    .ifPresent(label ->
                            examples.add(new Example(text.id().value(), text.title(), text.description(), label)));
        }
        return examples;
    }

    private static Optional<String> label(LabelledText text, ClassifiedField field) {
        return field == ClassifiedField.CATEGORY
                ? Optional.ofNullable(text.category()).map(Category::code)
                : Optional.ofNullable(text.priority()).map(Priority::wireName);
    }

    private void learn(String tenant, ClassifiedField field, List<Example> examples, long erased) {
        Optional<SharedModels.Found> before = shared.find(tenant, field);
        Optional<SharedModels.Found> lasting = before.filter(found -> mayStay(tenant, found.model(), examples));
        boolean replaced = false;
        try {
            ModelTrainer.Result result = training.retrain(
                    field,
                    rules.taxonomy(),
                    examples,
                    lasting.map(SharedModels.Found::model).orElse(null));
            replaced = switch (result.verdict()) {
                case BETTER -> {
                    long version =
                            before.map(found -> found.version().version()).orElse(0L);
                    store(tenant, version + 1, Objects.requireNonNull(result.model()), erased);
                    yield true;
                }
                case NOTHING -> {
                    before.map(SharedModels.Found::version).ifPresent(shared::drop);
                    yield true;
                }
                case WORSE, UNCHANGED -> false;
            };
        } finally {
            if (!replaced && lasting.isEmpty()) {
                before.map(SharedModels.Found::version).ifPresent(shared::drop);
            }
        }
    }

    /** Not once a ticket it was learned from is erased; others may merely be too old to be among the examples. */
    private boolean mayStay(String tenant, LearnedModel model, List<Example> examples) {
        Set<Long> read = examples.stream().map(Example::id).collect(Collectors.toSet());
        long oldest = examples.isEmpty()
                ? Long.MAX_VALUE
                : examples.get(examples.size() - 1).id();
        return model.learnedOnlyFrom(id -> read.contains(id) || (id < oldest && isThere(tenant, id)));
    }

    private boolean isThere(String tenant, long id) {
        return shared.read(models -> models.labelled(tenant, new TicketId(id + 1), 1)).stream()
                .anyMatch(text -> text.id().value() == id);
    }

    private void store(String tenant, long version, LearnedModel model, long erased) {
        StoredModel stored = StoredModel.of(tenant, model.field(), version, rules.now(), model.toBytes());
        if (!shared.replace(stored, erased)) {
            LOG.info("A model was not stored: somebody else has stored one, or a person was erased, meanwhile");
        }
    }
}
