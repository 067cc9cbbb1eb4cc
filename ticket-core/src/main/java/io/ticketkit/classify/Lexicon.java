package io.ticketkit.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Words and phrases, and what they speak for: what the {@link KeywordClassifier} knows. Immutable.
 *
 * <p>A lexicon is a UTF-8 text file:
 *
 * <pre>
 * # a comment
 * [category billing]
 * 3 charged twice, refund*
 * 2 charg* .. twice
 * [severity critical]
 * 2 data loss
 * 0 down payment
 * </pre>
 *
 * <p>A line is a weight and one or more phrases with commas between them. Phrases match whole words, in any letter case
 * and with or without accents, inside one clause. {@code word*} also matches longer words that begin so,
 * {@code *word} longer words that end so; {@code ..} stands for up to three words or none, {@code ...} for up to six. Of phrases that overlap the longest counts, so a longer one with weight 0 is an
 * exception. As a rule of thumb a category needs phrases of weight 2 or 3 to be sure of itself, and everything else
 * of weight 1.
 *
 * <p>Sections:
 * <ul>
 *   <li>{@code [category technical bug]}: speaks for the first of these codes, labels or aliases that the taxonomy has;
 *   <li>{@code [severity critical]}, {@code high}, {@code medium}, {@code low}: how bad the matter is;
 *   <li>{@code [scope all]}, {@code many}, {@code one}: whom it touches;
 *   <li>{@code [tone angry]}, {@code frustrated}, {@code calm}: the sentiment;
 *   <li>{@code [urgency]}: deadlines and haste;
 *   <li>{@code [negation]}: cancels severity, urgency and tone of the next four words;
 *   <li>{@code [negation topic]}: cancels the category of the next two words;
 *   <li>{@code [greeting]}: their words speak for no category, unless a longer phrase of a category matches them;
 *   <li>{@code [closing]}: "kind regards"; it and up to 20 words after it speak for no category;
 *   <li>{@code [clause]}: words such as "but", where a negation ends;
 *   <li>{@code [stopwords]}: words of a category's description that say nothing;
 *   <li>{@code [known]}: common words that are no misspelling of a word of any section.
 * </ul>
 *
 * <p>A word of a text that no phrase of any section has is read as the one that was probably meant: with a letter
 * missing, added, replaced or exchanged with its neighbour (from 5 letters on, up to 6 with the first three right; two such errors
 * from 9 on), with letters
 * repeated, with {@code ae}, {@code oe}, {@code ue} for umlauts, or with another ending. A guess counts for a little
 * less. Of {@code word*} a misspelled beginning is recognised from 6 letters on.
 */
public final class Lexicon {
    private static final List<String> SHIPPED = List.of("common", "en", "de", "es", "fr", "pt");

    private final Map<Key, Phrase> phrases;

    private Lexicon(Map<Key, Phrase> phrases) {
        this.phrases = phrases;
    }

    /**
     * Loads a lexicon that comes with the library.
     *
     * @param language {@code en}, {@code de}, {@code es}, {@code fr}, {@code pt}, or {@code common} for what is the same
     *     in all of them, such as emoji
     * @return the lexicon
     * @throws IllegalArgumentException when none is shipped for the language
     */
    public static Lexicon load(String language) {
        String code = language.strip().toLowerCase(Locale.ROOT);
        if (!SHIPPED.contains(code)) {
            throw new IllegalArgumentException("no lexicon is shipped for the language \"" + language + "\", only for "
                    + SHIPPED + "; read your own with Lexicon.read(reader)");
        }
        String resource = "lexicon_" + code + ".txt";
        try (InputStream stream = Lexicon.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path beside this class; was the jar repackaged without it?");
            }
            return read(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the languages with a shipped lexicon: what {@link #load} accepts, unmodifiable} */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * Reads a lexicon in the format above.
     *
     * @param reader the text; read to its end, not closed
     * @return the lexicon
     * @throws IOException when the reader fails
     * @throws IllegalArgumentException when a line is not as described; the message names line and remedy
     */
    public static Lexicon read(Reader reader) throws IOException {
        return of(new LexiconReader(new BufferedReader(reader)).read());
    }

    /**
     * Adds another lexicon to this one.
     *
     * @param other its phrases replace those of this one that are the same, in the same section
     * @return both as one
     */
    public Lexicon extendedBy(Lexicon other) {
        Map<Key, Phrase> all = new LinkedHashMap<>(phrases);
        all.putAll(other.phrases);
        return new Lexicon(all);
    }

    /** {@return how many phrases it has: 0 or more} */
    public int size() {
        return phrases.size();
    }

    /** The number of phrases. */
    @Override
    public String toString() {
        return "Lexicon[" + size() + " phrases]";
    }

    static Lexicon of(Collection<Phrase> phrases) {
        Map<Key, Phrase> all = new LinkedHashMap<>();
        phrases.forEach(phrase -> all.put(new Key(phrase.section(), phrase.words()), phrase));
        return new Lexicon(all);
    }

    Collection<Phrase> phrases() {
        return phrases.values();
    }

    private record Key(Section section, List<Phrase.Word> words) {}
}
