package io.ticketkit.llm;

import io.ticketkit.assist.TextLanguage;
import io.ticketkit.llm.internal.answer.HelpReading;
import io.ticketkit.llm.internal.prompt.HelpPrompt;
import io.ticketkit.llm.internal.text.Plain;
import io.ticketkit.llm.redaction.RedactedTexts;
import io.ticketkit.llm.redaction.Redactor;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model wrote, as people may see it: without addresses and contacts of its own making, with the originals of
 * placeholders.
 *
 * @param text empty when nothing of it may be shown
 * @param flags what was odd
 */
record Checked(Optional<String> text, Set<String> flags) {
    static final String UNKNOWN_URL = "unknown_url";
    static final String UNKNOWN_CONTACT = "unknown_contact";
    static final String OTHER_LANGUAGE = "other_language";
    static final String LEAKED_PROMPT = "leaked_prompt";
    static final String TOO_LONG = "too_long";

    private static final int LONGEST = 8_000;
    private static final Pattern URL = Pattern.compile(
            "(?i)\\b(?:https?://|www\\.)[^\\s<>\"'()\\[\\]]{1,500}|\\b(?:[a-z0-9-]{1,63}\\.){1,4}[a-z]{2,12}/[^\\s<>\"'()\\[\\]]{0,500}");

    static Checked of(HelpPrompt prompt, HelpReading reading, Redactor redactor) {
        Set<String> flags = new LinkedHashSet<>(reading.flags());
        String said = Plain.visible(reading.text().orElse("")).strip();
        if (said.isEmpty()) {
            return new Checked(Optional.empty(), flags);
        }
        if (said.contains(prompt.mark()) || prompt.task().isLeakedBy(said)) {
            flags.add(LEAKED_PROMPT);
            return new Checked(Optional.empty(), flags);
        }
        if (said.length() > LONGEST) {
            flags.add(TOO_LONG);
            return new Checked(Optional.empty(), flags);
        }
        String text = withoutUnknownUrls(said, prompt, flags);
        text = withoutUnknownContacts(text, prompt, redactor, flags);
        Optional<String> language = TextLanguage.guess(text);
        if (language.isPresent()
                && prompt.language().isPresent()
                && !language.get().equals(prompt.language().get())) {
            flags.add(OTHER_LANGUAGE);
        }
        return new Checked(Optional.of(prompt.texts().restore(text).strip()).filter(t -> !t.isEmpty()), flags);
    }

    private static String withoutUnknownUrls(String text, HelpPrompt prompt, Set<String> flags) {
        return URL.matcher(text).replaceAll(found -> {
            String url = found.group().replaceAll("[.,;:!?]+$", "");
            String rest = found.group().substring(url.length());
            if (stands(url, prompt.known())) {
                return Matcher.quoteReplacement(found.group());
            }
            flags.add(UNKNOWN_URL);
            return RedactedTexts.HIDDEN + Matcher.quoteReplacement(rest);
        });
    }

    /** Whole: the beginning of a known address is another address. */
    private static boolean stands(String url, String known) {
        for (int at = known.indexOf(url); at >= 0; at = known.indexOf(url, at + 1)) {
            int end = at + url.length();
            if (end == known.length() || " \t\n\r<>\"'()[].,;:!?".indexOf(known.charAt(end)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Placeholders are not restored yet: what looks like a contact here the model took from the knowledge, or made up. */
    private static String withoutUnknownContacts(String text, HelpPrompt prompt, Redactor redactor, Set<String> flags) {
        String checked = text;
        for (String contact : redactor.redact(text).originals().values()) {
            if (!prompt.known().contains(contact)) {
                flags.add(UNKNOWN_CONTACT);
                checked = checked.replace(contact, RedactedTexts.HIDDEN);
            }
        }
        return checked;
    }
}
