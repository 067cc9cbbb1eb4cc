package io.ticketkit.llm.redaction;

/** Numbers that are as good as a password: check codes of cards, one-time codes, PINs, each named as such. */
final class Codes {
    private static final String NAME =
            "(?:pin(?:[- ]?(?:code|number|nummer))?|cv[cv]2?|otp|(?-i:TAN|mTAN)|kartenprüfnummer|prüfziffer"
                    + "|(?:one[- ]?time|verification|security|confirmation|authentication|2fa|sms)[- ]?(?:pass)?code"
                    + "|(?:einmal|bestätigungs|sicherheits|verifizierungs)[- ]?code|einmal-?passwort"
                    + "|c[óo]digo de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|verifica[çc][ãa]o|seguran[çc]a|confirma[çc][ãa]o)"
                    + "|code de (?:v[ée]rification|s[ée]curit[ée]|confirmation))";

    private static final Finder NAMED = Finder.of(
            Kind.PASSWORD,
            "(?iu)(?<![\\p{L}\\p{N}_-])" + NAME
                    + "[\"']?(?:\\s{1,3}(?:is|was|ist|war|lautet|es|est|é))?\\s{0,3}[:=#]?\\s{0,3}[\"']?"
                    + "(\\d{3}[ -]\\d{3}|\\d{3,8})(?![\\p{L}\\p{N}]|[.,:/-]\\d)");

    private Codes() {}

    static void find(String text, Hints hints, Findings findings) {
        if (hints.digits() > 2
                && hints.holdAny("pin", "cvc", "cvv", "otp", "tan", "code", "código", "codigo", "einmal", "prüf")) {
            NAMED.find(text, hints, findings);
        }
    }
}
