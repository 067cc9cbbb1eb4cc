package io.ticketkit.llm.internal.prompt;

import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.redaction.RedactedTexts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked to help with one ticket or chat.
 *
 * @param messages exactly what leaves
 * @param texts the way back to the original texts
 * @param known every text whose addresses and numbers may be repeated: the ticket, the thread and the knowledge, as they are
 * @param language the language to answer in, as far as it is known
 * @param flags what a person should know about the texts
 * @param mark what nobody but the model was told
 */
public record HelpPrompt(
        HelpTask task,
        List<ChatMessage> messages,
        OutputSchema schema,
        RedactedTexts texts,
        String known,
        Optional<String> language,
        Set<String> flags,
        String mark) {

    /** Nothing of the messages. */
    @Override
    public String toString() {
        return "HelpPrompt[" + task + ", " + flags + "]";
    }
}
