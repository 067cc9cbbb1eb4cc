package io.ticketkit.demo.http;

import io.ticketkit.TicketService;
import java.lang.reflect.Proxy;

/** A library that does nothing but fail. */
final class FailingService {
    private FailingService() {}

    static TicketService with(Throwable failure) {
        return (TicketService) Proxy.newProxyInstance(
                TicketService.class.getClassLoader(),
                new Class<?>[] {TicketService.class},
                (proxy, method, arguments) -> {
                    throw failure;
                });
    }
}
