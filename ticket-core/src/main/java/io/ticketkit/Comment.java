package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public reply or an internal note on a ticket. What was deleted leaves a tombstone: who wrote, when, but no text.
 * Immutable; changed through {@link TicketComments}.
 */
public final class Comment {
    private final CommentId id;
    private final String tenant;
    private final TicketId ticket;
    private final CommentKind kind;
    private final String author;
    private final boolean internal;
    private final String content;
    private final @Nullable AiMark ai;
    private final int edits;
    private final Instant createdAt;
    private final @Nullable Instant editedAt;
    private final @Nullable Instant deletedAt;

    private Comment(Builder builder) {
        this.id = Objects.requireNonNull(builder.id, "id");
        this.tenant = Objects.requireNonNull(builder.tenant, "tenant");
        this.ticket = Objects.requireNonNull(builder.ticket, "ticket");
        this.kind = Objects.requireNonNull(builder.kind, "kind");
        this.author = Objects.requireNonNull(builder.author, "author");
        this.internal = builder.internal;
        this.content = builder.content;
        this.ai = builder.ai;
        this.edits = builder.edits;
        this.createdAt = Objects.requireNonNull(builder.createdAt, "createdAt");
        this.editedAt = builder.editedAt;
        this.deletedAt = builder.deletedAt;
    }

    /**
     * Starts a comment; for storages and tests. A host writes comments with {@link TicketComments#add}.
     *
     * @return a builder; id, tenant, ticket, author and time of creation must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        return new Builder()
                .id(id)
                .tenant(tenant)
                .ticket(ticket)
                .author(kind, author)
                .internal(internal)
                .content(content)
                .ai(ai)
                .edits(edits)
                .createdAt(createdAt)
                .editedAt(editedAt)
                .deletedAt(deletedAt);
    }

    /** {@return the number of the comment: the id} */
    public CommentId id() {
        return id;
    }

    /** {@return whose ticket it is on: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return which ticket it was written on: its id} */
    public TicketId ticket() {
        return ticket;
    }

    /** {@return in which part the author speaks: the kind} */
    public CommentKind kind() {
        return kind;
    }

    /** {@return who wrote it: the host's id of the person or program} */
    public String author() {
        return author;
    }

    /** {@return whether only those see it who may see internal notes: true for a note, false for a public reply} */
    public boolean isInternal() {
        return internal;
    }

    /** {@return what it says: 1 to 20,000 characters; nothing when it was deleted} */
    public String content() {
        return content;
    }

    /** {@return what is known of the machine that wrote the text: the mark; empty when none did, or it was deleted} */
    public Optional<AiMark> ai() {
        return Optional.ofNullable(ai);
    }

    /** {@return whether a machine wrote the text: true also when a person sent or edited it} */
    public boolean isGenerated() {
        return ai != null || kind == CommentKind.AI;
    }

    /** {@return how many earlier texts are kept: 0 when it was never edited, or deleted} */
    public int edits() {
        return edits;
    }

    /** {@return the version of its text, for {@link Expected}: 1, and one more after every edit} */
    public long version() {
        return edits + 1L;
    }

    /**
     * When it was written. On one ticket every public reply has a later time than the one before, also when it was
     * written on another node.
     *
     * @return in microseconds
     */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return when it was last edited: in microseconds, or empty when it was not} */
    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    /** {@return when it was deleted: in microseconds, or empty while it is there} */
    public Optional<Instant> deletedAt() {
        return Optional.ofNullable(deletedAt);
    }

    /** {@return whether only a tombstone is left: true when it was deleted} */
    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Two comments are equal when they are the same comment and say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Comment that
                && id.equals(that.id)
                && tenant.equals(that.tenant)
                && edits == that.edits
                && content.equals(that.content)
                && isDeleted() == that.isDeleted();
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, tenant, edits, content);
    }

    /** Nothing of the text and nobody's name. */
    @Override
    public String toString() {
        return "Comment[" + id + " on ticket " + ticket + ", " + kind.wireName() + (internal ? ", internal" : "")
                + (isDeleted() ? ", deleted" : ", " + content.length() + " characters") + "]";
    }

    /** Collects a comment; not thread-safe. */
    public static final class Builder {
        private @Nullable CommentId id;
        private @Nullable String tenant;
        private @Nullable TicketId ticket;
        private @Nullable CommentKind kind;
        private @Nullable String author;
        private boolean internal;
        private String content = "";
        private @Nullable AiMark ai;
        private int edits;
        private @Nullable Instant createdAt;
        private @Nullable Instant editedAt;
        private @Nullable Instant deletedAt;

        private Builder() {}

        /**
         * Sets the number.
         * @param value the id
         * @return this
         */
        public Builder id(CommentId value) {
            this.id = value;
            return this;
        }

        /**
         * Sets whose ticket it is on.
         * @param value the tenant
         * @return this
         */
        public Builder tenant(String value) {
            this.tenant = value;
            return this;
        }

        /**
         * Sets which ticket it is on.
         * @param value the ticket's id
         * @return this
         */
        public Builder ticket(TicketId value) {
            this.ticket = value;
            return this;
        }

        /**
         * Sets who wrote it.
         * @param part in which part
         * @param name the host's id
         * @return this
         */
        public Builder author(CommentKind part, String name) {
            this.kind = part;
            this.author = name;
            return this;
        }

        /**
         * Sets who sees it.
         * @param value true for an internal note
         * @return this
         */
        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        /**
         * Sets what it says.
         * @param value the text; nothing for a tombstone
         * @return this
         */
        public Builder content(String value) {
            this.content = value;
            return this;
        }

        /**
         * Sets what is known of the machine that wrote the text.
         * @param value the mark, or null when none did
         * @return this
         */
        public Builder ai(@Nullable AiMark value) {
            this.ai = value;
            return this;
        }

        /**
         * Sets how many earlier texts are kept.
         * @param value from 0
         * @return this
         */
        public Builder edits(int value) {
            this.edits = value;
            return this;
        }

        /**
         * Sets when it was written.
         * @param value the time
         * @return this
         */
        public Builder createdAt(Instant value) {
            this.createdAt = value;
            return this;
        }

        /**
         * Sets when it was last edited.
         * @param value the time, or null
         * @return this
         */
        public Builder editedAt(@Nullable Instant value) {
            this.editedAt = value;
            return this;
        }

        /**
         * Sets when it was deleted.
         * @param value the time, or null
         * @return this
         */
        public Builder deletedAt(@Nullable Instant value) {
            this.deletedAt = value;
            return this;
        }

        /**
         * Makes the comment.
         *
         * @return the comment
         * @throws NullPointerException when something that must be set is missing; its name is the message
         */
        public Comment build() {
            return new Comment(this);
        }
    }
}
