package io.ticketkit.assist;

import io.ticketkit.TicketId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said or written before and may answer what is asked.
 *
 * @param text what to quote
 * @param likeness how much it is about what is asked, see {@link Terms#likeness}
 * @param knowledge where it is from, or null
 * @param ticket on which it was said, or null
 */
record Passage(
        String text,
        double likeness,
        @Nullable Knowledge knowledge,
        @Nullable TicketId ticket) {
    /** Less alike is not about the same matter often enough. */
    static final double ALIKE = 0.5;

    private static final int LONGEST = 1_200;
    private static final int SENTENCES = 6;
    /** Of somebody else: no contacts, no numbers of theirs. */
    private static final Pattern PERSONAL =
            Pattern.compile("[^\\s@<>]{1,64}@[^\\s@<>]{1,255}|https?://\\S{1,2000}|\\+?\\d[\\d ./()-]{3,30}\\d");

    /** The best of all, when it is alike enough; what people found unhelpful is left out. */
    static Optional<Passage> best(
            String asked, List<Knowledge> knowledge, List<RelatedTicket> similar, List<FormerReply> replies) {
        Set<String> question = Terms.of(asked);
        Set<String> unhelpful = replies.stream()
                .filter(reply -> !reply.helpful())
                .map(reply -> reply.text().strip())
                .collect(Collectors.toSet());
        if (question.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(
                        knowledge.stream().map(piece -> of(piece, question)),
                        similar.stream().flatMap(ticket -> of(ticket, question, unhelpful).stream()),
                        replies.stream().filter(FormerReply::helpful).map(reply -> of(reply, question)))
                .flatMap(stream -> stream)
                .filter(passage ->
                        passage.likeness() >= ALIKE && !passage.text().isBlank())
                // the first of equals: knowledge is meant to be quoted
                .max(Comparator.comparingDouble(Passage::likeness));
    }

    private static Passage of(Knowledge piece, Set<String> question) {
        double likeness = Terms.likeness(question, piece.title(), piece.text());
        return new Passage(shortened(piece.text()), likeness, piece, null);
    }

    private static Optional<Passage> of(RelatedTicket ticket, Set<String> question, Collection<String> unhelpful) {
        return ticket.answer()
                .filter(answer -> ticket.status().isDone() && !unhelpful.contains(answer.strip()))
                .map(answer -> new Passage(
                        ofOthers(answer), Terms.likeness(question, ticket.title(), answer), null, ticket.id()));
    }

    private static Passage of(FormerReply reply, Set<String> question) {
        return new Passage(ofOthers(reply.text()), Terms.likeness(question, "", reply.text()), null, null);
    }

    /** Said to somebody else: without the greeting, which names them, and without what looks like a contact. */
    private static String ofOthers(String answer) {
        String text = FirstSentenceTitle.withoutGreeting(Sentences.normalised(cut(answer)));
        return PERSONAL.matcher(shortened(text)).replaceAll("…").strip();
    }

    private static String shortened(String text) {
        return Sentences.all(Sentences.normalised(cut(text))).stream()
                .limit(SENTENCES)
                .collect(Collectors.joining(" "));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, Sentences.boundaryAtOrBefore(text, LONGEST)).strip() + "…";
    }
}
