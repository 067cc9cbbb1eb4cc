package io.ticketkit.assist;

import io.ticketkit.Deadline;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an assistant is asked about a ticket, and what is known that may help. Immutable. */
public final class AssistanceRequest {
    private final Ticket ticket;
    private final Taxonomy taxonomy;
    private final List<Turn> thread;
    private final boolean cut;
    private final List<RelatedTicket> earlier;
    private final List<RelatedTicket> similar;
    private final List<Knowledge> knowledge;
    private final List<FormerReply> formerReplies;
    private final @Nullable String language;
    private final Instant now;
    private final Deadline deadline;

    private AssistanceRequest(Builder builder) {
        this.ticket = builder.ticket;
        this.taxonomy = builder.taxonomy;
        this.thread = List.copyOf(builder.thread);
        this.cut = builder.cut;
        this.earlier = List.copyOf(builder.earlier);
        this.similar = List.copyOf(builder.similar);
        this.knowledge = List.copyOf(builder.knowledge);
        this.formerReplies = List.copyOf(builder.formerReplies);
        this.language = builder.language;
        this.now = Objects.requireNonNullElseGet(builder.now, ticket::updatedAt);
        this.deadline = Objects.requireNonNullElseGet(builder.deadline, () -> Deadline.after(Duration.ofSeconds(20)));
    }

    /**
     * Starts a request.
     *
     * @param ticket what it is about
     * @return a builder with the support taxonomy, nothing else known, as of the ticket's last change, with a deadline of
     *     20 s
     */
    public static Builder builder(Ticket ticket) {
        return new Builder(ticket);
    }

    /** {@return whose ticket it is: the tenant} */
    public String tenant() {
        return ticket.tenant();
    }

    /** {@return what it is about: the ticket} */
    public Ticket ticket() {
        return ticket;
    }

    /** {@return what the ticket's category means: the taxonomy} */
    public Taxonomy taxonomy() {
        return taxonomy;
    }

    /** {@return what was said on the ticket after its own text: oldest first; of a long thread the latest} */
    public List<Turn> thread() {
        return thread;
    }

    /** {@return whether more was said before what the thread holds} */
    public boolean isCut() {
        return cut;
    }

    /** {@return earlier tickets of the same requester: newest first} */
    public List<RelatedTicket> earlier() {
        return earlier;
    }

    /** {@return tickets about similar matters, of anybody: the most similar first} */
    public List<RelatedTicket> similar() {
        return similar;
    }

    /** {@return what the host knows about the matter: the best first} */
    public List<Knowledge> knowledge() {
        return knowledge;
    }

    /** {@return what machines replied to similar tickets, as people judged it} */
    public List<FormerReply> formerReplies() {
        return formerReplies;
    }

    /** {@return in which language to help: a code such as {@code de}, or empty to follow the requester} */
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /** {@return as of when: the time} */
    public Instant now() {
        return now;
    }

    /** {@return until when help is of use: the deadline} */
    public Deadline deadline() {
        return deadline;
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        Builder builder = new Builder(ticket)
                .taxonomy(taxonomy)
                .thread(thread)
                .earlier(earlier)
                .similar(similar)
                .knowledge(knowledge)
                .formerReplies(formerReplies)
                .language(language)
                .now(now)
                .deadline(deadline);
        return cut ? builder.cut() : builder;
    }

    /** Nothing of the texts. */
    @Override
    public String toString() {
        return "AssistanceRequest[" + ticket.id() + ", " + thread.size() + " turns]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final Ticket ticket;
        private Taxonomy taxonomy = Taxonomy.support();
        private List<Turn> thread = List.of();
        private boolean cut;
        private List<RelatedTicket> earlier = List.of();
        private List<RelatedTicket> similar = List.of();
        private List<Knowledge> knowledge = List.of();
        private List<FormerReply> formerReplies = List.of();
        private @Nullable String language;
        private @Nullable Instant now;
        private @Nullable Deadline deadline;

        private Builder(Ticket ticket) {
            this.ticket = ticket;
        }

        /**
         * Sets what the category means.
         * @param value the taxonomy
         * @return this
         */
        public Builder taxonomy(Taxonomy value) {
            this.taxonomy = value;
            return this;
        }

        /**
         * Sets what was said on the ticket.
         * @param value oldest first
         * @return this
         */
        public Builder thread(List<Turn> value) {
            this.thread = value;
            return this;
        }

        /** {@return this, which now says that more was said before what the thread holds} */
        public Builder cut() {
            this.cut = true;
            return this;
        }

        /**
         * Sets the requester's earlier tickets.
         * @param value newest first
         * @return this
         */
        public Builder earlier(List<RelatedTicket> value) {
            this.earlier = value;
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
         * Sets what machines replied before.
         * @param value in any order
         * @return this
         */
        public Builder formerReplies(List<FormerReply> value) {
            this.formerReplies = value;
            return this;
        }

        /**
         * Sets the language.
         * @param value a code such as {@code de}, or null to follow the requester
         * @return this
         */
        public Builder language(@Nullable String value) {
            this.language = value;
            return this;
        }

        /**
         * Sets as of when.
         * @param value the time
         * @return this
         */
        public Builder now(Instant value) {
            this.now = value;
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
        public AssistanceRequest build() {
            return new AssistanceRequest(this);
        }
    }
}
