package io.ticketkit;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects a {@link Ticket}; not thread-safe. */
public final class TicketBuilder {
    @Nullable
    TicketId id;

    @Nullable
    String tenant;

    @Nullable
    String title;

    @Nullable
    String description;

    @Nullable
    Category category;

    @Nullable
    Priority priority;

    Status status = Status.OPEN;
    Sentiment sentiment = Sentiment.NEUTRAL;
    int urgencyScore;

    @Nullable
    String requester;

    @Nullable
    String assignee;

    @Nullable
    String team;

    @Nullable
    String channel;

    @Nullable
    HostReference hostReference;

    long version = 1;

    @Nullable
    Instant createdAt;

    @Nullable
    Instant updatedAt;

    @Nullable
    Instant firstResponseAt;

    @Nullable
    Instant resolvedAt;

    @Nullable
    Instant closedAt;

    @Nullable
    TicketId mergedInto;

    SortedSet<String> tags = new TreeSet<>();
    SortedMap<String, String> attributes = new TreeMap<>();
    final Map<ClassifiedField, Origin> origins = new EnumMap<>(ClassifiedField.class);

    TicketBuilder() {}

    TicketBuilder(Ticket ticket) {
        this.id = ticket.id();
        this.tenant = ticket.tenant();
        this.title = ticket.title();
        this.description = ticket.description();
        this.category = ticket.category();
        this.priority = ticket.priority();
        this.status = ticket.status();
        this.sentiment = ticket.sentiment();
        this.urgencyScore = ticket.urgencyScore();
        this.requester = ticket.requester().orElse(null);
        this.assignee = ticket.assignee().orElse(null);
        this.team = ticket.team().orElse(null);
        this.channel = ticket.channel().orElse(null);
        this.hostReference = ticket.hostReference().orElse(null);
        this.version = ticket.version();
        this.createdAt = ticket.createdAt();
        this.updatedAt = ticket.updatedAt();
        this.firstResponseAt = ticket.firstResponseAt().orElse(null);
        this.resolvedAt = ticket.resolvedAt().orElse(null);
        this.closedAt = ticket.closedAt().orElse(null);
        this.mergedInto = ticket.mergedInto().orElse(null);
        this.tags = new TreeSet<>(ticket.tags());
        this.attributes = new TreeMap<>(ticket.attributes());
        this.origins.putAll(ticket.origins);
    }

    /**
     * Sets {@link Ticket#id()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder id(TicketId value) {
        this.id = value;
        return this;
    }

    /**
     * Sets {@link Ticket#tenant()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder tenant(String value) {
        this.tenant = value;
        return this;
    }

    /**
     * Sets {@link Ticket#title()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder title(String value) {
        this.title = value;
        return this;
    }

    /**
     * Sets {@link Ticket#description()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder description(String value) {
        this.description = value;
        return this;
    }

    /**
     * Sets {@link Ticket#category()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder category(Category value) {
        this.category = value;
        return this;
    }

    /**
     * Sets {@link Ticket#priority()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder priority(Priority value) {
        this.priority = value;
        return this;
    }

    /**
     * Sets {@link Ticket#status()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder status(Status value) {
        this.status = value;
        return this;
    }

    /**
     * Sets {@link Ticket#sentiment()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder sentiment(Sentiment value) {
        this.sentiment = value;
        return this;
    }

    /**
     * Sets {@link Ticket#urgencyScore()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder urgencyScore(int value) {
        this.urgencyScore = value;
        return this;
    }

    /**
     * Sets {@link Ticket#requester()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder requester(@Nullable String value) {
        this.requester = value;
        return this;
    }

    /**
     * Sets {@link Ticket#assignee()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder assignee(@Nullable String value) {
        this.assignee = value;
        return this;
    }

    /**
     * Sets {@link Ticket#team()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder team(@Nullable String value) {
        this.team = value;
        return this;
    }

    /**
     * Sets {@link Ticket#channel()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder channel(@Nullable String value) {
        this.channel = value;
        return this;
    }

    /**
     * Sets {@link Ticket#hostReference()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder hostReference(@Nullable HostReference value) {
        this.hostReference = value;
        return this;
    }

    /**
     * Sets {@link Ticket#version()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder version(long value) {
        this.version = value;
        return this;
    }

    /**
     * Sets {@link Ticket#createdAt()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder createdAt(Instant value) {
        this.createdAt = value;
        return this;
    }

    /**
     * Sets {@link Ticket#updatedAt()}.
     *
     * @param value the value
     * @return this
     */
    public TicketBuilder updatedAt(Instant value) {
        this.updatedAt = value;
        return this;
    }

    /**
     * Sets {@link Ticket#firstResponseAt()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder firstResponseAt(@Nullable Instant value) {
        this.firstResponseAt = value;
        return this;
    }

    /**
     * Sets {@link Ticket#resolvedAt()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder resolvedAt(@Nullable Instant value) {
        this.resolvedAt = value;
        return this;
    }

    /**
     * Sets {@link Ticket#closedAt()}.
     *
     * @param value the value, or null for none
     * @return this
     */
    public TicketBuilder closedAt(@Nullable Instant value) {
        this.closedAt = value;
        return this;
    }

    /**
     * Sets {@link Ticket#mergedInto()}.
     *
     * @param value the value, or null
     * @return this
     */
    public TicketBuilder mergedInto(@Nullable TicketId value) {
        this.mergedInto = value;
        return this;
    }

    /**
     * Sets {@link Ticket#tags()}.
     *
     * @param values replaces what was there
     * @return this
     */
    public TicketBuilder tags(Collection<String> values) {
        this.tags = new TreeSet<>(values);
        return this;
    }

    /**
     * Sets {@link Ticket#attributes()}.
     *
     * @param values replaces what was there
     * @return this
     */
    public TicketBuilder attributes(Map<String, String> values) {
        this.attributes = new TreeMap<>(values);
        return this;
    }

    /**
     * Sets {@link Ticket#origin}.
     *
     * @param field the field
     * @param origin who or what chose its value
     * @return this
     */
    public TicketBuilder origin(ClassifiedField field, Origin origin) {
        this.origins.put(field, origin);
        return this;
    }

    /**
     * Makes the ticket.
     *
     * @return the ticket
     * @throws NullPointerException when something that must be set is missing; its name is the message
     */
    public Ticket build() {
        return new Ticket(this);
    }
}
