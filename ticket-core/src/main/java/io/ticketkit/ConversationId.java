package io.ticketkit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a conversation: random, so that nobody can guess another's, and never used twice.
 *
 * @param value a UUID in lower case, such as {@code 0b6f5c1e-6c1f-4c7b-9a50-3f3f3a0e2f11}
 */
public record ConversationId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Checks the form.
     *
     * @param value as above
     * @throws IllegalArgumentException when it has another form
     */
    public ConversationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a conversation id is a UUID in lower case");
        }
    }

    /**
     * Reads what somebody sent, in any letter case.
     *
     * @param text the text
     * @return the id, or empty when it is none
     */
    public static Optional<ConversationId> parse(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        return FORM.matcher(value).matches() ? Optional.of(new ConversationId(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
