package io.ticketkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole ticket as {@link TicketArchive} takes it out of one storage and puts it into another: its fields, what was said,
 * its history. Holds anything, valid or not; {@link TicketArchive#restore} refuses with every {@link #violations()
 * violation} at once. Numbers of the ticket and of its comments are those of where it came from: they only say here what
 * belongs together. Immutable.
 *
 * <p>Not part of it: files, chats, runs of classifiers, and what was said of such runs.
 */
public final class TicketPast {
    /**
     * That the ticket belongs together with another.
     *
     * @param kind what the other ticket is to this one
     * @param other the {@link TicketPast#origin()} of the other one
     * @param at since when, in microseconds
     */
    public record Link(TicketLink.Kind kind, String other, Instant at) {}

    private final String origin;
    private final Ticket ticket;
    private final long lastEvent;
    private final List<HistoryEntry> history;
    private final Map<TicketId, String> others;
    private final List<Comment> comments;
    private final List<CommentEdit> edits;
    private final @Nullable Rating rating;
    private final List<AnswerFeedback> feedback;
    private final List<Link> links;
    private final List<ExternalReference> names;

    private TicketPast(Builder builder) {
        this.origin = builder.origin;
        this.ticket = builder.ticket;
        this.history = List.copyOf(builder.history);
        this.lastEvent = builder.lastEvent;
        this.others = Map.copyOf(builder.others);
        this.comments = List.copyOf(builder.comments);
        this.edits = List.copyOf(builder.edits);
        this.rating = builder.rating;
        this.feedback = List.copyOf(builder.feedback);
        this.links = List.copyOf(builder.links);
        this.names = List.copyOf(builder.names);
    }

    /**
     * Starts the past of a ticket.
     *
     * @param origin 1 to 200 characters that no other ticket of any archive has: the ticket is put back once by it
     * @param ticket the ticket; where it was merged into is said by a link
     * @return a builder; what is not set is not there
     */
    public static Builder builder(String origin, Ticket ticket) {
        return new Builder(origin, ticket);
    }

    /**
     * What is wrong with it, apart from the category, which only the taxonomy of who puts it back knows.
     *
     * @return possibly nothing; no part of a text is quoted
     */
    public List<Violation> violations() {
        return new PastRules(this).violations();
    }

    /** {@return what it is known by wherever it is put back: the origin} */
    public String origin() {
        return origin;
    }

    /** {@return the ticket as it was} */
    public Ticket ticket() {
        return ticket;
    }

    /** {@return the number of its latest event: from 1; some have no line in its history} */
    public long lastEvent() {
        return lastEvent;
    }

    /**
     * Its history, numbered as those see it who see internal notes.
     *
     * @return by event and position, rising; the subject of a line is a comment of {@link #comments()}, a file that is not
     *     part of this, or a ticket of {@link #others()}, or empty for a ticket that was not there any more
     */
    public List<HistoryEntry> history() {
        return history;
    }

    /** {@return the origins of the tickets that its history names} */
    public Map<TicketId, String> others() {
        return others;
    }

    /** {@return its replies and notes, and the tombstones of those that were deleted: oldest first} */
    public List<Comment> comments() {
        return comments;
    }

    /** {@return what its comments said before they were edited: by comment and number} */
    public List<CommentEdit> edits() {
        return edits;
    }

    /** {@return how satisfied somebody is: the rating, or empty when nobody said} */
    public Optional<Rating> rating() {
        return Optional.ofNullable(rating);
    }

    /** {@return what people said of answers on it: possibly nothing} */
    public List<AnswerFeedback> feedback() {
        return feedback;
    }

    /** {@return which tickets it belongs together with: possibly none} */
    public List<Link> links() {
        return links;
    }

    /** {@return what it is called in other systems: possibly nothing} */
    public List<ExternalReference> names() {
        return names;
    }

    /** How much it is, nothing of what it says. */
    @Override
    public String toString() {
        return "TicketPast[" + comments.size() + " comments, " + history.size() + " lines]";
    }

    /** Collects a past; not thread-safe. */
    public static final class Builder {
        private final String origin;
        private final Ticket ticket;
        private long lastEvent = 1;
        private List<HistoryEntry> history = List.of();
        private final Map<TicketId, String> others = new HashMap<>();
        private List<Comment> comments = List.of();
        private List<CommentEdit> edits = List.of();
        private @Nullable Rating rating;
        private List<AnswerFeedback> feedback = List.of();
        private List<Link> links = List.of();
        private List<ExternalReference> names = List.of();

        private Builder(String origin, Ticket ticket) {
            this.origin = Objects.requireNonNull(origin, "origin");
            this.ticket = Objects.requireNonNull(ticket, "ticket");
        }

        /**
         * Sets the history.
         * @param last number of the latest event, at least that of the last line
         * @param lines by event and position
         * @return this
         */
        public Builder history(long last, Collection<HistoryEntry> lines) {
            this.lastEvent = last;
            this.history = new ArrayList<>(lines);
            return this;
        }

        /**
         * Says which ticket lines of the history mean.
         * @param id the number they name
         * @param known its origin
         * @return this
         */
        public Builder other(TicketId id, String known) {
            others.put(id, known);
            return this;
        }

        /**
         * Sets what was said.
         * @param said replies, notes and tombstones, oldest first
         * @param earlier their earlier texts
         * @return this
         */
        public Builder comments(Collection<Comment> said, Collection<CommentEdit> earlier) {
            this.comments = new ArrayList<>(said);
            this.edits = new ArrayList<>(earlier);
            return this;
        }

        /**
         * Sets how satisfied somebody is.
         * @param value the rating, or null
         * @return this
         */
        public Builder rating(@Nullable Rating value) {
            this.rating = value;
            return this;
        }

        /**
         * Sets what people said of answers.
         * @param values of its comments, or of none
         * @return this
         */
        public Builder feedback(Collection<AnswerFeedback> values) {
            this.feedback = new ArrayList<>(values);
            return this;
        }

        /**
         * Sets what it belongs together with.
         * @param values the links
         * @return this
         */
        public Builder links(Collection<Link> values) {
            this.links = new ArrayList<>(values);
            return this;
        }

        /**
         * Sets what it is called elsewhere.
         * @param values names of which no other ticket has one
         * @return this
         */
        public Builder names(Collection<ExternalReference> values) {
            this.names = new ArrayList<>(values);
            return this;
        }

        /** {@return the past} */
        public TicketPast build() {
            return new TicketPast(this);
        }
    }
}
