package io.ticketkit;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A support ticket as it was at one {@link #version()}. Immutable; changed through {@link TicketService}. */
public final class Ticket {
    private static final Origin UNKNOWN = Origin.stored(Source.RULE, null, 0.0, true);

    private final TicketId id;
    private final String tenant;
    private final String title;
    private final String description;
    private final Category category;
    private final Priority priority;
    private final Status status;
    private final Sentiment sentiment;
    private final int urgencyScore;
    private final @Nullable String requester;
    private final @Nullable String assignee;
    private final @Nullable String team;
    private final @Nullable String channel;
    private final @Nullable HostReference hostReference;
    private final long version;
    private final Instant createdAt;
    private final Instant updatedAt;
    private final @Nullable Instant firstResponseAt;
    private final @Nullable Instant resolvedAt;
    private final @Nullable Instant closedAt;
    private final @Nullable TicketId mergedInto;
    private final SortedSet<String> tags;
    private final SortedMap<String, String> attributes;
    final Map<ClassifiedField, Origin> origins;

    Ticket(TicketBuilder builder) {
        this.id = Objects.requireNonNull(builder.id, "id");
        this.tenant = Objects.requireNonNull(builder.tenant, "tenant");
        this.title = Objects.requireNonNull(builder.title, "title");
        this.description = Objects.requireNonNull(builder.description, "description");
        this.category = Objects.requireNonNull(builder.category, "category");
        this.priority = Objects.requireNonNull(builder.priority, "priority");
        this.status = Objects.requireNonNull(builder.status, "status");
        this.sentiment = Objects.requireNonNull(builder.sentiment, "sentiment");
        this.urgencyScore = builder.urgencyScore;
        this.requester = builder.requester;
        this.assignee = builder.assignee;
        this.team = builder.team;
        this.channel = builder.channel;
        this.hostReference = builder.hostReference;
        this.version = builder.version;
        this.createdAt = Objects.requireNonNull(builder.createdAt, "createdAt");
        this.updatedAt = Objects.requireNonNull(builder.updatedAt, "updatedAt");
        this.firstResponseAt = builder.firstResponseAt;
        this.resolvedAt = builder.resolvedAt;
        this.closedAt = builder.closedAt;
        this.mergedInto = builder.mergedInto;
        this.tags = Collections.unmodifiableSortedSet(new TreeSet<>(builder.tags));
        this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(builder.attributes));
        this.origins = Collections.unmodifiableMap(new EnumMap<>(builder.origins));
    }

    /**
     * Starts a ticket; for storages and tests. A host creates tickets with {@link TicketService#submit}.
     *
     * @return a builder; id, tenant, title, description, category, priority and both times must be set
     */
    public static TicketBuilder builder() {
        return new TicketBuilder();
    }

    /** {@return a new builder that holds all this} */
    public TicketBuilder toBuilder() {
        return new TicketBuilder(this);
    }

    /** {@return the number of the ticket: the id} */
    public TicketId id() {
        return id;
    }

    /** {@return whose ticket it is: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return what it is about, in short: 1 to 200 characters} */
    public String title() {
        return title;
    }

    /** {@return what it is about, at length: 1 to 20,000 characters} */
    public String description() {
        return description;
    }

    /** {@return what kind of matter it is: the category; it may be one the taxonomy no longer has} */
    public Category category() {
        return category;
    }

    /** {@return how much it matters: the priority} */
    public Priority priority() {
        return priority;
    }

    /** {@return where it stands: the status} */
    public Status status() {
        return status;
    }

    /** {@return the tone of its text: the sentiment} */
    public Sentiment sentiment() {
        return sentiment;
    }

    /** {@return how urgent its text sounds: 0 (not at all) to 100} */
    public int urgencyScore() {
        return urgencyScore;
    }

    /** {@return who asks for help: the host's id of the person, or empty when unknown} */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** {@return who works on it: the host's id of the person, or empty when nobody does} */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /** {@return which team works on it: the team, or empty when none does} */
    public Optional<String> team() {
        return Optional.ofNullable(team);
    }

    /**
     * How it came in, for example {@code email}.
     *
     * @return the channel, or empty when unknown
     */
    public Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    /** {@return the host's own object it is about: the reference, or empty when there is none} */
    public Optional<HostReference> hostReference() {
        return Optional.ofNullable(hostReference);
    }

    /**
     * How often it was written; for {@link Expected#version}.
     *
     * @return from 1
     */
    public long version() {
        return version;
    }

    /** {@return when it was created: in microseconds} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return when it was last changed: in microseconds, never before {@link #createdAt()}} */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** {@return when staff first answered in public: in microseconds, or empty when they have not} */
    public Optional<Instant> firstResponseAt() {
        return Optional.ofNullable(firstResponseAt);
    }

    /**
     * When it was resolved, or closed without being resolved before.
     *
     * @return in microseconds, or empty while it is not done
     */
    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
    }

    /** {@return when it was closed: in microseconds, or empty while it is not closed} */
    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    /**
     * The ticket that this one is a duplicate of, see {@link TicketLinks#merge}. It can change without a new version:
     * when that ticket is merged itself.
     *
     * @return the id; empty when this ticket was not merged, or who reads it may not see that ticket
     */
    public Optional<TicketId> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }

    /** {@return labels: unmodifiable, sorted, possibly empty} */
    public SortedSet<String> tags() {
        return tags;
    }

    /** {@return the host's own values: unmodifiable, sorted by name, possibly empty} */
    public SortedMap<String, String> attributes() {
        return attributes;
    }

    /**
     * Who or what chose the value of a classified field.
     *
     * @param field the field
     * @return the origin; where none was set, a rule without confidence that needs review
     */
    public Origin origin(ClassifiedField field) {
        return origins.getOrDefault(field, UNKNOWN);
    }

    /**
     * Whether a person should look at category or priority, which a person can choose. Sentiment and urgency follow from
     * the text; their origins tell whether they are unsure.
     *
     * @return true when the origin of one of the two needs review
     */
    public boolean needsReview() {
        return origin(ClassifiedField.CATEGORY).needsReview()
                || origin(ClassifiedField.PRIORITY).needsReview();
    }

    /** Two tickets are equal when they are the same version of the same ticket. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Ticket that
                && id.equals(that.id)
                && tenant.equals(that.tenant)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, tenant, version);
    }

    /** Nothing of the text and nobody's name. */
    @Override
    public String toString() {
        return "Ticket[" + id + ", version " + version + ", " + status.wireName() + ", " + category + ", "
                + priority.wireName() + "]";
    }
}
