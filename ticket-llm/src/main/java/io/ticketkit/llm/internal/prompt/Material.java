package io.ticketkit.llm.internal.prompt;

import io.ticketkit.llm.internal.text.Plain;
import io.ticketkit.llm.redaction.RedactedTexts;
import io.ticketkit.llm.redaction.Redactor;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The texts of one prompt as a JSON object: visible, redacted, without marks of roles, and cut. Not thread-safe. */
final class Material {
    /** Of one text that is one of many. */
    static final int LONGEST = 2_000;

    private static final int SHORTEST = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter out = new StringWriter();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    private final RedactedTexts texts;
    private final StringBuilder known = new StringBuilder();
    private final Set<String> flags = new LinkedHashSet<>();
    private final int part;
    private int left;
    private boolean first = true;

    /** @param part how many characters each part may have */
    Material(Redactor redactor, int part) {
        this.texts = new RedactedTexts(redactor);
        this.part = part;
        this.left = part;
        json.writeStartObject();
    }

    /** The next part begins: what the one before it did not need is added to it. */
    void next() {
        left = Math.max(0, left) + part;
        first = false;
    }

    int room() {
        return left;
    }

    void begin(@Nullable String name) {
        if (name != null) {
            json.writeName(name);
        }
        json.writeStartObject();
    }

    void end() {
        json.writeEndObject();
    }

    void beginList(String name) {
        json.writeName(name);
        json.writeStartArray();
    }

    void endList() {
        json.writeEndArray();
    }

    void flag(String flag) {
        flags.add(flag);
    }

    /** Nothing that anybody wrote. */
    void fact(String name, String value) {
        json.writeStringProperty(name, value);
    }

    void text(String name, String text, boolean own) {
        if (own) {
            own(name, text);
        } else {
            write(name, texts.foreign(Plain.visible(text)));
        }
    }

    /** Of the ticket, or of its requester. */
    void own(String name, String text) {
        // invisible characters first: they would hide an address from the redactor, or a phrase from the suspicion
        String visible = Plain.visible(text);
        if (Injection.suspected(visible)) {
            flags.add(Prompt.SUSPECTED_INJECTION);
        }
        known.append(visible).append('\n');
        write(name, texts.own(visible));
    }

    /** Of the host, for everybody. */
    void known(String name, String text) {
        String visible = Plain.visible(text);
        known.append(visible).append('\n');
        write(name, RedactedTexts.unmarked(visible));
    }

    /** Cut last: half a card number would not be recognised. */
    private void write(String name, String text) {
        String whole = RoleMarkers.broken(text);
        String cut = Plain.headAndTail(whole, Math.max(SHORTEST, first ? left : Math.min(left, LONGEST)));
        if (cut.length() < whole.length()) {
            flags.add(Prompt.TEXT_CUT);
        }
        left -= cut.length();
        json.writeStringProperty(name, cut);
    }

    RedactedTexts texts() {
        return texts;
    }

    String knownTexts() {
        return known.toString();
    }

    Set<String> flags() {
        return Set.copyOf(flags);
    }

    String json() {
        json.writeEndObject();
        json.close();
        return out.toString();
    }
}
