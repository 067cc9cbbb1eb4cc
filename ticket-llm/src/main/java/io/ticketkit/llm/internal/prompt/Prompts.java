package io.ticketkit.llm.internal.prompt;

import io.ticketkit.ClassificationRequest;
import io.ticketkit.Taxonomy;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatMessage.Role;
import io.ticketkit.llm.internal.text.Plain;
import io.ticketkit.llm.redaction.Redaction;
import io.ticketkit.llm.redaction.Redactor;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes prompts: instructions only in the system message, the ticket as data in the user message. Thread-safe. */
public final class Prompts {
    /** The version of the prompt; stands in every recorded run. */
    public static final String VERSION = Instructions.VERSION;

    private static final JsonFactory JSON = new JsonFactory();

    private final Redactor redactor;
    private final int maxCharacters;
    private final String model;
    private final Keyed keyed = new Keyed();
    /** A host has one taxonomy as a rule. */
    private volatile @Nullable Prepared latest;

    private record Prepared(Instructions instructions, String hash) {}

    /**
     * Fixes what is the same for all tickets.
     *
     * @param maxCharacters of a ticket's text that are sent
     * @param model whose answers they are
     */
    public Prompts(Redactor redactor, int maxCharacters, String model) {
        this.redactor = redactor;
        this.maxCharacters = maxCharacters;
        this.model = model;
    }

    /** The same for the same request: what is previewed is what is sent. */
    public Prompt of(ClassificationRequest request) {
        Prepared prepared = prepared(request.taxonomy());
        Instructions instructions = prepared.instructions();
        // invisible characters first: they would hide an address from the redactor, or a phrase from the suspicion
        String visible = Plain.visible(request.text());
        Redaction redaction = redactor.redact(visible);
        // cut last: half a card number would not be recognised
        String whole = RoleMarkers.broken(redaction.text());
        String text = Plain.headAndTail(whole, maxCharacters);

        Set<String> flags = new LinkedHashSet<>();
        if (Injection.suspected(visible)) {
            flags.add(Prompt.SUSPECTED_INJECTION);
        }
        if (text.length() < whole.length()) {
            flags.add(Prompt.TEXT_CUT);
        }
        String key = keyed.of(request.tenant(), model, VERSION, prepared.hash(), text);
        // nobody who writes a ticket can know it, so nobody can end the ticket early
        String mark = "ticket-" + keyed.of(key).substring(0, 16);
        String user = mark + "\n" + json(text) + "\n" + mark;
        return new Prompt(
                List.of(new ChatMessage(Role.SYSTEM, instructions.text()), new ChatMessage(Role.USER, user)),
                instructions.schema(),
                redaction,
                Set.copyOf(flags),
                key);
    }

    private Prepared prepared(Taxonomy taxonomy) {
        Prepared known = latest;
        if (known == null || known.instructions().taxonomy() != taxonomy) {
            Instructions instructions = Instructions.of(taxonomy);
            known = new Prepared(instructions, keyed.of(instructions.text()));
            latest = known;
        }
        return known;
    }

    private static String json(String ticket) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("ticket", ticket);
            json.writeEndObject();
        }
        return out.toString();
    }
}
