package io.ticketkit.demo.http;

import io.ticketkit.Actor;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the server serves, asked of the server itself: tests that go through all calls cannot forget one. */
public final class ServedRoutes {
    private ServedRoutes() {}

    /** {@code {"POST", "/api/tickets/{id}/close"}}, …; without HEAD, which is where GET is. */
    public static List<String[]> all() {
        List<String[]> all = new ArrayList<>();
        try (TicketKit kit =
                        TicketKit.builder().storage(new InMemoryTicketStorage()).build();
                WebServer server = TestHost.server(Settings.of(Map.of()), kit.as(Actor.staff("demo")))) {
            server.routes()
                    .byPath()
                    .forEach((path, methods) -> methods.keySet().stream()
                            .filter(method -> !method.equals("HEAD"))
                            .forEach(method -> all.add(new String[] {method, path})));
        }
        return all;
    }
}
