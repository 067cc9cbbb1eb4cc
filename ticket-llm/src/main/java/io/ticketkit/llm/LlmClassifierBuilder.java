package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.llm.redaction.Redactor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link LlmClassifier} needs; not thread-safe. */
public final class LlmClassifierBuilder {
    final ChatModel model;
    Redactor redactor = Redactor.standard();
    int maxCharacters = 8_000;
    int maxOutputTokens = 300;
    int cacheSize = 1_000;
    Duration cacheLife = Duration.ofHours(1);
    private @Nullable PriceBook prices;
    private @Nullable String pricedAs;
    private @Nullable DailyBudget budget;

    LlmClassifierBuilder(ChatModel model) {
        this.model = model;
    }

    /**
     * Sets what must not leave. Default: {@link Redactor#standard()}.
     * @param value the redactor
     * @return this
     */
    public LlmClassifierBuilder redactor(Redactor value) {
        this.redactor = value;
        return this;
    }

    /**
     * Sets how much of a text is sent: of a longer one the first two thirds and the last third of this. Default: 8,000.
     * @param value characters, 100 or more
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public LlmClassifierBuilder maxCharacters(int value) {
        this.maxCharacters = atLeast(100, value, "maxCharacters");
        return this;
    }

    /**
     * Sets after how many tokens the model stops. Default: 300, enough for the answer; a model that reasons counts its
     * reasoning too and needs some thousands.
     * @param value tokens, 1 or more
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public LlmClassifierBuilder maxOutputTokens(int value) {
        this.maxOutputTokens = atLeast(1, value, "maxOutputTokens");
        return this;
    }

    /**
     * Sets the prices; without them the cost of calls is unknown.
     * @param value the prices; the model is looked up by the name its service tells, else by its own
     * @return this
     */
    public LlmClassifierBuilder prices(PriceBook value) {
        this.prices = value;
        this.pricedAs = null;
        return this;
    }

    /**
     * Sets the prices and the entry that counts, whatever name the service tells: for a deployment with a name of
     * its own, or a service whose prices stand under a prefix.
     * @param value the prices
     * @param entry the name of the entry
     * @return this
     */
    public LlmClassifierBuilder prices(PriceBook value, String entry) {
        this.prices = value;
        this.pricedAs = entry;
        return this;
    }

    /**
     * Sets what may be spent. Before a call the most it can cost is reserved: a token per byte of what is sent, and
     * {@code maxOutputTokens}; after it that is replaced by what it cost. When the budget is spent nothing is called.
     * @param value the budget; needs prices
     * @return this
     */
    public LlmClassifierBuilder budget(DailyBudget value) {
        this.budget = value;
        return this;
    }

    /**
     * Sets how answers are kept. Texts that are equal once redacted share an answer within a tenant, also while it is being waited
     * for. Default: 1,000 answers, one hour.
     * @param answers how many, 1 or more
     * @param life how long each, more than nothing
     * @return this
     * @throws IllegalArgumentException when one is out of range
     */
    public LlmClassifierBuilder cache(int answers, Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("life: more than nothing, not " + life);
        }
        this.cacheSize = atLeast(1, answers, "answers");
        this.cacheLife = life;
        return this;
    }

    /** {@return this, which now keeps and shares no answers} Every request is a call of its own. */
    public LlmClassifierBuilder withoutCache() {
        this.cacheSize = 0;
        return this;
    }

    private static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": " + least + " or more, not " + value);
        }
        return value;
    }

    /**
     * Makes the classifier.
     *
     * @return the classifier
     * @throws IllegalStateException when there is a budget without prices, or without a price for the model
     */
    public LlmClassifier build() {
        boolean asAnswered = pricedAs == null;
        return new LlmClassifier(
                this, new Spending(prices, budget, pricedAs == null ? model.name() : pricedAs, asAnswered));
    }
}
