package io.ticketkit.demo.zendesk;

import io.ticketkit.TicketSource;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.testkit.TicketSourceContract;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

class ZendeskChangesSourceTest extends TicketSourceContract {
    private final ZendeskServer server = new ZendeskServer();
    private final ZendeskClient client = new ZendeskClient(ZendeskTesting.settings(server.url()));

    @Override
    protected TicketSource source(int tickets) {
        server.addMany(tickets);
        return again();
    }

    @Override
    protected TicketSource again() {
        return ZendeskSource.changes(client, Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }
}
