package io.ticketkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The categories a host uses, in the order it wants to show them. Immutable.
 *
 * <pre>{@code
 * Taxonomy shop = Taxonomy.builder()
 *         .add(CategoryDefinition.builder("delivery").description("Parcels, delays, damage").keywords("parcel", "courier").build())
 *         .add(CategoryDefinition.builder("other").build())
 *         .fallback("other")
 *         .build();
 * }</pre>
 */
public final class Taxonomy {
    private static final Taxonomy SUPPORT = builder()
            .add(define("billing", "Billing", "Payment, invoices, refunds, pricing", "payments", "invoice"))
            .add(define("technical", "Technical", "Bugs, errors, system and integration problems", "tech", "bug"))
            .add(define("account", "Account", "Login, registration, profile, permissions", "login"))
            .add(define("general", "General", "Questions, feedback, feature requests", "other"))
            .fallback("general")
            .build();
    private static final Taxonomy PRODUCT = builder()
            .add(define("bug", "Bug", "Something is broken or does not work as described", "defect"))
            .add(define("feature", "Feature", "A wish for something new or better", "feature_request"))
            .add(define("billing", "Billing", "Payment, invoices, refunds, pricing"))
            .add(define("support", "Support", "Help with using the product, account and access", "help"))
            .add(define("other", "Other", "Anything else", "general"))
            .fallback("other")
            .build();
    private static final Taxonomy EDUCATION = builder()
            .add(define("technical", "Technical", "Access, login, system and device problems"))
            .add(define("billing", "Billing", "Fees, payment, invoices, refunds"))
            .add(define("general", "General", "Questions about courses, dates and everything else", "other"))
            .add(define("bug_report", "Bug report", "Something is broken or does not work as described", "bug"))
            .add(define("feature_request", "Feature request", "A wish for something new or better", "feature"))
            .fallback("general")
            .build();

    private final List<CategoryDefinition> definitions;
    private final Map<String, Category> byName;
    private final Category fallback;

    private Taxonomy(List<CategoryDefinition> definitions, Map<String, Category> byName, Category fallback) {
        this.definitions = List.copyOf(definitions);
        this.byName = Map.copyOf(byName);
        this.fallback = fallback;
    }

    private static CategoryDefinition define(String code, String label, String description, String... aliases) {
        return CategoryDefinition.builder(code)
                .label(label)
                .description(description)
                .aliases(aliases)
                .build();
    }

    /** {@return the default: billing, technical, account, general: the preset} */
    public static Taxonomy support() {
        return SUPPORT;
    }

    /** {@return for makers of a product: bug, feature, billing, support, other: the preset} */
    public static Taxonomy product() {
        return PRODUCT;
    }

    /** {@return for schools and courses: technical, billing, general, bug_report, feature_request: the preset} */
    public static Taxonomy education() {
        return EDUCATION;
    }

    /** {@return an empty builder} Starts an own taxonomy. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return all definitions, retired ones too: unmodifiable, in the host's order} */
    public List<CategoryDefinition> definitions() {
        return definitions;
    }

    /** {@return the categories a ticket can be given: unmodifiable, in the host's order, without retired ones} */
    public List<Category> active() {
        return definitions.stream()
                .filter(d -> !d.retired())
                .map(CategoryDefinition::category)
                .toList();
    }

    /** {@return the category of a text that says nothing: an active category} */
    public Category fallback() {
        return fallback;
    }

    /**
     * Finds an active category by code, label or alias, in any letter case; a space or hyphen is as good as
     * an underscore.
     *
     * @param name what somebody wrote
     * @return the category, or empty when there is none or it is retired
     */
    public Optional<Category> resolve(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    /** Collects a taxonomy; not thread-safe. */
    public static final class Builder {
        private final List<CategoryDefinition> definitions = new ArrayList<>();
        private @Nullable String fallback;

        private Builder() {}

        /**
         * Adds a category.
         * @param definition the category
         * @return this
         */
        public Builder add(CategoryDefinition definition) {
            definitions.add(definition);
            return this;
        }

        /**
         * Adds categories of which only the codes are known.
         * @param codes the codes, see {@link Category}
         * @return this
         * @throws IllegalArgumentException when a code is not well-formed
         */
        public Builder add(String... codes) {
            Arrays.stream(codes).forEach(c -> add(CategoryDefinition.builder(c).build()));
            return this;
        }

        /**
         * Sets the category of texts that say nothing; without this call it is the last active one.
         * @param code the code of an active category
         * @return this
         */
        public Builder fallback(String code) {
            this.fallback = code;
            return this;
        }

        /**
         * Makes the taxonomy.
         *
         * @return the taxonomy
         * @throws IllegalArgumentException when there is no active category, a name stands for two categories, or
         *     the fallback is not an active category
         */
        public Taxonomy build() {
            Map<String, Category> names = new LinkedHashMap<>();
            List<CategoryDefinition> active =
                    definitions.stream().filter(d -> !d.retired()).toList();
            if (active.isEmpty()) {
                throw new IllegalArgumentException("a taxonomy needs at least one category that is not retired");
            }
            for (CategoryDefinition definition : definitions) {
                if (definitions.stream()
                                .filter(d -> d.category().equals(definition.category()))
                                .count()
                        > 1) {
                    throw new IllegalArgumentException("category " + definition.category() + " is defined twice");
                }
            }
            active.forEach(d -> names.put(key(d.category().code()), d.category()));
            for (CategoryDefinition definition : active) {
                addNames(names, List.of(definition.label()), definition.category());
                addNames(names, definition.aliases(), definition.category());
            }
            String last = active.get(active.size() - 1).category().code();
            Category chosen = names.get(key(fallback == null ? last : fallback));
            if (chosen == null) {
                throw new IllegalArgumentException("the fallback " + fallback + " is not an active category");
            }
            return new Taxonomy(definitions, names, chosen);
        }

        private static void addNames(Map<String, Category> names, Collection<String> more, Category category) {
            for (String name : more) {
                Category before = names.putIfAbsent(key(name), category);
                if (before != null && !before.equals(category)) {
                    throw new IllegalArgumentException(
                            "\"" + name + "\" stands for both " + before + " and " + category);
                }
            }
        }
    }
}
