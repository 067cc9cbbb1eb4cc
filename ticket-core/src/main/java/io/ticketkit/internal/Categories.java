package io.ticketkit.internal;

import io.ticketkit.Category;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketField;
import io.ticketkit.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a category somebody chose. */
final class Categories {
    private static final int SHOWN = 64;

    private Categories() {}

    /** The category of that name; when there is none, adds the violation that says so. */
    static Optional<Category> resolve(Taxonomy taxonomy, String name, List<Violation> violations) {
        Optional<Category> category = taxonomy.resolve(name);
        if (category.isEmpty()) {
            unknown(taxonomy, name, violations);
        }
        return category;
    }

    /** Adds the violation that says that there is none of that name. */
    static void unknown(Taxonomy taxonomy, String name, List<Violation> violations) {
        String choices = taxonomy.active().stream().map(Category::code).collect(Collectors.joining(", "));
        violations.add(new Violation(
                TicketField.CATEGORY.wireName(),
                "\"" + shortened(name) + "\" is not a valid choice.",
                "Choose one of: " + choices + "."));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
