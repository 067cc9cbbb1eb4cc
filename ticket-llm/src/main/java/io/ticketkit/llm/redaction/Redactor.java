package io.ticketkit.llm.redaction;

import java.util.Map;

/**
 * Replaces what must not leave the process by placeholders, before anything is sent. Implementations are thread-safe,
 * take time proportional to the text, and give the same answer for the same text.
 */
@FunctionalInterface
public interface Redactor {
    /**
     * Redacts.
     *
     * @param text any text, of any length
     * @return the text with placeholders, and what they stand for
     */
    Redaction redact(String text);

    /**
     * The default: e-mail addresses, card numbers (issuer and check digit), IBANs (country, length, check digits),
     * phone numbers, IP addresses, access tokens, private keys, passwords and codes that are named as such (in English,
     * German, Spanish, French and Portuguese) and secrets in URLs. Dates, times, amounts, versions, error codes and order numbers stay.
     *
     * <p>A placeholder names the kind and a number, as {@code [EMAIL_1]}; the same value gets the same placeholder
     * within a text. It finds forms, not meanings: names and postal addresses stay, and so does a secret that looks
     * like a word.
     *
     * @return the redactor, always the same
     */
    static Redactor standard() {
        return StandardRedactor.INSTANCE;
    }

    /** {@return one that replaces nothing} For a model that runs in the host's own house. */
    static Redactor off() {
        return text -> Redaction.of(text, Map.of());
    }
}
