package io.ticketkit.demo.users;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How names of people are compared: whoever types in capitals, or in letters that only look different, is no other. */
public final class Names {
    private Names() {}

    /** The form in which they are the same: NFKC, lower case, no invisible characters, one space between words. */
    public static String folded(String name) {
        // once more after the case: of some capitals that makes letters with loose accents
        return compatible(compatible(name).toLowerCase(Locale.ROOT))
                .replaceAll("\\p{Cf}", "")
                .replaceAll("(?U)\\s+", " ")
                .strip();
    }

    static Set<String> folded(Collection<String> names) {
        return names.stream().map(Names::folded).collect(Collectors.toUnmodifiableSet());
    }

    private static String compatible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
