package io.ticketkit.testkit;

import io.ticketkit.Actor;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import io.ticketkit.spi.TicketStorage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A tenant of its own on a storage under test, so that tests do not meet. */
public final class Desk {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    private final StorageHarness harness;
    private final String tenant;
    private final SettableClock clock = new SettableClock(START);

    /**
     * Opens a desk.
     *
     * @param harness the storage under test
     */
    public Desk(StorageHarness harness) {
        this(harness, "tenant-" + UUID.randomUUID());
    }

    private Desk(StorageHarness harness, String tenant) {
        this.harness = harness;
        this.tenant = tenant;
    }

    /** {@return the clock of all kits of this desk} */
    public SettableClock clock() {
        return clock;
    }

    /**
     * The storage of a node, for what no service tells.
     *
     * @param node 0 or 1
     * @return the storage under test
     */
    public TicketStorage storage(int node) {
        return harness.node(node);
    }

    /** {@return the day on which the clock of every desk starts} */
    static TrendRange today() {
        LocalDate day = LocalDate.ofInstant(START, ZoneOffset.UTC);
        return TrendRange.days(day, day, ZoneOffset.UTC);
    }

    /** {@return the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return tickets as a staff member sees them, on the first node} */
    public TicketService staff() {
        return as(Actor.staff("agent-1"));
    }

    /**
     * Tickets as somebody sees them, on the first node.
     *
     * @param actor who
     * @return the service
     */
    public TicketService as(Actor actor) {
        return on(0, actor);
    }

    /**
     * Tickets as somebody sees them on a node.
     *
     * @param node 0 or 1
     * @param actor who
     * @return the service
     */
    public TicketService on(int node, Actor actor) {
        return service(kit(node, builder -> {}), actor);
    }

    /**
     * Tickets as somebody sees them through a kit, each call made the way a host makes it.
     *
     * @param kit the kit
     * @param actor who
     * @return the service
     */
    public TicketService service(TicketKit kit, Actor actor) {
        return new HostCalls(harness, kit.forTenant(tenant).as(actor));
    }

    /**
     * A kit with its own settings; the suite does not close it, for that would close the storage.
     *
     * @param node 0 or 1
     * @param settings what to set
     * @return the kit
     */
    public TicketKit kit(int node, Consumer<TicketKitBuilder> settings) {
        TicketStorage storage = harness.node(node);
        TicketKitBuilder builder =
                TicketKit.builder().storage(storage).clock(clock).offlineClassifier(Fixtures.plainClassifier());
        harness.hooks().ifPresent(builder::transactionHooks);
        settings.accept(builder);
        return builder.build();
    }

    /**
     * Submits tickets as staff.
     *
     * @param titles a ticket for each
     * @return the tickets
     */
    public List<Ticket> submit(String... titles) {
        List<Ticket> tickets = new ArrayList<>();
        TicketService staff = staff();
        for (String title : titles) {
            tickets.add(staff.submit(Fixtures.draft(title).build()));
        }
        return tickets;
    }

    /**
     * Submits a ticket as staff.
     *
     * @param draft what to submit
     * @return the ticket
     */
    public Ticket submit(TicketDraft draft) {
        return staff().submit(draft);
    }

    /**
     * Runs something the way a host does, see {@link StorageHarness#asHost}.
     *
     * @param work what to run
     * @param <T> what it returns
     * @return what it returned
     */
    public <T> T asHost(Supplier<T> work) {
        return harness.asHost(work);
    }

    /**
     * Does something many times at once.
     *
     * @param times how often, each on a thread of its own
     * @param work gets 0, 1, …
     * @param <T> what it returns
     * @return what each returned or threw, in order
     */
    public static <T> List<Outcome<T>> atOnce(int times, IntFunction<T> work) {
        return Outcome.atOnce(IntStream.range(0, times)
                .<Supplier<T>>mapToObj(number -> () -> work.apply(number))
                .toList());
    }
}
