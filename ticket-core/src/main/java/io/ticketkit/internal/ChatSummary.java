package io.ticketkit.internal;

import io.ticketkit.ChatMessage;
import io.ticketkit.assist.FirstSentenceTitle;
import io.ticketkit.assist.TitleSuggester;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in short, in the words of those who said it: who, and the first sentence, a line for each message. The
 * oldest lines go when there are too many.
 */
final class ChatSummary {
    /** Less than what can be stored. */
    private static final int CHARACTERS = 2_000;

    private static final TitleSuggester FIRST_SENTENCE = new FirstSentenceTitle();

    private ChatSummary() {}

    static String extended(@Nullable String before, List<ChatMessage> messages) {
        List<String> lines =
                new ArrayList<>(before == null ? List.of() : before.lines().toList());
        for (ChatMessage message : messages) {
            lines.add(message.sender().wireName() + ": " + Titles.suggest(FIRST_SENTENCE, message.text()));
        }
        int length = lines.stream().mapToInt(line -> line.length() + 1).sum();
        int first = 0;
        while (length > CHARACTERS) {
            length -= lines.get(first++).length() + 1;
        }
        return String.join("\n", lines.subList(first, lines.size()));
    }

    /** The beginning of a text. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
