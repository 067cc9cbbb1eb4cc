package io.ticketkit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The code of a category. What codes there are, and what they mean, says the host's {@link Taxonomy};
 * a stored code stays readable even when the taxonomy no longer has it.
 *
 * @param code 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}, in lower case
 */
public record Category(String code) implements Comparable<Category> {
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,63}");

    /**
     * Checks the form.
     *
     * @param code as above
     * @throws IllegalArgumentException when the code is not of the form above
     */
    public Category {
        if (!CODE.matcher(code).matches() || !code.equals(code.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "a category code is 1 to 64 lower-case letters, digits, '_', '-' or '.', starting with a letter or digit");
        }
    }

    @Override
    public int compareTo(Category other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
