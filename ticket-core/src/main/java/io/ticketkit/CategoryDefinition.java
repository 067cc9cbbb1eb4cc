package io.ticketkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One category of a {@link Taxonomy}: what it means, for people and for classifiers. Immutable. */
public final class CategoryDefinition {
    private final Category category;
    private final String label;
    private final String description;
    private final List<String> keywords;
    private final List<String> aliases;
    private final boolean retired;

    private CategoryDefinition(Builder builder) {
        this.category = builder.category;
        this.label = builder.label;
        this.description = builder.description;
        this.keywords = List.copyOf(builder.keywords);
        this.aliases = List.copyOf(builder.aliases);
        this.retired = builder.retired;
    }

    /**
     * Starts a definition.
     *
     * @param code the code, see {@link Category}
     * @return a builder whose label is the code and whose other parts are empty
     * @throws IllegalArgumentException when the code is not well-formed
     */
    public static Builder builder(String code) {
        return new Builder(new Category(code));
    }

    /** {@return the code: the category} */
    public Category category() {
        return category;
    }

    /** {@return a name for people: the label; the code where none was given} */
    public String label() {
        return label;
    }

    /** {@return one line that tells people and models what belongs here: the description, possibly empty} */
    public String description() {
        return description;
    }

    /**
     * Words and phrases that speak for this category; the keyword classifier reads them.
     *
     * @return unmodifiable, possibly empty
     */
    public List<String> keywords() {
        return keywords;
    }

    /** {@return other names under which the category is accepted: unmodifiable, possibly empty} */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * Whether the category is no longer given to tickets. It stays readable, filterable and counted.
     *
     * @return true when retired
     */
    public boolean retired() {
        return retired;
    }

    @Override
    public String toString() {
        return category.code() + (retired ? " (retired)" : "");
    }

    /** Collects a definition; not thread-safe. */
    public static final class Builder {
        private final Category category;
        private String label;
        private String description = "";
        private final List<String> keywords = new ArrayList<>();
        private final List<String> aliases = new ArrayList<>();
        private boolean retired;

        private Builder(Category category) {
            this.category = category;
            this.label = category.code();
        }

        /**
         * Sets the name for people.
         * @param text the label
         * @return this
         */
        public Builder label(String text) {
            this.label = text;
            return this;
        }

        /**
         * Sets the one-line description.
         * @param text what belongs here
         * @return this
         */
        public Builder description(String text) {
            this.description = text;
            return this;
        }

        /**
         * Adds words and phrases.
         * @param words in any letter case
         * @return this
         */
        public Builder keywords(String... words) {
            return keywords(List.of(words));
        }

        /**
         * Adds words and phrases.
         * @param words in any letter case
         * @return this
         */
        public Builder keywords(Collection<String> words) {
            keywords.addAll(words);
            return this;
        }

        /**
         * Adds other names.
         * @param names in any letter case
         * @return this
         */
        public Builder aliases(String... names) {
            aliases.addAll(List.of(names));
            return this;
        }

        /** {@return retires the category: this} */
        public Builder retired() {
            this.retired = true;
            return this;
        }

        /** {@return the definition} Makes the definition. */
        public CategoryDefinition build() {
            return new CategoryDefinition(this);
        }
    }
}
