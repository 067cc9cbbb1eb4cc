package io.ticketkit.assist;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Provenance;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import java.util.List;
import java.util.Optional;

/** A reply that names what was understood, says that a person will look, and quotes what is really alike. */
final class ReplyTemplate {
    /** A text with fewer terms cannot be acted on. */
    static final int TOO_FEW_TERMS = 4;

    /** Words in common do not make an answer: the same words may ask the opposite. */
    private static final double TRUST_IN_WORDS = 0.5;

    private ReplyTemplate() {}

    static ReplyDraft of(AssistanceRequest request) {
        String asked = asked(request);
        Phrases phrases = Phrases.in(OfflineAssistant.language(request));
        Optional<Passage> found = Passage.best(asked, request.knowledge(), request.similar(), request.formerReplies());

        StringBuilder text = new StringBuilder(phrases.get("greeting"));
        text.append("\n\n").append(phrases.get(isFollowUp(request) ? "thanks_again" : "thanks"));
        text.append(' ').append(understood(request, phrases));
        List<String> clues = Clues.in(asked);
        if (!clues.isEmpty()) {
            text.append(' ').append(phrases.get("noted", String.join(", ", clues)));
        }
        found.ifPresent(passage -> text.append("\n\n").append(quoted(passage, phrases)));
        if (found.isEmpty() && clues.isEmpty() && isShort(request)) {
            text.append("\n\n").append(phrases.get("details"));
        }
        text.append("\n\n").append(phrases.get("person_looks"));
        text.append("\n\n").append(phrases.get("closing"));

        double confidence =
                found.map(passage -> passage.likeness() * TRUST_IN_WORDS).orElse(0.0);
        Source source = found.isPresent() ? Source.KEYWORD : Source.RULE;
        ReplyDraft.Builder draft = ReplyDraft.builder(text.toString(), confidence, Provenance.of(source));
        found.flatMap(passage -> Optional.ofNullable(passage.knowledge()))
                .ifPresent(piece -> draft.knowledge(List.of(piece.id())));
        found.flatMap(passage -> Optional.ofNullable(passage.ticket())).ifPresent(id -> draft.similar(List.of(id)));
        return draft.build();
    }

    /** What the requester wrote: the ticket, and what they said last. */
    static String asked(AssistanceRequest request) {
        Ticket ticket = request.ticket();
        List<Turn> thread = request.thread();
        for (int i = thread.size() - 1; i >= 0; i--) {
            if (thread.get(i).speaker() == Speaker.REQUESTER) {
                return ticket.title() + "\n" + ticket.description() + "\n"
                        + thread.get(i).text();
            }
        }
        return ticket.title() + "\n" + ticket.description();
    }

    static boolean isShort(AssistanceRequest request) {
        return Terms.of(asked(request)).size() < TOO_FEW_TERMS;
    }

    private static boolean isFollowUp(AssistanceRequest request) {
        return request.thread().stream().anyMatch(turn -> turn.speaker() == Speaker.STAFF && !turn.internal());
    }

    private static String understood(AssistanceRequest request, Phrases phrases) {
        String title = Sentences.line(request.ticket().title(), Sentences.LINE);
        String code = request.ticket().category().code();
        if (phrases.has("category_" + code)) {
            return phrases.get("understood", phrases.get("category_" + code), title);
        }
        return request.taxonomy().definitions().stream()
                .filter(definition -> definition.category().code().equals(code))
                .map(CategoryDefinition::label)
                .findFirst()
                .map(label -> phrases.get("understood", label, title))
                .orElseGet(() -> phrases.get("understood_plain", title));
    }

    static String quoted(Passage passage, Phrases phrases) {
        Knowledge piece = passage.knowledge();
        if (piece == null) {
            return phrases.get("answered") + "\n" + passage.text();
        }
        String url = piece.url().map(address -> "\n" + address).orElse("");
        return phrases.get("knowledge", piece.title()) + "\n" + passage.text() + url;
    }
}
