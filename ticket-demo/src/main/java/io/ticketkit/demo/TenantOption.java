package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.setup.TicketKit;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Option that says whose tickets. */
final class TenantOption {
    @Option(names = "--tenant", paramLabel = "T", description = "Whose. Default: ${DEFAULT-VALUE}.")
    private String tenant = TicketKit.DEFAULT_TENANT;

    /**
     * The tickets of that tenant.
     *
     * @throws ParameterException when none can have that name
     */
    TicketService tickets(CommandLine command, TicketKit kit, Actor actor) {
        try {
            return kit.forTenant(tenant).as(actor);
        } catch (ValidationException e) {
            throw new ParameterException(
                    command, "--tenant: " + e.violations().get(0).message(), e);
        }
    }
}
