package io.ticketkit.demo.users;

import io.ticketkit.Limits;
import io.ticketkit.Violation;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an account is made of. The role is no part of it: nobody chooses the own.
 *
 * @param email where the person gets mail; compared in lower case
 * @param name as the person wants to be called
 * @param password as it was typed
 */
public record NewUser(String email, String name, String password) {
    private static final int LONGEST_NAME = 100;
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;
    private static final int LONGEST_LOCAL_PART = 64;

    /** As browsers check it. ASCII alone: no two addresses look the same, and none breaks out of a mail's header. */
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1," + LONGEST_LOCAL_PART
            + "}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

    public NewUser {
        email = normalized(email);
        name = name.strip();
    }

    /** The form in which addresses are stored and compared. */
    static String normalized(String email) {
        // what is far too long is no address, and not worked on
        return email.length() > 4 * Limits.PERSON ? email : Names.folded(email);
    }

    /** Whether there can be an account with it. */
    static boolean isAddress(String email) {
        return email.length() <= Limits.PERSON && EMAIL.matcher(email).matches();
    }

    static boolean isTooLong(String password) {
        return length(password) > LONGEST_PASSWORD;
    }

    /** All that is wrong, by field. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(problemsOfName(name));
        if (!isAddress(email)) {
            violations.add(new Violation(
                    "email", email.isEmpty() ? "This field may not be blank." : "Enter a valid email address."));
        }
        violations.addAll(problemsOfPassword(password, email));
        return violations;
    }

    static List<Violation> problemsOfName(String name) {
        return problem(name, LONGEST_NAME)
                .or(() -> name.chars().anyMatch(Character::isISOControl)
                        ? Optional.of("Control characters are not allowed.")
                        : Optional.empty())
                .map(message -> List.of(new Violation("name", message)))
                .orElse(List.of());
    }

    static List<Violation> problemsOfPassword(String password, String email) {
        return problem(password, LONGEST_PASSWORD)
                .or(() -> length(password) < SHORTEST_PASSWORD
                        ? Optional.of("Ensure this field has at least " + SHORTEST_PASSWORD + " characters.")
                        : normalized(password).equals(email)
                                ? Optional.of("Choose another password than your email address.")
                                : Optional.empty())
                .map(message -> List.of(new Violation("password", message)))
                .orElse(List.of());
    }

    private static Optional<String> problem(String text, int longest) {
        if (text.isBlank()) {
            return Optional.of("This field may not be blank.");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("Null characters are not allowed.");
        }
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            return Optional.of("Lone surrogates (broken Unicode) are not allowed.");
        }
        return length(text) > longest
                ? Optional.of("Ensure this field has no more than " + longest + " characters.")
                : Optional.empty();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Keyboards differ in how they write an accent. */
    static String typed(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "NewUser[…]";
    }
}
