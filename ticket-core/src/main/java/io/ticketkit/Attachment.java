package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a file that hangs on a ticket; {@link TicketAttachments#read} gives its content. Immutable. */
public final class Attachment {
    private final AttachmentId id;
    private final TicketId ticket;
    private final @Nullable CommentId comment;
    private final String name;
    private final String mediaType;
    private final long size;
    private final String sha256;
    private final boolean internal;
    private final Actor.Role authorRole;
    private final String authorId;
    private final Instant createdAt;

    private Attachment(Builder builder) {
        this.id = builder.id;
        this.ticket = builder.ticket;
        this.comment = builder.comment;
        this.name = Objects.requireNonNull(builder.name, "name");
        this.mediaType = builder.mediaType;
        this.size = builder.size;
        this.sha256 = Objects.requireNonNull(builder.sha256, "sha256");
        this.internal = builder.internal;
        this.authorRole = Objects.requireNonNull(builder.authorRole, "authorRole");
        this.authorId = Objects.requireNonNull(builder.authorId, "authorId");
        this.createdAt = Objects.requireNonNull(builder.createdAt, "createdAt");
    }

    /**
     * Starts an attachment; for storages and tests. A host attaches files with {@link TicketAttachments#add}.
     *
     * @param id its number
     * @param ticket the ticket it hangs on
     * @return a builder; name, content, author and time must be set
     */
    public static Builder builder(AttachmentId id, TicketId ticket) {
        return new Builder(id, ticket);
    }

    /** {@return its number: public and internal ones are counted apart} */
    public AttachmentId id() {
        return id;
    }

    /** {@return the ticket it hangs on: its number} */
    public TicketId ticket() {
        return ticket;
    }

    /** {@return the comment it came with: its number, or empty when it came with none} */
    public Optional<CommentId> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return a name that is safe to show and to save under: see {@link AttachmentDraft.Builder#name}} */
    public String name() {
        return name;
    }

    /** {@return what the sender said it is: {@code type/subtype}, lower case; nobody has looked whether it is true} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return how long it is: bytes, at least 1} */
    public long size() {
        return size;
    }

    /** {@return the checksum of the content: SHA-256, 64 hexadecimal digits, lower case} */
    public String sha256() {
        return sha256;
    }

    /** {@return whether only those see it who may see internal notes: true or false} */
    public boolean isInternal() {
        return internal;
    }

    /** {@return the role of who attached it: the role} */
    public Actor.Role authorRole() {
        return authorRole;
    }

    /** {@return the id of who attached it: the host's} */
    public String authorId() {
        return authorId;
    }

    /** {@return when it was attached: in microseconds} */
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && id.equals(that.id)
                && ticket.equals(that.ticket)
                && Objects.equals(comment, that.comment)
                && name.equals(that.name)
                && mediaType.equals(that.mediaType)
                && size == that.size
                && sha256.equals(that.sha256)
                && internal == that.internal
                && authorRole == that.authorRole
                && authorId.equals(that.authorId)
                && createdAt.equals(that.createdAt);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without name and author: they are personal. */
    @Override
    public String toString() {
        return "Attachment[" + id + " of " + ticket + ", " + size + " bytes" + (internal ? ", internal]" : "]");
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final AttachmentId id;
        private final TicketId ticket;
        private @Nullable CommentId comment;
        private @Nullable String name;
        private String mediaType = AttachmentDraft.UNKNOWN_TYPE;
        private long size;
        private @Nullable String sha256;
        private boolean internal;
        private Actor.@Nullable Role authorRole;
        private @Nullable String authorId;
        private @Nullable Instant createdAt;

        private Builder(AttachmentId id, TicketId ticket) {
            this.id = id;
            this.ticket = ticket;
        }

        /**
         * Sets the comment it came with.
         *
         * @param value its number, or null
         * @return this
         */
        public Builder comment(@Nullable CommentId value) {
            this.comment = value;
            return this;
        }

        /**
         * Sets what it is called.
         *
         * @param value a safe name
         * @return this
         */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /**
         * Sets what the sender said it is. Default: {@link AttachmentDraft#UNKNOWN_TYPE}.
         *
         * @param value {@code type/subtype}, lower case
         * @return this
         */
        public Builder mediaType(String value) {
            this.mediaType = value;
            return this;
        }

        /**
         * Sets what is known of the content.
         *
         * @param bytes how long it is
         * @param checksum SHA-256, 64 hexadecimal digits, lower case
         * @return this
         */
        public Builder content(long bytes, String checksum) {
            this.size = bytes;
            this.sha256 = checksum;
            return this;
        }

        /**
         * Sets who sees it.
         *
         * @param value true for those only who may see internal notes
         * @return this
         */
        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        /**
         * Sets who attached it.
         *
         * @param role the role
         * @param actorId the host's id
         * @return this
         */
        public Builder author(Actor.Role role, String actorId) {
            this.authorRole = role;
            this.authorId = actorId;
            return this;
        }

        /**
         * Sets when it was attached.
         *
         * @param value in microseconds
         * @return this
         */
        public Builder createdAt(Instant value) {
            this.createdAt = value;
            return this;
        }

        /**
         * Makes the attachment.
         *
         * @return the attachment
         */
        public Attachment build() {
            return new Attachment(this);
        }
    }
}
