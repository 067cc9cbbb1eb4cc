package io.ticketkit.demo;

import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.TicketField;
import io.ticketkit.demo.net.PublicDns;
import io.ticketkit.demo.settings.OutgoingSettings;
import io.ticketkit.demo.settings.SettingsException;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.json.JsonMapper;

/** Tells another program what happened, signed as Standard Webhooks has it. */
final class WebhookHandler implements OutboxHandler, AutoCloseable {
    /** Their values are codes and numbers; those of other fields may be personal. */
    private static final Set<TicketField> CODES = EnumSet.of(
            TicketField.STATUS,
            TicketField.PRIORITY,
            TicketField.CATEGORY,
            TicketField.SENTIMENT,
            TicketField.URGENCY_SCORE);

    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer that is not one of success. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(int status) {
            super("the answer was " + status);
        }
    }

    private final OutgoingSettings.Webhook settings;
    private final Clock clock;
    private final HttpUrl url;
    private final OkHttpClient client;

    WebhookHandler(OutgoingSettings.Webhook settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        HttpUrl parsed = HttpUrl.get(settings.url().toString());
        this.url = parsed;
        if (!settings.allowPrivate() && PublicDns.isPrivateLiteral(parsed.host())) {
            throw new SettingsException("TICKET_WEBHOOK_URL is wrong: this address is not one of the public internet;"
                    + " TICKET_WEBHOOK_ALLOW_PRIVATE=on allows it.");
        }
        this.client = new OkHttpClient.Builder()
                .dns(settings.allowPrivate() ? Dns.SYSTEM : new PublicDns())
                // a proxy would look up the name by itself
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(10))
                .writeTimeout(Duration.ofSeconds(10))
                .callTimeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void handle(OutboxEvent event) throws IOException {
        // not erased with the ticket, and the same at every attempt: who receives it twice can tell
        String id = "ticket_" + event.ticketId() + "_" + event.number();
        long seconds = clock.instant().getEpochSecond();
        byte[] body = body(event);
        Request request = new Request.Builder()
                .url(url)
                .header("user-agent", "TicketKit-Demo")
                .header("content-type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", "v1," + signature(id, seconds, body))
                .post(RequestBody.create(body))
                .build();
        Call call = client.newCall(request);
        try (Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw new RefusedException(response.code());
            }
        }
    }

    private String signature(String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(settings.key());
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] body(OutboxEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ticket_id", event.ticketId().value());
        data.put("number", event.number());
        data.put("internal", event.isInternal());
        data.put("actor_role", event.actorRole().wireName());
        event.subject().ifPresent(subject -> data.put("subject", subject));
        data.put("changes", changes(event.lines()));
        event.ticket().ifPresent(ticket -> {
            data.put("status", ticket.status().wireName());
            data.put("priority", ticket.priority().wireName());
            data.put("category", ticket.category().code());
        });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", "ticket." + event.type());
        all.put("timestamp", event.at().toString());
        all.put("data", data);
        return JSON.writeValueAsBytes(all);
    }

    private static List<Map<String, Object>> changes(List<HistoryEntry> lines) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (HistoryEntry line : lines) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("kind", line.kind().wireName());
            line.change().ifPresent(changed -> put(change, changed));
            all.add(change);
        }
        return all;
    }

    private static void put(Map<String, Object> change, FieldChange changed) {
        change.put("field", changed.field().wireName());
        if (CODES.contains(changed.field()) && changed.from() != null && changed.to() != null) {
            change.put("from", changed.from());
            change.put("to", changed.to());
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
