package io.ticketkit.testkit.samples;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one person writes on one day about one thing: whatever was drawn once stays the same to the end. */
final class Letter {
    private static final List<String> TONES =
            List.of("calm", "calm", "neutral", "neutral", "neutral", "neutral", "frustrated", "frustrated", "angry");
    private static final Pattern GAP = Pattern.compile("\\{([^}]+)\\}");
    private static final int TRIES = 5;
    /** Not within an address or a number. */
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\d@._-])\\p{Ll}{5,}(?![\\p{L}\\d@_-]|\\.\\p{L})");

    private final Phrasebook book;
    private final SplittableRandom random;
    private final LocalDate day;
    private final Map<String, String> drawn = new HashMap<>();
    private final List<String> scopes = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    Letter(Phrasebook book, SplittableRandom random, LocalDate day) {
        this.book = book;
        this.random = random;
        this.day = day;
        // name, then !kind and tags
        for (String word : oneOf(book.texts("topic")).split(" ", -1)) {
            if (scopes.isEmpty() || word.startsWith("!")) {
                scopes.add(word.replace("!", ""));
            } else {
                tags.add(word);
            }
        }
        scopes.add(oneOf(TONES));
    }

    List<String> tags() {
        return tags;
    }

    /** With a slip of the pen now and then. */
    String written(String text) {
        String filled = fill(text);
        int mood = random.nextInt(100);
        if (mood < 3) {
            return filled.toLowerCase(book.language());
        }
        return mood < 12 ? WORD.matcher(filled).replaceAll(this::misspelled) : filled;
    }

    private String misspelled(MatchResult match) {
        String word = match.group();
        if (random.nextInt(12) > 0) {
            return word;
        }
        int at = 1 + random.nextInt(word.length() - 2);
        String swapped = word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
        return random.nextBoolean() ? swapped : word.substring(0, at) + word.substring(at + 1);
    }

    /** Fills the gaps. */
    String fill(String text) {
        return text.indexOf('{') < 0
                ? text
                : GAP.matcher(text).replaceAll(gap -> Matcher.quoteReplacement(value(gap.group(1))));
    }

    private String value(String gap) {
        if (Character.isDigit(gap.charAt(0))) {
            String[] range = gap.split("\\.\\.", 2);
            return String.valueOf(random.nextInt(Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1));
        }
        String known = drawn.get(gap);
        // {detail2} shall not say what {detail} said
        for (int i = 0; known == null || (i < TRIES && !drawn.containsKey(gap) && drawn.containsValue(known)); i++) {
            known = draw(Character.isDigit(gap.charAt(gap.length() - 1)) ? gap.substring(0, gap.length() - 1) : gap);
        }
        drawn.put(gap, known);
        return known;
    }

    private String draw(String name) {
        if (name.equals("hex")) {
            return HexFormat.of().toHexDigits(random.nextInt());
        } else if (name.equals("date")) {
            return oneOf(book.dates()).format(day.minusDays(random.nextInt(1, 29)));
        }
        String section = Stream.concat(scopes.stream().map(scope -> name + "." + scope), Stream.of(name))
                .filter(book::has)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no section for {" + name + "}"));
        String text = fill(oneOf(book.texts(section)));
        return name.equals("mail") ? address(text) : text;
    }

    private static String address(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace("ß", "ss");
        return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z0-9.@-]", "");
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
