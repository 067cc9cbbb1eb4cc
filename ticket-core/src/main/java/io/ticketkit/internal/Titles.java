package io.ticketkit.internal;

import io.ticketkit.assist.FirstSentenceTitle;
import io.ticketkit.assist.TitleSuggester;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Suggested titles come from models and hosts: they are made fit to be shown. */
final class Titles {
    private static final Logger LOG = LoggerFactory.getLogger(Titles.class);
    private static final int MAX = 120;

    private Titles() {}

    /** A title on one line, of 1 to 120 code points; falls back to the first sentence. */
    static String suggest(TitleSuggester titles, String description) {
        try {
            return usable(titles.suggest(description)).orElseGet(() -> new FirstSentenceTitle().suggest(description));
        } catch (Throwable e) {
            Failures.passOnFatal(e);
            // only the type: a message may quote the ticket
            LOG.warn("The title suggester failed with {}", e.getClass().getName());
            return new FirstSentenceTitle().suggest(description);
        }
    }

    /** Without line breaks, control characters and broken Unicode, cut to 120 code points; empty when nothing is left. */
    static Optional<String> usable(String title) {
        StringBuilder clean = new StringBuilder();
        title.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(clean::appendCodePoint);
        String line = clean.toString().strip().replaceAll(" {2,}", " ");
        if (line.codePointCount(0, line.length()) > MAX) {
            line = line.substring(0, line.offsetByCodePoints(0, MAX)).strip();
        }
        return line.codePoints().allMatch(Titles::isInvisible) ? Optional.empty() : Optional.of(line);
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }
}
