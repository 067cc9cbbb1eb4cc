package io.ticketkit.demo.zendesk;

import io.ticketkit.ExternalReference;
import io.ticketkit.TicketSink;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.testkit.TicketSinkContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class ZendeskSinkContractTest extends TicketSinkContract {
    private final ZendeskServer server = new ZendeskServer();
    private final ZendeskClient client = new ZendeskClient(ZendeskTesting.settings(server.url()));

    @Override
    protected TicketSink sink() {
        return new ZendeskSink(client);
    }

    @Override
    protected ExternalReference ticket() {
        return new ExternalReference(client.system(), Long.toString(server.add("Charged twice", "Please refund one.")));
    }

    @Override
    protected List<String> written(ExternalReference reference) {
        return server.ticket(Long.parseLong(reference.id())).notes();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }
}
