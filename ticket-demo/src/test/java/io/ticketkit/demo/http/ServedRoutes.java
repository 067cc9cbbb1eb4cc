package io.ticketkit.demo.http;

import io.ticketkit.Actor;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What the server serves, asked of the server itself: tests that go through all calls cannot forget one. */
public final class ServedRoutes {
    private ServedRoutes() {}

    /** {@code {"POST", "/api/tickets/{id}/close"}}, …; without HEAD, which is where GET is. */
    public static List<String[]> all() {
        List<String[]> all = new ArrayList<>();
        with(routes -> routes.byPath()
                .forEach((path, methods) -> methods.keySet().stream()
                        .filter(method -> !method.equals("HEAD"))
                        .forEach(method -> all.add(new String[] {method, path}))));
        return all;
    }

    /** Those that may have a model asked, like {@code POST /api/tickets}. */
    public static Set<String> costly() {
        Set<String> costly = new TreeSet<>();
        with(routes -> costly.addAll(routes.costly()));
        return costly;
    }

    private static void with(Consumer<Routes> look) {
        try (TicketKit kit =
                        TicketKit.builder().storage(new InMemoryTicketStorage()).build();
                WebServer server = TestHost.server(Settings.of(Map.of()), kit.as(Actor.staff("demo")))) {
            look.accept(server.routes());
        }
    }
}
