package io.ticketkit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say on a ticket. Holds anything, valid or not; {@link TicketComments#add} refuses with every
 * {@link #violations() violation} at once. Texts are stripped of white space around them. Immutable.
 *
 * <pre>{@code
 * tickets.comments().add(ticket.id(), CommentDraft.reply("Please restart it.").answering(Expected.unchanged(ticket)));
 * tickets.comments().add(ticket.id(), CommentDraft.note("The third one this week."));
 * }</pre>
 */
public final class CommentDraft {
    private final boolean internal;
    private final String content;
    private final @Nullable AiMark ai;
    private final @Nullable CommentKind kind;
    private final @Nullable String author;
    private final Expected expected;
    private final @Nullable String idempotencyKey;

    private CommentDraft(Builder builder) {
        this.internal = builder.internal;
        this.content = builder.content.strip();
        this.ai = builder.ai;
        this.kind = builder.kind;
        this.author = Text.stripped(builder.author);
        this.expected = builder.expected;
        this.idempotencyKey = builder.idempotencyKey;
    }

    /**
     * A reply that the requester sees.
     *
     * @param content 1 to 20,000 characters once stripped
     * @return the draft
     */
    public static CommentDraft reply(String content) {
        return new Builder(false, content).build();
    }

    /**
     * A note that only those see who have {@link Action#INTERNAL_NOTES}.
     *
     * @param content 1 to 20,000 characters once stripped
     * @return the draft
     */
    public static CommentDraft note(String content) {
        return new Builder(true, content).build();
    }

    /**
     * The same, written by a machine.
     *
     * @param mark what is known of that
     * @return a new draft
     */
    public CommentDraft ai(AiMark mark) {
        Builder builder = new Builder(this);
        builder.ai = mark;
        return builder.build();
    }

    /**
     * The same in the name of somebody else; needs {@link Action#COMMENT_FOR_OTHERS}.
     *
     * @param as in which part
     * @param id the host's id, 1 to 254 characters
     * @return a new draft
     */
    public CommentDraft author(CommentKind as, String id) {
        Builder builder = new Builder(this);
        builder.kind = as;
        builder.author = id;
        return builder.build();
    }

    /**
     * The same, refused with {@link StaleTicketException} when the ticket was changed, or publicly replied to, since.
     *
     * @param state which state of the ticket it answers
     * @return a new draft
     */
    public CommentDraft answering(Expected state) {
        Builder builder = new Builder(this);
        builder.expected = state;
        return builder.build();
    }

    /**
     * The same with a name for the request, that makes repeating it safe, per tenant and actor.
     *
     * @param key 1 to 200 characters
     * @return a new draft
     */
    public CommentDraft idempotencyKey(String key) {
        Builder builder = new Builder(this);
        builder.idempotencyKey = key;
        return builder.build();
    }

    /**
     * What is wrong with this draft, whatever the actor.
     *
     * @return unmodifiable; empty when nothing is
     */
    public List<Violation> violations() {
        return new FieldRules()
                .text("content", content, Limits.COMMENT)
                .author(author)
                .idempotencyKey(idempotencyKey)
                .violations();
    }

    /** {@return whether it is an internal note: false for a public reply} */
    public boolean isInternal() {
        return internal;
    }

    /** {@return what it says: stripped, possibly not valid} */
    public String content() {
        return content;
    }

    /** {@return what is known of the machine that wrote the text: the mark, or empty when none did} */
    public Optional<AiMark> ai() {
        return Optional.ofNullable(ai);
    }

    /** {@return in which part somebody else speaks: the kind, or empty for the actor's own} */
    public Optional<CommentKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** {@return in whose name it is written: the host's id, or empty for the actor} */
    public Optional<String> author() {
        return Optional.ofNullable(author);
    }

    /** {@return which state of the ticket it answers: any, where none was named} */
    public Expected answering() {
        return expected;
    }

    /** {@return the name of the request: the key, or empty when a repetition makes another comment} */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "CommentDraft[" + (internal ? "note" : "reply") + ", " + content.length() + " characters]";
    }

    private static final class Builder {
        private final boolean internal;
        private final String content;
        private @Nullable AiMark ai;
        private @Nullable CommentKind kind;
        private @Nullable String author;
        private Expected expected = Expected.any();
        private @Nullable String idempotencyKey;

        Builder(boolean internal, String content) {
            this.internal = internal;
            this.content = content;
        }

        Builder(CommentDraft draft) {
            this(draft.internal, draft.content);
            this.ai = draft.ai;
            this.kind = draft.kind;
            this.author = draft.author;
            this.expected = draft.expected;
            this.idempotencyKey = draft.idempotencyKey;
        }

        CommentDraft build() {
            return new CommentDraft(this);
        }
    }
}
