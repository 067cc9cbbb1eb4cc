package io.ticketkit.demo.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A Zendesk, and a client that does not really wait between its attempts. */
abstract class ZendeskTesting {
    final ZendeskServer server = new ZendeskServer();
    /** How long it would have waited. */
    final List<Duration> waits = new CopyOnWriteArrayList<>();

    final ZendeskClient client = client(Duration.ofSeconds(25));

    private void wait(Duration time) {
        waits.add(time);
        server.pass(time);
    }

    /** With so much time for a call. */
    final ZendeskClient client(Duration time) {
        return new ZendeskClient(settings(server.url()), this::wait, time);
    }

    /** As the environment has them, with other values or more: names and values take turns. */
    static ZendeskSettings settings(String url, String... more) {
        Map<String, String> all = new HashMap<>();
        all.put("TICKET_ZENDESK_URL", url);
        all.put("TICKET_ZENDESK_EMAIL", ZendeskServer.EMAIL);
        all.put("TICKET_ZENDESK_TOKEN", ZendeskServer.TOKEN);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return Settings.of(all).zendesk().orElseThrow();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** What fails says why, and nothing secret or personal. */
    static ZendeskException fails(Reason reason, ThrowingCallable call) {
        ZendeskException e = catchThrowableOfType(ZendeskException.class, call);
        assertThat(e).isNotNull();
        assertThat(e.reason()).isEqualTo(reason);
        for (Throwable t = e; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain(ZendeskServer.TOKEN, ZendeskServer.EMAIL, "Geheim", "a text of");
        }
        return e;
    }

    /** Of the requests so far, those that fit. */
    List<String> asked(String pattern) {
        return server.requests().stream()
                .filter(request -> request.matches(pattern))
                .toList();
    }
}
