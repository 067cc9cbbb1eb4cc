package io.ticketkit.llm.redaction;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What follows "password:" or "password is", in five languages, unless it is a word that tells about the password; and
 * what follows "password" at once when it looks like one.
 */
final class Passwords {
    private static final int SHORTEST = 4;

    private static final String NAME = "(?:pass ?word|passwd|pwd|pass ?phrase|pass ?code|passwort|kennwort|zugangscode"
            + "|contraseña|contrasena|clave|mot de passe|mdp|code secret|senha|palavra[ -]?passe|pin)";
    private static final String OF =
            "(?:\\s{1,3}(?:for|für|fuer|to|para|pour|de|du|da|do)(?:\\s{1,3}[\\p{L}'-]{1,20}){1,3}?)?";
    private static final String IS =
            "(?:[\"']?\\s{0,3}[:=]\\s{0,3}|\\s{1,3}(?:is now|is|was|ist jetzt|ist|war|lautet|es|era|est|était|é)\\s{0,3}:?\\s{1,3})";
    private static final Pattern NAMED =
            Pattern.compile("(?iu)(?<![\\p{L}\\p{N}_-])" + NAME + OF + "(" + IS + ")[\"'„“«]?([^\\s\"“”»]{1,200})");

    /** In quotes it is no word that tells. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?iu)(?<![\\p{L}\\p{N}_-])" + NAME + OF + IS + "[\"„“«]\\s?([^\\n\"“”»]{1,200}?)\\s?[\"“”»]");

    /** What follows the word without more: only what looks like a password. */
    private static final Pattern BARE = Pattern.compile("(?iu)(?<![\\p{L}\\p{N}_-])(?:" + NAME
            + "|pass)(?:\\s{0,3}[:=]\\s{0,3}|\\s{1,3})[\"'„“«]?([^\\s\"“”»]{4,200})");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");
    private static final Pattern SYMBOL = Pattern.compile("[!?#$%&*+=@^_~|\\\\]");
    private static final Pattern PLAIN = Pattern.compile("\\p{L}\\p{Ll}*");
    /** A year, a date, a time, a version; a name as programs have them; an address, of mail or of the web. */
    private static final Pattern OTHER = Pattern.compile(
            "(?i)(?:19|20)\\d\\d|v?\\d{1,4}(?:[.:/-]\\d{1,4})+|[a-z]+(?:_[a-z]+)+|https?://.*|[^@]+@[^@]+\\.\\p{L}+");

    /** After a plain word: nothing more is said, or something else. */
    private static final Pattern ENDS = Pattern.compile(
            "(?iu)[\"'“”»)]?(?:[.,;:!?)]|\\s*$|\\s*\\n|\\s{1,3}(?:and|but|und|aber|y|pero|et|mais|e|mas)\\s)");

    private static final Set<String> TELLING = Stream.of(
                    ("a an the my your it its i he she we you they not no none never always still just only too very so again "
                                    + "also already being been to in on at of for and or but wrong incorrect correct invalid valid expired "
                                    + "expiring required requested reset blocked locked rejected refused accepted empty missing weak strong "
                                    + "short long old new same different lost forgotten changed unknown working broken asked that what why "
                                    + "how when where because if does doesn't isn't can cannot can't please help error failed "
                                    + "der die das den dem ein eine kein nicht nie immer noch nur zu sehr auch schon falsch richtig "
                                    + "ungültig gültig abgelaufen erforderlich zurückgesetzt gesperrt blockiert leer vergessen geändert "
                                    + "unbekannt wird wurde weg kaputt bekannt bitte und oder aber ich sie es er wir "
                                    + "el la los las un una mi su no nunca siempre todavía muy demasiado también ya incorrecta correcta "
                                    + "inválida válida caducada bloqueada vacía olvidada cambiada desconocida la que y o pero "
                                    + "le les l' une mon ma ne pas jamais toujours encore très trop aussi déjà incorrect expiré erroné "
                                    + "invalide valide bloqué refusé vide oublié changé inconnu et ou mais je il elle "
                                    + "o os um uma minha não sempre ainda muito também já incorreta correta expirada "
                                    + "vazia esquecida alterada desconhecida e ou mas eu")
                            .split(" ", -1))
            .collect(Collectors.toUnmodifiableSet());

    private Passwords() {}

    static void find(String text, Hints hints, Findings findings) {
        if (!hints.holdAny("pass", "pwd", "wort", "code", "contrase", "clave", "mdp", "senha", "pin")) {
            return;
        }
        Finder.of(Kind.PASSWORD, QUOTED, found -> true).find(text, hints, findings);
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            String value = withoutPunctuation(matcher.group(2));
            boolean tells = TELLING.contains(bare(value))
                    || (isVerb(matcher.group(1)) && goesOn(text, matcher.start(2), value));
            if (!tells) {
                findings.add(Kind.PASSWORD, matcher.start(2), matcher.start(2) + value.length());
            }
        }
        matcher = BARE.matcher(text);
        while (matcher.find()) {
            String value = withoutPunctuation(matcher.group(1));
            if (looksLikeOne(bare(value))) {
                findings.add(Kind.PASSWORD, matcher.start(1), matcher.start(1) + value.length());
            }
        }
    }

    /** With a colon, or "lautet", what follows is the password, whatever follows it. */
    private static boolean isVerb(String between) {
        return !between.contains(":") && !between.contains("=") && !between.contains("lautet");
    }

    /** Whether it is a plain word within a sentence that tells about the password: "ist seit gestern ungültig". */
    private static boolean goesOn(String text, int start, String value) {
        int end = start + value.length();
        return PLAIN.matcher(value).matches()
                && !ENDS.matcher(text).region(end, text.length()).lookingAt();
    }

    private static boolean looksLikeOne(String value) {
        boolean symbols = LETTER.matcher(value).find() && SYMBOL.matcher(value).find();
        return value.length() >= SHORTEST
                && (DIGIT.matcher(value).find() || symbols)
                && !OTHER.matcher(value).matches();
    }

    private static String bare(String value) {
        return value.toLowerCase(Locale.ROOT).replaceAll("[!?]+$", "");
    }

    /** An exclamation mark may be part of it, a full stop at the end is not. */
    private static String withoutPunctuation(String value) {
        int end = value.length();
        while (end > 0 && ".,;:)'".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        return value.substring(0, end);
    }
}
