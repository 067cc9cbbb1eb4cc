package io.ticketkit.jpa.bench;

import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * TicketKit, on a data source or on another provider. Events are stored for one handler and never delivered: nobody ticks.
 * Many tickets in one transaction: the transaction of a host that the storage joins.
 */
final class KitDesk implements Desk {
    static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";
    static final String HIBERNATE = "org.hibernate.jpa.HibernatePersistenceProvider";

    private static final OutboxHandler HANDLER = new OutboxHandler() {
        @Override
        public String name() {
            return RawWrites.HANDLER;
        }

        @Override
        public void handle(OutboxEvent event) {
            throw new IllegalStateException("nobody delivers");
        }
    };

    private final Database database;
    private final EntityManagerFactory factory;
    private final TicketKit kit;
    private final TicketKit pollingKit;
    private final TicketService tickets;
    private final TicketService polling;
    private int jobs;

    private KitDesk(Database database, String provider) {
        this.database = database;
        this.factory = factory(database, provider);
        // EclipseLink gives only the transaction of a host
        JpaTicketStorage storage = provider.equals(ECLIPSELINK)
                ? JpaTicketStorage.managed(database.pool()).migrate(false).build()
                : JpaTicketStorage.managed(factory).build();
        this.kit = TicketKit.builder()
                .storage(storage)
                .outbox(Outbox.to(HANDLER))
                .build();
        this.pollingKit = TicketKit.builder()
                .storage(storage)
                .statsAge(Duration.ofSeconds(1))
                .build();
        this.tickets = kit.forTenant(Workload.TENANT).as(Actor.staff(RawWrites.ACTOR));
        this.polling = pollingKit.forTenant(Workload.TENANT).as(Actor.staff(RawWrites.ACTOR));
    }

    /** On a database of its own connections. */
    static KitDesk of(Database database, String provider) {
        return new KitDesk(database, provider);
    }

    private static EntityManagerFactory factory(Database database, String provider) {
        String name = "bench-" + UUID.randomUUID();
        return new PersistenceConfiguration(name)
                .provider(provider)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .property("jakarta.persistence.nonJtaDataSource", database.pool())
                .property("eclipselink.session-name", name)
                .property("eclipselink.cache.shared.default", "false")
                .property("eclipselink.weaving", "false")
                .property("eclipselink.logging.level", "OFF")
                .property("eclipselink.logging.level.metamodel", "OFF")
                .createEntityManagerFactory();
    }

    TicketService tickets() {
        return tickets;
    }

    @Override
    public Optional<Ticket> find(long id) {
        return tickets.find(new TicketId(id));
    }

    @Override
    public List<Ticket> page(Place place, int limit) {
        PageRequest page = place.cursor() == null ? PageRequest.first(limit) : PageRequest.at(place.cursor(), limit);
        return tickets.search(place.query(), page).items();
    }

    @Override
    public List<Ticket> search(Word word, int limit) {
        return tickets.search(TicketQuery.builder().text(word.text()).build(), PageRequest.first(limit))
                .items();
    }

    @Override
    public TicketStats stats() {
        return tickets.stats(TicketQuery.all());
    }

    TicketStats polledStats() {
        return polling.stats(TicketQuery.all());
    }

    private static TicketDraft draft(Text text) {
        return TicketDraft.builder()
                .title(text.title())
                .description(text.description())
                .requester(text.requester())
                .build();
    }

    @Override
    public long submit(Text text) {
        return tickets.submit(draft(text)).id().value();
    }

    @Override
    public void submitAll(List<Text> texts) {
        tickets.submitAll(texts.stream().map(KitDesk::draft).toList());
    }

    @Override
    public void process(List<Text> texts) {
        ProcessingInput drafts =
                ProcessingInput.drafts(texts.stream().map(KitDesk::draft).toList());
        ProcessingProgress done = tickets.processor()
                .job("bench-" + database.name() + "-" + ++jobs, drafts, ProcessingOptions.standard())
                .run();
        if (done.done() != texts.size()) {
            throw new IllegalStateException(done.toString());
        }
    }

    @Override
    public void transition(Known ticket) {
        Status status = ticket.inProgress ? Status.OPEN : Status.IN_PROGRESS;
        Ticket after = tickets.transition(new TicketId(ticket.id), Expected.version(ticket.version), status);
        if (after.version() != ticket.version + 1) {
            throw new IllegalStateException("version " + after.version());
        }
        ticket.changed();
    }

    @Override
    public List<Long> ids(List<?> page) {
        return page.stream().map(ticket -> ((Ticket) ticket).id().value()).toList();
    }

    @Override
    public Map<String, Long> counts(Object stats) {
        TicketStats all = (TicketStats) stats;
        Map<String, Long> counts = new TreeMap<>();
        all.byCategory().forEach((key, value) -> put(counts, "category " + key.code(), value));
        all.byPriority().forEach((key, value) -> put(counts, "priority " + key.wireName(), value));
        all.byStatus().forEach((key, value) -> put(counts, "status " + key.wireName(), value));
        all.bySentiment().forEach((key, value) -> put(counts, "sentiment " + key.wireName(), value));
        counts.put("total", all.total());
        counts.put("days", Math.round(all.total() / all.averagePerDay()));
        counts.put("urgency", Math.round(all.averageUrgency() * all.total()));
        return counts;
    }

    private static void put(Map<String, Long> counts, String name, long value) {
        if (value != 0) {
            counts.put(name, value);
        }
    }

    @Override
    public void close() {
        kit.close();
        pollingKit.close();
        factory.close();
        database.close();
    }
}
