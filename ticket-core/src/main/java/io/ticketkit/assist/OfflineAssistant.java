package io.ticketkit.assist;

import io.ticketkit.ChatReply;
import io.ticketkit.NextActions;
import io.ticketkit.Provenance;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Source;
import io.ticketkit.Summary;
import io.ticketkit.Ticket;
import io.ticketkit.spi.SearchText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Helps by templates, words and rules, without any model, in English, German, French, Spanish and Portuguese, and in
 * English where the text's language is another or not clear. Never abstains and never fails. Immutable and thread-safe.
 *
 * <p>A draft names what was understood and says that a person will look. It quotes a piece of knowledge, the answer to a
 * resolved ticket or a former reply that helped, when it is really alike: its confidence is half their likeness (the mean of the part of
 * the heading's words that the request has, and of the part of the request's words that the text has), and 0 when
 * nothing is quoted. A summary consists of the thread's own sentences, chosen by how central their words are. Next actions
 * follow fixed rules. An answer in a chat quotes in the same way, or hands over to a person; it says that no model made it.
 */
public final class OfflineAssistant implements Assistant {
    private static final double TRUST_IN_WORDS = 0.5;

    /** Creates the assistant. */
    public OfflineAssistant() {}

    @Override
    public Optional<ReplyDraft> reply(AssistanceRequest request) {
        return Optional.of(ReplyTemplate.of(request));
    }

    @Override
    public Optional<Summary> summarize(AssistanceRequest request) {
        return Optional.of(ExtractiveSummary.of(request));
    }

    @Override
    public Optional<NextActions> nextActions(AssistanceRequest request) {
        return Optional.of(ActionRules.of(request));
    }

    @Override
    public Optional<ChatReply> chat(ConversationRequest request) {
        String asked = lastSaid(request.messages());
        Phrases phrases = Phrases.in(request.language()
                .or(() -> TextLanguage.guess(asked))
                .or(() -> TextLanguage.guess(request.messages().stream()
                        .filter(turn -> turn.speaker() == Speaker.REQUESTER)
                        .map(Turn::text)
                        .collect(Collectors.joining("\n"))))
                .or(() -> request.ticket().flatMap(OfflineAssistant::language)));
        Optional<Passage> found = wantsPerson(asked, phrases)
                ? Optional.empty()
                : Passage.best(asked, request.knowledge(), request.similar(), List.of());
        return Optional.of(
                found.map(passage -> quoting(passage, phrases)).orElseGet(() -> handingOver(asked, phrases)));
    }

    private static ChatReply quoting(Passage passage, Phrases phrases) {
        Knowledge piece = passage.knowledge();
        String from = piece == null ? phrases.get("chat_answered") : phrases.get("chat_found", piece.title());
        String url =
                piece == null ? "" : piece.url().map(address -> "\n" + address).orElse("");
        String text = from + "\n" + passage.text() + url + "\n\n" + phrases.get("chat_more");
        return ChatReply.builder(text, passage.likeness() * TRUST_IN_WORDS, Provenance.of(Source.KEYWORD))
                .knowledge(piece == null ? List.of() : List.of(piece.id()))
                .build();
    }

    private static ChatReply handingOver(String asked, Phrases phrases) {
        String about = Sentences.line(Sentences.first(Sentences.normalised(asked)), Sentences.LINE);
        return ChatReply.builder(
                        phrases.get("chat_hand_over", about.isEmpty() ? "…" : about), 0, Provenance.of(Source.RULE))
                .handsOver()
                .build();
    }

    private static boolean wantsPerson(String asked, Phrases phrases) {
        String words = " " + String.join(" ", SearchText.words(asked)) + " ";
        return phrases.list("person").stream().anyMatch(phrase -> words.contains(" " + phrase + " "));
    }

    /** The burst of messages at the end. */
    private static String lastSaid(List<Turn> messages) {
        int from = messages.size();
        while (from > 0 && messages.get(from - 1).speaker() == Speaker.REQUESTER) {
            from--;
        }
        return messages.subList(from, messages.size()).stream().map(Turn::text).collect(Collectors.joining("\n"));
    }

    /** The language to help in: as asked for, or the requester's. */
    static Optional<String> language(AssistanceRequest request) {
        return request.language().or(() -> language(request.ticket()));
    }

    private static Optional<String> language(Ticket ticket) {
        return TextLanguage.guess(ticket.title() + "\n" + ticket.description());
    }

    @Override
    public Source source() {
        return Source.RULE;
    }
}
