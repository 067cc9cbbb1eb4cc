package io.ticketkit.jpa.examples;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;

public class Quickstart {
    public static void main(String[] args) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(args.length > 0 ? args[0] : "jdbc:h2:file:./data/tickets");
        var storage = JpaTicketStorage.managed(pool).build(); // makes or upgrades its tables
        try (pool;
                var kit = TicketKit.builder().storage(storage).build()) {
            var tickets = kit.as(Actor.staff("agent-7"));
            var ticket = tickets.submit(TicketDraft.of("Order 4711", "I was charged twice. Please refund me!"));
            System.out.println(ticket.id() + ": " + ticket.category() + ", " + ticket.priority());
            for (var hit :
                    tickets.search(TicketQuery.builder().text("refund").build()).items()) {
                System.out.println("found " + hit.title() + ", " + hit.status().wireName());
            }
            System.out.println(tickets.stats(TicketQuery.all()));
        }
    }
}
