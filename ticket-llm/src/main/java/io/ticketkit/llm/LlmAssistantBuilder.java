package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.llm.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link LlmAssistant} needs; not thread-safe. */
public final class LlmAssistantBuilder {
    private static final int LEAST_CHARACTERS = 1_000;

    final ChatModel model;
    Redactor redactor = Redactor.standard();
    int maxCharacters = 18_000;
    int maxOutputTokens = 1_000;
    private @Nullable PriceBook prices;
    private @Nullable String pricedAs;
    private @Nullable DailyBudget budget;

    LlmAssistantBuilder(ChatModel model) {
        this.model = model;
    }

    /**
     * Sets what must not leave. Default: {@link Redactor#standard()}.
     * @param value the redactor
     * @return this
     */
    public LlmAssistantBuilder redactor(Redactor value) {
        this.redactor = value;
        return this;
    }

    /**
     * Sets how much text is sent: a third for the ticket, a third for what was said on it, the latest first, and a third
     * for everything else. Default: 18,000.
     * @param value characters, 1,000 or more
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public LlmAssistantBuilder maxCharacters(int value) {
        if (value < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("maxCharacters: 1000 or more, not " + value);
        }
        this.maxCharacters = value;
        return this;
    }

    /**
     * Sets after how many tokens the model stops. Default: 1,000; a model that reasons counts its reasoning too and needs
     * some thousands.
     * @param value tokens, 1 or more
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public LlmAssistantBuilder maxOutputTokens(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("maxOutputTokens: 1 or more, not " + value);
        }
        this.maxOutputTokens = value;
        return this;
    }

    /**
     * Sets the prices; without them the cost of calls is unknown.
     * @param value the prices; the model is looked up by the name its service tells, else by its own
     * @return this
     */
    public LlmAssistantBuilder prices(PriceBook value) {
        this.prices = value;
        this.pricedAs = null;
        return this;
    }

    /**
     * Sets the prices and the entry that counts, whatever name the service tells.
     * @param value the prices
     * @param entry the name of the entry
     * @return this
     */
    public LlmAssistantBuilder prices(PriceBook value, String entry) {
        this.prices = value;
        this.pricedAs = entry;
        return this;
    }

    /**
     * Sets what may be spent; the same budget as a classifier's is shared with it. Before a call the most it can cost is
     * reserved; when the budget is spent nothing is called.
     * @param value the budget; needs prices
     * @return this
     */
    public LlmAssistantBuilder budget(DailyBudget value) {
        this.budget = value;
        return this;
    }

    /**
     * Makes the assistant.
     *
     * @return the assistant
     * @throws IllegalStateException when there is a budget without prices, or without a price for the model
     */
    public LlmAssistant build() {
        boolean asAnswered = pricedAs == null;
        return new LlmAssistant(
                this, new Spending(prices, budget, pricedAs == null ? model.name() : pricedAs, asAnswered));
    }
}
