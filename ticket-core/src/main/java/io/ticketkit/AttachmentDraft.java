package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a file when it is attached. Immutable. */
public final class AttachmentDraft {
    /** The media type of files of which nothing else is known. */
    public static final String UNKNOWN_TYPE = "application/octet-stream";

    private final String name;
    private final String mediaType;
    private final @Nullable CommentId comment;
    private final boolean internal;

    private AttachmentDraft(Builder builder) {
        this.name = builder.name;
        this.mediaType = builder.mediaType;
        this.comment = builder.comment;
        this.internal = builder.internal;
    }

    /**
     * A public file.
     *
     * @param name as for {@link Builder#name}
     * @param mediaType as for {@link Builder#mediaType}
     * @return the draft
     */
    public static AttachmentDraft of(@Nullable String name, @Nullable String mediaType) {
        return builder().name(name).mediaType(mediaType).build();
    }

    /** {@return a builder; nothing must be set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the safe name: 1 to {@link Limits#FILE_NAME} characters} */
    public String name() {
        return name;
    }

    /** {@return what the sender says it is: {@code type/subtype}, lower case} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return the comment it comes with: its number, or empty} */
    public Optional<CommentId> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return whether only those shall see it who may see internal notes: true or false} */
    public boolean isInternal() {
        return internal;
    }

    /** Without the name: it is personal. */
    @Override
    public String toString() {
        return "AttachmentDraft[" + mediaType + (internal ? ", internal]" : "]");
    }

    /** Collects what is said; not thread-safe. */
    public static final class Builder {
        private String name = FileNames.safe(null);
        private String mediaType = UNKNOWN_TYPE;
        private @Nullable CommentId comment;
        private boolean internal;

        private Builder() {}

        /**
         * Sets what it is called. Of whatever the sender wrote, a name remains that is safe to show and to save under on
         * every system: the last part of a path; without control and invisible characters, those that turn the
         * direction of writing included; with {@code _} for {@code < > : " | ? *} and before names that Windows reserves;
         * without dots and blanks at its ends; at most {@link Limits#FILE_NAME} characters, of which the extension is
         * kept; {@code file} when nothing is left. Default: {@code file}.
         *
         * @param value any text, or null
         * @return this
         */
        public Builder name(@Nullable String value) {
            this.name = FileNames.safe(value);
            return this;
        }

        /**
         * Sets what the sender says it is. Parameters are dropped; what is not of the form {@code type/subtype} becomes
         * {@link #UNKNOWN_TYPE}, which is also the default.
         *
         * @param value any text, or null
         * @return this
         */
        public Builder mediaType(@Nullable String value) {
            this.mediaType = FileNames.mediaType(value);
            return this;
        }

        /**
         * Sets the comment it comes with: one's own. It is internal when that is an internal note. Default: none.
         *
         * @param value its number, or null
         * @return this
         */
        public Builder comment(@Nullable CommentId value) {
            this.comment = value;
            return this;
        }

        /**
         * Sets who shall see it. Default: false.
         *
         * @param value true for those only who may see internal notes
         * @return this
         */
        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        /**
         * Makes the draft.
         *
         * @return the draft
         */
        public AttachmentDraft build() {
            return new AttachmentDraft(this);
        }
    }
}
