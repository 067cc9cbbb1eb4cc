package io.ticketkit.demo.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskClientTest extends ZendeskTesting {
    private static final String TICKET = "GET /api/v2/tickets/1\\.json";

    @Test
    void readsATicket() throws Exception {
        long id = server.add("Charged twice", "My card was charged twice.", "vip");
        ZendeskTicket ticket = client.ticket(id);
        assertThat(ticket.id()).isEqualTo(id);
        assertThat(ticket.subject()).isEqualTo("Charged twice");
        assertThat(ticket.description()).isEqualTo("My card was charged twice.");
        assertThat(ticket.status()).isEqualTo("open");
        assertThat(ticket.requesterId()).isEqualTo(100 + id);
        assertThat(ticket.tags()).containsExactly("vip");
        assertThat(ticket.toString()).doesNotContain("harged");
        assertThat(waits).isEmpty();
    }

    @Test
    void readsSeveralAtOnceAndLeavesOutThoseThatAreNotThere() throws Exception {
        server.addMany(3);
        assertThat(client.tickets(List.of(3L, 99L, 1L)))
                .extracting(ZendeskTicket::id)
                .containsExactlyInAnyOrder(1L, 3L);
        assertThat(server.requests()).containsExactly("GET /api/v2/tickets/show_many.json?ids=3,99,1");
        assertThatThrownBy(() -> client.tickets(List.of())).isInstanceOf(IllegalArgumentException.class);
        List<Long> many = LongStream.rangeClosed(1, 101).boxed().toList();
        assertThatThrownBy(() -> client.tickets(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void searchesMoreThanAThousand() throws Exception {
        server.addMany(1_234);
        List<Long> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        boolean more = true;
        while (more) {
            ZendeskPage<ZendeskTicket> page = client.search("Problem", cursor, 100);
            page.items().forEach(ticket -> ids.add(ticket.id()));
            cursor = Optional.of(page.cursor());
            more = page.more();
        }
        assertThat(ids).hasSize(1_234).doesNotHaveDuplicates();
        assertThat(server.requests()).hasSize(13).allMatch(request -> request.contains("filter[type]=ticket"));
    }

    @Test
    void valuesAreEncoded() throws Exception {
        server.add("a&b=c#d%+ü", "x");
        server.add("other", "x");
        assertThat(client.search("a&b=c#d%+ü", Optional.empty(), 100).items()).hasSize(1);
    }

    @Test
    void aCursorThatIsNotKnownAnyMoreIsToldApart() throws Exception {
        server.addMany(3);
        ZendeskPage<ZendeskTicket> first = client.search("*", Optional.empty(), 2);
        server.expireCursors();
        fails(Reason.CURSOR_EXPIRED, () -> client.search("*", Optional.of(first.cursor()), 2));
        server.fails("GET .*search.*", 422);
        fails(Reason.REFUSED, () -> client.search("*", Optional.empty(), 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[],\"meta\":{\"has_more\":true,\"after_cursor\":null}}",
                "{\"results\":[],\"meta\":{\"has_more\":true,\"after_cursor\":\"here\"}}",
                "{\"results\":[{\"id\":1}],\"meta\":{\"has_more\":false}}",
                "{\"results\":{},\"meta\":{\"has_more\":false}}",
                "{\"results\":[]}",
                "{\"results\":[{\"id\":1,\"status\":\"op",
                "[]",
                "null",
                "<html>",
                ""
            })
    void whatIsNoAnswerOfTheApiIsRefused(String body) {
        server.sends("GET .*search.*", body.getBytes(StandardCharsets.UTF_8), 1, 0);
        fails(Reason.UNEXPECTED_ANSWER, () -> client.search("*", Optional.of("here"), 2));
        assertThat(waits).isEmpty();
    }

    @Test
    void readsChangesAndGoesOnWhereItEnded() throws Exception {
        server.addMany(250);
        Instant since = Instant.EPOCH;
        ZendeskPage<ZendeskTicket> page = client.changes(since, Optional.empty(), 100);
        assertThat(page.items()).hasSize(100);
        int pages = 1;
        HashSet<Long> ids = new HashSet<>();
        page.items().forEach(ticket -> ids.add(ticket.id()));
        while (page.more()) {
            page = client.changes(since, Optional.of(page.cursor()), 100);
            page.items().forEach(ticket -> ids.add(ticket.id()));
            pages++;
        }
        assertThat(ids).hasSize(250);
        assertThat(pages).isEqualTo(3);
        assertThat(client.changes(since, Optional.of(page.cursor()), 100).items())
                .isEmpty();

        server.tag(17, "later");
        ZendeskPage<ZendeskTicket> later = client.changes(since, Optional.of(page.cursor()), 100);
        assertThat(later.items()).extracting(ZendeskTicket::id).containsExactly(17L);
        assertThat(later.more()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, AUTHENTICATION",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "422, REFUSED",
        "418, UNEXPECTED_ANSWER",
        "302, UNEXPECTED_ANSWER"
    })
    void whatWillNotPassIsNotTriedAgain(int status, Reason reason) {
        server.add("One", "x");
        server.fails(TICKET, status, "Location", "https://elsewhere.example/", "Retry-After", "1");
        assertThat(fails(reason, () -> client.ticket(1)).retryAfter()).isEmpty();
        assertThat(server.requests()).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void aWrongLoginIsRefused() {
        server.add("One", "x");
        try (ZendeskClient wrong = new ZendeskClient(settings(server.url(), "TICKET_ZENDESK_TOKEN", "other"))) {
            assertThat(fails(Reason.AUTHENTICATION, () -> wrong.ticket(1)))
                    .hasMessageContaining("TICKET_ZENDESK_TOKEN")
                    .hasMessageContaining("token access");
        }
    }

    @Test
    void noRedirectIsFollowedAndTheTokenGoesNowhere() {
        server.add("One", "x");
        try (ModelServer elsewhere = new ModelServer().says(200, "{}")) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                server.fails(TICKET, status, "Location", elsewhere.url() + "/api/v2/tickets/1.json");
                fails(Reason.UNEXPECTED_ANSWER, () -> client.ticket(1));
            }
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void whatPassesIsTriedAgainWithBackOff() throws Exception {
        server.add("One", "x");
        server.fails(TICKET, 500);
        server.fails(TICKET, 502);
        server.breaksAfter(TICKET);
        assertThat(client.ticket(1).id()).isEqualTo(1);
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
        server.add("One", "x");
        server.once(TICKET, exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"ticket\":{\"id\":1}}".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertThat(client.ticket(1).subject()).isEqualTo("One");
        assertThat(asked(TICKET)).hasSize(2);
    }

    @Test
    void afterFiveAttemptsItIsEnough() {
        for (int i = 0; i < 7; i++) {
            server.fails(TICKET, 503);
        }
        fails(Reason.SERVER_ERROR, () -> client.ticket(1));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void aPauseThatZendeskAsksForIsKept() throws Exception {
        server.add("One", "x");
        server.fails(TICKET, 429, "Retry-After", "7");
        server.fails(TICKET, 429);
        server.fails(TICKET, 503, "Retry-After", "3");
        server.fails(TICKET, 429, "Retry-After", "Sat, 21 Nov 2026 16:00:00 GMT");
        assertThat(client.ticket(1).id()).isEqualTo(1);
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void aPauseThatIsLongerThanTheTimeLeftIsToldAtOnce() {
        server.fails(TICKET, 429, "Retry-After", "93");
        assertThat(fails(Reason.RATE_LIMITED, () -> client.ticket(1)).retryAfter())
                .contains(Duration.ofSeconds(93));
        assertThat(server.requests()).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void nobodyListens() {
        try (ZendeskClient nowhere =
                new ZendeskClient(settings(ModelServer.deadUrl()), waits::add, Duration.ofSeconds(20))) {
            fails(Reason.UNREACHABLE, () -> nowhere.ticket(1));
        }
        assertThat(waits).hasSize(4);
    }

    @Test
    void aServerThatDoesNotAnswerCostsNoMoreThanTheTimeForTheCall() {
        try (ZendeskClient hasty = client(Duration.ofMillis(600))) {
            server.stalls(TICKET);
            fails(Reason.TIMEOUT, () -> hasty.ticket(1));
            server.sends(TICKET, new byte[] {' '}, 200, 50);
            fails(Reason.TIMEOUT, () -> hasty.ticket(1));
        }
    }

    @Test
    void anAnswerIsReadUpToItsLimit() {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) ' ');
        server.sends(TICKET, megabyte, 64, 0);
        assertThat(fails(Reason.UNEXPECTED_ANSWER, () -> client.ticket(1))).hasMessageContaining("longer");
    }

    @Test
    void whoIsInterruptedLeavesAtOnce() throws Exception {
        server.stalls(TICKET);
        Thread.currentThread().interrupt();
        try {
            fails(Reason.INTERRUPTED, () -> client.ticket(1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void itsNameTellsAccountsApart() {
        assertThat(client.system()).isEqualTo("zendesk.127.0.0.1");
        assertThat(system("https://shop.zendesk.com")).isEqualTo("zendesk.shop");
        assertThat(system("https://shop-sandbox.zendesk.com/")).isEqualTo("zendesk.shop-sandbox");
        assertThat(system("http://[::1]:8080")).isEqualTo("zendesk.--1");
        assertThat(system("https://" + "a".repeat(63) + ".zendesk.com")).hasSize(64);
    }

    private static String system(String url) {
        try (ZendeskClient other = new ZendeskClient(settings(url))) {
            assertThat(other.toString()).doesNotContain("geheim", "agent@");
            return other.system();
        }
    }
}
