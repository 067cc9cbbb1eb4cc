package io.ticketkit.llm.redaction;

import java.util.List;

/** What is secret in itself is looked for first: a token may hold what looks like a phone number, never the reverse. */
final class StandardRedactor implements Redactor {
    static final StandardRedactor INSTANCE = new StandardRedactor();

    private static final List<Finder> FINDERS = List.of(
            Keys::find,
            UrlSecrets::find,
            Tokens::find,
            Codes::find,
            Passwords::find,
            Tokens::findRandom,
            Addresses::find,
            Ibans::find,
            Cards::find,
            Phones::find);

    private StandardRedactor() {}

    @Override
    public Redaction redact(String text) {
        Findings findings = new Findings(text);
        Hints hints = Hints.of(text);
        FINDERS.forEach(finder -> finder.find(text, hints, findings));
        return findings.redaction();
    }
}
