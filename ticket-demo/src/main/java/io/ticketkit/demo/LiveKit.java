package io.ticketkit.demo;

import io.ticketkit.demo.administration.Live;
import io.ticketkit.demo.administration.Report;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.zendesk.ZendeskClient;
import java.util.List;

/** The running kit as who changes settings knows it. */
record LiveKit(KitWiring wiring, RunningKit running) implements Live {
    @Override
    public Prepared prepare(Settings settings) {
        WiredKit kit = wiring.wire(settings);
        return new Prepared() {
            @Override
            public void enter() {
                running.replace(kit);
            }

            @Override
            public void discard() {
                kit.close();
            }
        };
    }

    @Override
    public Report tryModel(Settings settings) {
        return wiring.modelTrial().report(settings);
    }

    @Override
    public Report tryZendesk(Settings settings) {
        return settings.zendesk()
                .map(LiveKit::check)
                .orElseGet(() -> new Report(List.of(new Report.Line(
                        "zendesk",
                        false,
                        "No Zendesk is set up: give TICKET_ZENDESK_URL, TICKET_ZENDESK_EMAIL and"
                                + " TICKET_ZENDESK_TOKEN."))));
    }

    private static Report check(ZendeskSettings settings) {
        try (ZendeskClient client = new ZendeskClient(settings)) {
            return new Report(client.check().lines().stream()
                    .map(line -> new Report.Line("zendesk", line.works(), line.text()))
                    .toList());
        }
    }
}
