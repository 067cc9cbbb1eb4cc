package io.ticketkit.jpa;

import io.ticketkit.spi.EpochMicros;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code ticket} for a host's own JPQL, to join its entities with tickets; only for reading. A host
 * that wants it lists the mapping file {@code META-INF/ticketkit-orm.xml} in its persistence unit. The entity knows
 * neither access policy nor tenant: conditions on both are up to the query. Times are named {@code createdMicros} and
 * so on in JPQL.
 */
public class TicketRecord {
    private long id;
    private String tenant = "";
    private String title = "";
    private String category = "";
    private String priority = "";
    private String status = "";
    private String sentiment = "";
    private int urgencyScore;
    private @Nullable String requester;
    private @Nullable String assignee;
    private @Nullable String team;
    private @Nullable String hostType;
    private @Nullable String hostId;
    private long version;
    private long createdMicros;
    private long updatedMicros;
    private @Nullable Long resolvedMicros;
    private @Nullable Long closedMicros;

    /** For the persistence provider. */
    protected TicketRecord() {}

    /** {@return the number of the ticket: the id} */
    public long id() {
        return id;
    }

    /** {@return whose ticket it is: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return what it is about: the title} */
    public String title() {
        return title;
    }

    /** {@return the code of its category} */
    public String category() {
        return category;
    }

    /** {@return the wire name of its priority} */
    public String priority() {
        return priority;
    }

    /** {@return the wire name of its status} */
    public String status() {
        return status;
    }

    /** {@return the wire name of its sentiment} */
    public String sentiment() {
        return sentiment;
    }

    /** {@return how urgent its text sounds: 0 to 100} */
    public int urgencyScore() {
        return urgencyScore;
    }

    /** {@return who asks for help, or empty when unknown} */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** {@return who works on it, or empty when nobody does} */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /** {@return which team works on it, or empty when none does} */
    public Optional<String> team() {
        return Optional.ofNullable(team);
    }

    /** {@return what kind of the host's objects it is about, or empty} */
    public Optional<String> hostType() {
        return Optional.ofNullable(hostType);
    }

    /** {@return which of the host's objects it is about, or empty} */
    public Optional<String> hostId() {
        return Optional.ofNullable(hostId);
    }

    /** {@return how often it was written: from 1} */
    public long version() {
        return version;
    }

    /** {@return when it was created} */
    public Instant createdAt() {
        return EpochMicros.toInstant(createdMicros);
    }

    /** {@return when it was last changed} */
    public Instant updatedAt() {
        return EpochMicros.toInstant(updatedMicros);
    }

    /** {@return when it was resolved, or empty} */
    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedMicros).map(EpochMicros::toInstant);
    }

    /** {@return when it was closed, or empty} */
    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedMicros).map(EpochMicros::toInstant);
    }
}
