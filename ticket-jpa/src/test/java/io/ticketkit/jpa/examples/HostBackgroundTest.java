package io.ticketkit.jpa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.jpa.TicketSchema;
import io.ticketkit.setup.BackgroundClassification;
import io.ticketkit.setup.TicketKit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A worker changes tickets in transactions that the host makes for it. */
class HostBackgroundTest {
    /** What a framework usually does. */
    private static final class Host {
        private final EntityManagerFactory factory;
        private static final ThreadLocal<@Nullable EntityManager> CURRENT = new ThreadLocal<>();

        Host(EntityManagerFactory factory) {
            this.factory = factory;
        }

        @Nullable
        EntityManager entityManager() {
            return CURRENT.get();
        }

        void inNewTransaction(Runnable work) {
            EntityManager suspended = CURRENT.get();
            try (EntityManager manager = factory.createEntityManager()) {
                manager.getTransaction().begin();
                CURRENT.set(manager);
                try {
                    work.run();
                    manager.getTransaction().commit();
                } finally {
                    if (manager.getTransaction().isActive()) {
                        manager.getTransaction().rollback();
                    }
                }
            } finally {
                CURRENT.set(suspended);
            }
        }
    }

    @Test
    void theHostGivesTheWorkerItsTransactions() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:host-background;DB_CLOSE_DELAY=-1");
        TicketSchema.of(database).migrate();
        Classifier model = request -> Optional.of(Classification.builder(Source.LLM)
                .priority(Priority.CRITICAL, 0.9)
                .build());

        try (EntityManagerFactory factory = new PersistenceConfiguration("shop")
                .provider("org.eclipse.persistence.jpa.PersistenceProvider")
                .property("jakarta.persistence.nonJtaDataSource", database)
                .property("eclipselink.logging.level", "OFF")
                .createEntityManagerFactory()) {
            var host = new Host(factory);

            TicketKit kit = TicketKit.builder()
                    .storage(JpaTicketStorage.joining(host::entityManager).build())
                    .classifier(model)
                    .backgroundClassification(BackgroundClassification.onTick())
                    .transactionRunner(host::inNewTransaction)
                    .build();

            var tickets = kit.as(Actor.staff("agent-7"));
            List<Ticket> seen = new ArrayList<>();
            host.inNewTransaction(() -> seen.add(tickets.submit(TicketDraft.of("Question", "Where is the manual?"))));

            assertThat(kit.classificationWorker().tick()).isEqualTo(1);

            host.inNewTransaction(() -> seen.add(tickets.find(seen.get(0).id()).orElseThrow()));
            assertThat(seen.get(0).priority()).isNotEqualTo(Priority.CRITICAL);
            assertThat(seen.get(1).priority()).isEqualTo(Priority.CRITICAL);
        }
    }
}
