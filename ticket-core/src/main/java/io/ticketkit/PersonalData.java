package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that is kept about a person, as {@link TicketPrivacy#export} tells it. More kinds may come: a switch needs a
 * default. None of them shows texts in {@code toString}.
 */
public sealed interface PersonalData {
    /**
     * A ticket of which the person is requester. What hangs on it follows, up to the next such ticket.
     *
     * @param ticket the ticket
     * @param references what it is called in other systems
     */
    record OwnTicket(Ticket ticket, List<ExternalReference> references) implements PersonalData {
        /**
         * Copies the list.
         *
         * @param ticket the ticket
         * @param references what it is called in other systems
         */
        public OwnTicket {
            references = List.copyOf(references);
        }

        @Override
        public String toString() {
            return "OwnTicket[" + ticket.id() + "]";
        }
    }

    /**
     * A ticket of somebody else of which the person is assignee.
     *
     * @param ticket which
     */
    record Assigned(TicketId ticket) implements PersonalData {}

    /**
     * A ticket of somebody else that names the person elsewhere than as assignee.
     *
     * @param ticket which
     * @param fields where: tags, attributes or host reference that are the id, and fields whose values the person chose
     */
    record Named(TicketId ticket, Set<TicketField> fields) implements PersonalData {
        /**
         * Copies the set.
         *
         * @param ticket which
         * @param fields where
         */
        public Named {
            fields = Set.copyOf(fields);
        }
    }

    /**
     * A comment: each on a ticket of the person, also internal notes; on other tickets those the person wrote.
     *
     * @param comment the comment
     * @param edits its earlier texts, oldest first
     */
    record Said(Comment comment, List<CommentEdit> edits) implements PersonalData {
        /**
         * Copies the list.
         *
         * @param comment the comment
         * @param edits its earlier texts, oldest first
         */
        public Said {
            edits = List.copyOf(edits);
        }

        @Override
        public String toString() {
            return "Said[" + comment.id() + "]";
        }
    }

    /**
     * A line of history: each of a ticket of the person; of other tickets what the person did, and lines that name the
     * person.
     *
     * @param ticket of which ticket
     * @param line the line
     */
    record Recorded(TicketId ticket, HistoryEntry line) implements PersonalData {
        @Override
        public String toString() {
            return "Recorded[" + ticket + "]";
        }
    }

    /**
     * An attached file: each of a ticket of the person; of other tickets those the person attached. Its content is read by
     * {@link TicketPrivacy#content}.
     *
     * @param attachment what is known of it
     */
    record FileKept(Attachment attachment) implements PersonalData {}

    /**
     * How satisfied somebody was: on a ticket of the person, or the person on another's.
     *
     * @param rating the rating
     */
    record Rated(Rating rating) implements PersonalData {}

    /**
     * What somebody thought of an answer: on a ticket of the person, or the person on another's.
     *
     * @param feedback the feedback
     */
    record Judged(AnswerFeedback feedback) implements PersonalData {}

    /**
     * What a classifier or assistant suggested for a ticket of the person, and why.
     *
     * @param run the run
     */
    record Ran(ClassificationRun run) implements PersonalData {}

    /**
     * A chat: one the person began, one about a ticket of the person, or one the person took part in. What was said follows.
     *
     * @param conversation the chat
     * @param summary what a machine sums up of it; empty in a chat of others
     */
    record Chatted(Conversation conversation, Optional<String> summary) implements PersonalData {
        @Override
        public String toString() {
            return "Chatted[" + conversation.id() + "]";
        }
    }

    /**
     * A message of a chat: each, or in a chat of others those of the person.
     *
     * @param conversation in which chat
     * @param message the message
     */
    record ChatSaid(ConversationId conversation, ChatMessage message) implements PersonalData {
        @Override
        public String toString() {
            return "ChatSaid[" + conversation + "]";
        }
    }

    /**
     * A key with which the person's requests are told from repeated ones.
     *
     * @param key the key
     * @param ticket which ticket it made, or on which it made a comment
     * @param at when
     */
    record KeyUsed(String key, TicketId ticket, Instant at) implements PersonalData {
        @Override
        public String toString() {
            return "KeyUsed[" + ticket + "]";
        }
    }
}
