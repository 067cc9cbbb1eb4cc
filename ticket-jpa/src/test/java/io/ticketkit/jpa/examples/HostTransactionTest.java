package io.ticketkit.jpa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.jpa.TicketSchema;
import io.ticketkit.setup.TicketKit;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.Table;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A host's order and the ticket about it commit together, or not at all. */
class HostTransactionTest {
    /** The host's own entity. */
    @Entity(name = "CustomerOrder")
    @Table(name = "customer_order")
    public static class Order {
        @Id
        String number = "";
    }

    @Test
    void bothOrNeither() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:host-transaction;DB_CLOSE_DELAY=-1");
        TicketSchema.of(database).migrate();

        try (EntityManagerFactory factory = new PersistenceConfiguration("shop")
                        .provider("org.eclipse.persistence.jpa.PersistenceProvider")
                        .managedClass(Order.class)
                        .property("jakarta.persistence.nonJtaDataSource", database)
                        .property("jakarta.persistence.schema-generation.database.action", "create")
                        .property("eclipselink.logging.level", "OFF")
                        .createEntityManagerFactory();
                EntityManager entityManager = factory.createEntityManager()) {
            var storage = JpaTicketStorage.joining(() -> entityManager).build();
            TicketKit kit = TicketKit.builder().storage(storage).build();
            var tickets = kit.as(Actor.system("shop"));

            entityManager.getTransaction().begin();
            var order = new Order();
            order.number = "4711";
            entityManager.persist(order);
            tickets.submit(TicketDraft.of("Order 4711", "The parcel came back."));
            entityManager.getTransaction().rollback();

            entityManager.getTransaction().begin();
            assertThat(entityManager.find(Order.class, "4711")).isNull();
            assertThat(tickets.count(TicketQuery.all())).isZero();
            entityManager.getTransaction().commit();
        }
    }
}
