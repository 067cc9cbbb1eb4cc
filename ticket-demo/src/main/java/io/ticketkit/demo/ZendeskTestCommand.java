package io.ticketkit.demo;

import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.zendesk.ConnectionReport;
import io.ticketkit.demo.zendesk.ZendeskClient;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.*;
import picocli.CommandLine.Model.CommandSpec;

/** {@code zendesk-test}: what works with the Zendesk of the settings, and what does not. */
@Command(
        name = "zendesk-test",
        mixinStandardHelpOptions = true,
        description = "Tries the login at Zendesk (TICKET_ZENDESK_*), and to search; changes nothing.")
final class ZendeskTestCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ZendeskTestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ZendeskSettings settings = ZendeskOptions.required(Settings.of(environment));
        try (ZendeskClient client = new ZendeskClient(settings)) {
            ConnectionReport report = client.check();
            PrintWriter out = spec.commandLine().getOut();
            report.lines().forEach(line -> out.println((line.works() ? "ok      " : "FAILED  ") + line.text()));
            out.flush();
            return report.works() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
