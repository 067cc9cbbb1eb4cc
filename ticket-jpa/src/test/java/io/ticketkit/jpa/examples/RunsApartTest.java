package io.ticketkit.jpa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TrendRange;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.jpa.TicketSchema;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.SettableClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What classifying cost stays known when the host rolls back. */
class RunsApartTest {
    @Test
    void runsStayWhenTheHostRollsBack() {
        var pool = new JdbcDataSource();
        pool.setURL("jdbc:h2:mem:runs-apart;DB_CLOSE_DELAY=-1");
        TicketSchema.of(pool).migrate();

        try (EntityManagerFactory factory = new PersistenceConfiguration("shop")
                        .provider("org.eclipse.persistence.jpa.PersistenceProvider")
                        .property("jakarta.persistence.nonJtaDataSource", pool)
                        .property("eclipselink.logging.level", "OFF")
                        .property("eclipselink.logging.level.metamodel", "OFF")
                        .createEntityManagerFactory();
                EntityManager entityManager = factory.createEntityManager()) {
            var storage = JpaTicketStorage.joining(() -> entityManager)
                    .runDataSource(pool) // not enlisted in the host's transactions
                    .build();
            TicketKit kit = TicketKit.builder()
                    .storage(storage)
                    .clock(new SettableClock(Instant.parse("2026-06-15T10:00:00Z")))
                    .build();
            var tickets = kit.as(Actor.system("shop"));

            entityManager.getTransaction().begin();
            tickets.submit(TicketDraft.of("Order 4711", "The parcel came back."));
            entityManager.getTransaction().rollback();

            entityManager.getTransaction().begin();
            LocalDate day = LocalDate.of(2026, 6, 15);
            assertThat(tickets.runs().usage(TrendRange.days(day, day, ZoneOffset.UTC)))
                    .hasSize(1);
            entityManager.getTransaction().commit();
        }
    }
}
