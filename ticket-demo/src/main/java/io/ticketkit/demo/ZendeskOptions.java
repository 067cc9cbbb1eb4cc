package io.ticketkit.demo;

import io.ticketkit.ProcessingInput;
import io.ticketkit.TicketSink;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.zendesk.ZendeskClient;
import io.ticketkit.demo.zendesk.ZendeskSink;
import io.ticketkit.demo.zendesk.ZendeskSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.*;
import picocli.CommandLine.Model.CommandSpec;

/** Which tickets of Zendesk a command processes: a mixin. */
final class ZendeskOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--zendesk-search",
            paramLabel = "QUERY",
            description = "Tickets of Zendesk that a search finds: status<solved, for example.")
    private @Nullable String search;

    @Option(
            names = "--zendesk-since",
            paramLabel = "DATE",
            description =
                    "Tickets of Zendesk that were created or changed since that day (UTC), as 2026-11-01. Run again,"
                            + " it goes on where it ended.")
    private @Nullable LocalDate since;

    private final Clock clock = Clock.systemUTC();

    @Option(names = "--no-write-back", description = "Zendesk gets neither tags nor notes.")
    private boolean readOnly;

    /**
     * What is to be done.
     *
     * @param client to be closed when it is done
     * @param job its name: the same for the same options
     * @param input what is processed
     * @param sink who is told; empty for nobody
     */
    record Work(ZendeskClient client, String job, ProcessingInput input, Optional<TicketSink> sink)
            implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    /**
     * {@return what is to be done; empty when Zendesk is not named}
     *
     * @throws SettingsException when it is named, but not set up
     * @throws ParameterException when both ways are named, or none but what belongs to them
     */
    Optional<Work> work(Settings settings) {
        String query = search;
        LocalDate day = since;
        if (query != null && (day != null || query.isBlank())) {
            throw wrong("Give either --zendesk-search, with something to search for, or --zendesk-since.");
        } else if (query != null && query.matches("(?i)(.*\\s)?type:.*")) {
            throw wrong("Leave type: out of --zendesk-search: it finds tickets, and nothing else.");
        } else if (day != null && day.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            throw wrong("--zendesk-since is a day to come (UTC): " + day);
        } else if (query != null) {
            ZendeskClient client = new ZendeskClient(required(settings));
            // a number: queries may name people, and have characters that names of jobs have not
            String job = "search-" + Integer.toHexString(query.hashCode());
            return Optional.of(work(client, job, ZendeskSource.search(client, query)));
        } else if (day != null) {
            ZendeskClient client = new ZendeskClient(required(settings));
            return Optional.of(work(client, "since-" + day, ZendeskSource.changes(client, begin(day))));
        } else if (readOnly) {
            throw wrong("--no-write-back belongs to --zendesk-search and --zendesk-since.");
        }
        return Optional.empty();
    }

    /** Zendesk does not tell of the last minute, and refuses to be asked for it alone. */
    private Instant begin(LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant latest = clock.instant().minus(Duration.ofMinutes(2));
        return midnight.isBefore(latest) ? midnight : latest;
    }

    private Work work(ZendeskClient client, String name, ZendeskSource source) {
        Optional<TicketSink> sink = readOnly ? Optional.empty() : Optional.of(new ZendeskSink(client));
        // each account has its own: what was read of a sandbox says nothing of the real one
        return new Work(client, client.system() + "-" + name, ProcessingInput.source(source), sink);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** What is set up; or one line that says that nothing is. */
    static ZendeskSettings required(Settings settings) {
        return settings.zendesk()
                .orElseThrow(() -> new SettingsException("TICKET_ZENDESK_URL is missing: give it, with"
                        + " TICKET_ZENDESK_EMAIL and TICKET_ZENDESK_TOKEN, see docs/zendesk.md."));
    }
}
