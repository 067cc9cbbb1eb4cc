package io.ticketkit.assist;

import java.util.Locale;
import java.util.Set;

/**
 * Takes the first sentence as the title, without a greeting before it, cut at a word boundary. Offline, immutable and
 * thread-safe.
 */
public final class FirstSentenceTitle implements TitleSuggester {
    /** The title of a text without words. */
    public static final String UNTITLED = "Untitled";

    private static final int LONGEST = 60;
    /** A word boundary before this would leave too little; a long word is cut instead. */
    private static final int SHORTEST_CUT = 20;
    /** More than enough for a greeting and a sentence. */
    private static final int READ = 4_000;

    private static final Set<String> SHORT_GREETINGS =
            Set.of("hi", "hello", "hey", "hallo", "moin", "servus", "hola", "bonjour", "salut", "olá", "ola", "ciao");
    private static final Set<String> LONG_GREETINGS = Set.of(
            "dear",
            "good",
            "greetings",
            "guten",
            "liebe",
            "lieber",
            "liebes",
            "sehr",
            "buenos",
            "buenas",
            "estimado",
            "estimada",
            "estimados",
            "cher",
            "chère",
            "madame",
            "bonsoir",
            "bom",
            "boa",
            "prezado",
            "prezada",
            "prezados",
            "caro",
            "cara");
    private static final int SHORT_GREETING_WORDS = 3;
    private static final int LONG_GREETING_WORDS = 6;

    /** Creates the suggester. */
    public FirstSentenceTitle() {}

    @Override
    public String suggest(String description) {
        String text = Sentences.normalised(description.substring(0, Math.min(READ, description.length())));
        String title = shortened(Sentences.first(withoutGreeting(text)));
        return Sentences.saysSomething(title) ? title : UNTITLED;
    }

    /** Without greetings, unless nothing else is there. */
    static String withoutGreeting(String text) {
        String rest = text;
        while (true) {
            int end = greetingEnd(rest);
            if (end == 0 || !Sentences.saysSomething(rest.substring(end))) {
                return rest;
            }
            rest = rest.substring(end).strip();
        }
    }

    /** Where the greeting ends with which the text begins; 0 when it begins with none. */
    private static int greetingEnd(String text) {
        int end = 0;
        while (end < text.length() && ",!.:\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String[] words = text.substring(0, end).strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        boolean greets = (SHORT_GREETINGS.contains(words[0]) && words.length <= SHORT_GREETING_WORDS)
                || (LONG_GREETINGS.contains(words[0])
                        && words.length <= LONG_GREETING_WORDS
                        && !endsSentence(text, end));
        return greets && end < text.length() ? end + 1 : 0;
    }

    /** "Good idea." and "Sehr langsam." are sentences; greetings in several words end with a comma or a new line. */
    private static boolean endsSentence(String text, int end) {
        return end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ':');
    }

    private static String shortened(String sentence) {
        if (sentence.codePointCount(0, sentence.length()) <= LONGEST) {
            return sentence;
        }
        // one place is for the ellipsis
        int cut = sentence.offsetByCodePoints(0, LONGEST - 1);
        int space = sentence.lastIndexOf(' ', cut);
        int boundary = space >= SHORTEST_CUT ? space : Sentences.boundaryAtOrBefore(sentence, cut);
        return Sentences.withoutTrailingPunctuation(sentence.substring(0, boundary)) + "…";
    }
}
