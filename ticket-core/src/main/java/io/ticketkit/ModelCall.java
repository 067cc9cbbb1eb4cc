package io.ticketkit;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a call of a language model: which, how much, at what cost. Immutable. */
public final class ModelCall {
    private final String model;
    private final @Nullable String promptVersion;
    private final @Nullable String requestId;
    private final @Nullable Long inputTokens;
    private final @Nullable Long cachedInputTokens;
    private final @Nullable Long outputTokens;
    private final @Nullable Long reasoningTokens;
    private final @Nullable BigDecimal cost;
    private final int attempts;
    private final boolean cached;
    private final Set<String> flags;

    private ModelCall(Builder builder) {
        this.model = builder.model;
        this.promptVersion = builder.promptVersion;
        this.requestId = builder.requestId;
        this.inputTokens = builder.inputTokens;
        this.cachedInputTokens = builder.cachedInputTokens;
        this.outputTokens = builder.outputTokens;
        this.reasoningTokens = builder.reasoningTokens;
        this.cost = builder.cost;
        this.attempts = builder.attempts;
        this.cached = builder.cached;
        this.flags = Set.copyOf(builder.flags);
    }

    /**
     * Starts a call of which nothing but the model is known.
     *
     * @param model the model's name, 1 to 100 characters
     * @return a builder
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** {@return the model's name: as the service told it, else as it was asked for} */
    public String model() {
        return model;
    }

    /** {@return which prompt was used: its version, or empty} */
    public Optional<String> promptVersion() {
        return Optional.ofNullable(promptVersion);
    }

    /** {@return the service's name for the call: its id, for asking its support, or empty} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** {@return how many tokens went in: all of them, cached ones too, or empty when unknown} */
    public OptionalLong inputTokens() {
        return optional(inputTokens);
    }

    /** {@return how many of the tokens that went in the service had cached: the number, or empty when unknown} */
    public OptionalLong cachedInputTokens() {
        return optional(cachedInputTokens);
    }

    /** {@return how many tokens came out: all of them, reasoning too, or empty when unknown} */
    public OptionalLong outputTokens() {
        return optional(outputTokens);
    }

    /** {@return how many of the tokens that came out were reasoning: the number, or empty when unknown} */
    public OptionalLong reasoningTokens() {
        return optional(reasoningTokens);
    }

    /** {@return what it cost, in US dollars: zero only when it cost nothing, empty when that is not known} */
    public Optional<BigDecimal> cost() {
        return Optional.ofNullable(cost);
    }

    /** {@return how many requests were sent: 0 when the answer came from a cache} */
    public int attempts() {
        return attempts;
    }

    /** {@return whether the answer was one given before to the same question: true when nothing was called} */
    public boolean cached() {
        return cached;
    }

    /** {@return what a person should know about the answer, in lower snake case: for example suspected_injection} */
    public Set<String> flags() {
        return flags;
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        Builder builder = new Builder(model);
        builder.promptVersion = promptVersion;
        builder.requestId = requestId;
        builder.inputTokens = inputTokens;
        builder.cachedInputTokens = cachedInputTokens;
        builder.outputTokens = outputTokens;
        builder.reasoningTokens = reasoningTokens;
        builder.cost = cost;
        builder.attempts = attempts;
        builder.cached = cached;
        builder.flags.addAll(flags);
        return builder;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public String toString() {
        return "ModelCall[" + model + (cached ? ", cached" : "") + ", cost " + (cost == null ? "unknown" : cost) + "]";
    }

    /**
     * Collects what is known; not thread-safe. Names come from services: control characters become blanks, and what
     * is longer than 100 characters is cut.
     */
    public static final class Builder {
        private static final int NAME = 100;
        private static final int FLAGS = 20;
        private static final Pattern FLAG = Pattern.compile("[a-z0-9_]{1,64}");

        private final String model;
        private @Nullable String promptVersion;
        private @Nullable String requestId;
        private @Nullable Long inputTokens;
        private @Nullable Long cachedInputTokens;
        private @Nullable Long outputTokens;
        private @Nullable Long reasoningTokens;
        private @Nullable BigDecimal cost;
        private int attempts = 1;
        private boolean cached;
        private final Set<String> flags = new LinkedHashSet<>();

        private Builder(String model) {
            if (model.isBlank()) {
                throw new IllegalArgumentException("a model has a name");
            }
            this.model = cut(model);
        }

        private static String cut(String name) {
            return Text.line(name, NAME).orElse("unknown");
        }

        /**
         * Sets the version of the prompt.
         * @param value the version, or null for none
         * @return this
         */
        public Builder promptVersion(@Nullable String value) {
            this.promptVersion = value == null ? null : Text.line(value, NAME).orElse(null);
            return this;
        }

        /**
         * Sets the service's name for the call.
         * @param value the id, or null for none
         * @return this
         */
        public Builder requestId(@Nullable String value) {
            this.requestId = value == null ? null : Text.line(value, NAME).orElse(null);
            return this;
        }

        /**
         * Sets how many tokens went in and came out.
         * @param input all that went in, 0 or more
         * @param output all that came out, 0 or more
         * @return this
         * @throws IllegalArgumentException when a number is negative
         */
        public Builder tokens(long input, long output) {
            this.inputTokens = notNegative(input);
            this.outputTokens = notNegative(output);
            return this;
        }

        /**
         * Sets how many of the tokens that went in the service had cached.
         * @param value 0 or more
         * @return this
         * @throws IllegalArgumentException when it is negative
         */
        public Builder cachedInputTokens(long value) {
            this.cachedInputTokens = notNegative(value);
            return this;
        }

        /**
         * Sets how many of the tokens that came out were reasoning.
         * @param value 0 or more
         * @return this
         * @throws IllegalArgumentException when it is negative
         */
        public Builder reasoningTokens(long value) {
            this.reasoningTokens = notNegative(value);
            return this;
        }

        private static long notNegative(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("a number of tokens is not negative: " + value);
            }
            return value;
        }

        /**
         * Sets the cost.
         * @param value in US dollars, 0 or more, or null when it is not known
         * @return this
         * @throws IllegalArgumentException when it is negative
         */
        public Builder cost(@Nullable BigDecimal value) {
            if (value != null && value.signum() < 0) {
                throw new IllegalArgumentException("a cost is not negative: " + value);
            }
            this.cost = value;
            return this;
        }

        /**
         * Sets how many requests were sent. Default: 1.
         * @param value 0 or more
         * @return this
         * @throws IllegalArgumentException when it is negative
         */
        public Builder attempts(int value) {
            this.attempts = Math.toIntExact(notNegative(value));
            return this;
        }

        /**
         * Says whether the answer came from a cache. Default: false.
         * @param value whether
         * @return this
         */
        public Builder cached(boolean value) {
            this.cached = value;
            return this;
        }

        /**
         * Adds what a person should know about the answer.
         * @param values each 1 to 64 of a to z, 0 to 9 and {@code _}; at most 20 in all
         * @return this
         * @throws IllegalArgumentException when one is of another form, or there are too many
         */
        public Builder flags(Collection<String> values) {
            for (String flag : values) {
                if (!FLAG.matcher(flag).matches()) {
                    throw new IllegalArgumentException("a flag is 1 to 64 of a to z, 0 to 9 and _");
                }
                flags.add(flag);
            }
            if (flags.size() > FLAGS) {
                throw new IllegalArgumentException("a call has at most " + FLAGS + " flags");
            }
            return this;
        }

        /** {@return the call} Makes the call. */
        public ModelCall build() {
            return new ModelCall(this);
        }
    }
}
