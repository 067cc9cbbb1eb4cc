package io.ticketkit.assist;

import io.ticketkit.Deadline;
import io.ticketkit.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chat whose last message waits for an answer, and what is known that may help. Immutable. */
public final class ConversationRequest {
    private final String tenant;
    private final List<Turn> messages;
    private final @Nullable String before;
    private final @Nullable Ticket ticket;
    private final List<Turn> thread;
    private final List<RelatedTicket> similar;
    private final List<Knowledge> knowledge;
    private final @Nullable String language;
    private final Deadline deadline;

    private ConversationRequest(Builder builder) {
        this.tenant = builder.tenant;
        this.messages = List.copyOf(builder.messages);
        this.before = builder.before;
        this.ticket = builder.ticket;
        this.thread = List.copyOf(builder.thread);
        this.similar = List.copyOf(builder.similar);
        this.knowledge = List.copyOf(builder.knowledge);
        this.language = builder.language;
        this.deadline = Objects.requireNonNullElseGet(builder.deadline, () -> Deadline.after(Duration.ofSeconds(20)));
    }

    /**
     * Starts a request.
     *
     * @param tenant whose chat it is
     * @param messages the latest of the chat, oldest first; the last ones, all of one burst, are to be answered
     * @return a builder of a chat without ticket, nothing else known, with a deadline of 20 s
     * @throws IllegalArgumentException when there are no messages
     */
    public static Builder builder(String tenant, List<Turn> messages) {
        return new Builder(tenant, messages);
    }

    /** {@return whose chat it is: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return the latest messages: oldest first, at least one} */
    public List<Turn> messages() {
        return messages;
    }

    /** {@return what was said before them, in short: the text, or empty when nothing was} */
    public Optional<String> before() {
        return Optional.ofNullable(before);
    }

    /** {@return the ticket it is about: the ticket, or empty when it is about none} */
    public Optional<Ticket> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return what was said on the ticket in public: oldest first} */
    public List<Turn> thread() {
        return thread;
    }

    /** {@return tickets about similar matters that who chats may see: the most similar first} */
    public List<RelatedTicket> similar() {
        return similar;
    }

    /** {@return what the host knows about the matter: the best first} */
    public List<Knowledge> knowledge() {
        return knowledge;
    }

    /** {@return in which language to answer: a code such as {@code de}, or empty to follow the messages} */
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /** {@return until when an answer is of use: the deadline} */
    public Deadline deadline() {
        return deadline;
    }

    /** Nothing of the texts. */
    @Override
    public String toString() {
        return "ConversationRequest[" + messages.size() + " messages]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final String tenant;
        private final List<Turn> messages;
        private @Nullable String before;
        private @Nullable Ticket ticket;
        private List<Turn> thread = List.of();
        private List<RelatedTicket> similar = List.of();
        private List<Knowledge> knowledge = List.of();
        private @Nullable String language;
        private @Nullable Deadline deadline;

        private Builder(String tenant, List<Turn> messages) {
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("messages: there must be at least one");
            }
            this.tenant = tenant;
            this.messages = messages;
        }

        /**
         * Sets what was said before the messages.
         * @param value in short, or null for nothing
         * @return this
         */
        public Builder before(@Nullable String value) {
            this.before = value;
            return this;
        }

        /**
         * Sets the ticket it is about.
         * @param value the ticket, or null for none
         * @return this
         */
        public Builder ticket(@Nullable Ticket value) {
            this.ticket = value;
            return this;
        }

        /**
         * Sets what was said on the ticket.
         * @param value oldest first, without internal notes
         * @return this
         */
        public Builder thread(List<Turn> value) {
            this.thread = value;
            return this;
        }

        /**
         * Sets tickets about similar matters.
         * @param value the most similar first
         * @return this
         */
        public Builder similar(List<RelatedTicket> value) {
            this.similar = value;
            return this;
        }

        /**
         * Sets what the host knows.
         * @param value the best first
         * @return this
         */
        public Builder knowledge(List<Knowledge> value) {
            this.knowledge = value;
            return this;
        }

        /**
         * Sets the language.
         * @param value a code such as {@code de}, or null to follow the messages
         * @return this
         */
        public Builder language(@Nullable String value) {
            this.language = value;
            return this;
        }

        /**
         * Sets the deadline.
         * @param value the deadline
         * @return this
         */
        public Builder deadline(Deadline value) {
            this.deadline = value;
            return this;
        }

        /** {@return the request} Makes the request. */
        public ConversationRequest build() {
            return new ConversationRequest(this);
        }
    }
}
