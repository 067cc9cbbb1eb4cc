package io.ticketkit.demo.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.Status;
import io.ticketkit.TicketDraft;
import io.ticketkit.TryAgainLaterException;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskSourceTest extends ZendeskTesting {
    private static ZendeskTicket ticket(String subject, String description, String status) {
        return new ZendeskTicket(7, subject, description, status, 4711, List.of("vip"), "2026-11-21T16:00:00Z");
    }

    private static TicketDraft draft(String subject, String description) {
        return ZendeskSource.ticket(ticket(subject, description, "new")).draft();
    }

    @Test
    void textsAreTakenOver() {
        SourceTicket taken = ZendeskSource.ticket(ticket(" Charged\n twice ", "Please\nrefund.", "new"));
        TicketDraft draft = taken.draft();
        assertThat(taken.id()).isEqualTo("7");
        assertThat(draft.title()).isEqualTo("Charged twice");
        assertThat(draft.description()).isEqualTo("Please\nrefund.");
        assertThat(draft.requester()).contains("zendesk-4711");
        assertThat(draft.channel()).contains("zendesk");
        assertThat(draft.tags()).isEmpty();
        assertThat(draft.priority()).isEmpty();
        assertThat(draft.violations()).isEmpty();
    }

    @Test
    void textsAreMadeToFit() {
        assertThat(draft("", "First line\nSecond line").title()).isEqualTo("First line");
        assertThat(draft("Only a subject", " ").description()).isEqualTo("Only a subject");
        assertThat(draft("\uD83D\uDE00".repeat(300), "x".repeat(70_000)).violations())
                .isEmpty();
        assertThat(draft("\uD83D\uDE00".repeat(300), "x").title()).hasSize(400);
        TicketDraft broken = draft("a\u0000b\uD800", "c\u0000\uDC00d");
        assertThat(broken.violations()).isEmpty();
        assertThat(broken.title()).isEqualTo("a\uFFFDb\uFFFD");
        // there is nothing to classify: set aside by whoever stores it
        assertThat(draft("", "").violations()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "new, OPEN",
        "open, OPEN",
        "pending, IN_PROGRESS",
        "hold, IN_PROGRESS",
        "solved, RESOLVED",
        "closed, CLOSED",
        "invented, OPEN"
    })
    void statusIsTakenOver(String zendesk, Status status) {
        assertThat(ZendeskSource.ticket(ticket("One", "x", zendesk)).draft().status())
                .isEqualTo(status);
    }

    @Test
    void deletedTicketsAreLeftOut() throws Exception {
        server.addMany(5);
        server.status(2, "deleted");
        SourcePage page = ZendeskSource.changes(client, Instant.EPOCH).read(Optional.empty(), 100);
        assertThat(page.tickets()).extracting(SourceTicket::id).containsExactlyInAnyOrder("1", "3", "4", "5");
    }

    @Test
    void whereNothingChangedYetItIsAskedAgainFromTheSameTime() throws Exception {
        ZendeskSource source = ZendeskSource.changes(client, Instant.EPOCH);
        SourcePage nothing = source.read(Optional.empty(), 100);
        assertThat(nothing.tickets()).isEmpty();
        assertThat(nothing.more()).isFalse();
        server.addMany(2);
        assertThat(source.read(Optional.of(nothing.cursor()), 100).tickets()).hasSize(2);
    }

    @Test
    void aSearchWhoseCursorIsForgottenBeginsAgain() throws Exception {
        server.addMany(30);
        ZendeskSource source = ZendeskSource.search(client, "*");
        SourcePage first = source.read(Optional.empty(), 10);
        server.expireCursors();
        SourcePage again = source.read(Optional.of(first.cursor()), 10);
        assertThat(again.tickets())
                .extracting(SourceTicket::id)
                .isEqualTo(first.tickets().stream().map(SourceTicket::id).toList());
        assertThat(source.read(Optional.of(again.cursor()), 10).tickets()).hasSize(10);
    }

    @Test
    void theCursorOfAnotherListIsOfNoUse() throws Exception {
        server.addMany(30);
        SourcePage first = ZendeskSource.search(client, "*").read(Optional.empty(), 10);
        assertThat(first.cursor()).doesNotContain("*", "Problem");
        SourcePage other = ZendeskSource.search(client, "Problem").read(Optional.of(first.cursor()), 10);
        assertThat(other.tickets()).first().extracting(SourceTicket::id).isEqualTo("1");
        SourcePage changes = ZendeskSource.changes(client, Instant.EPOCH).read(Optional.of(first.cursor()), 10);
        assertThat(changes.tickets()).first().extracting(SourceTicket::id).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void whoMustWaitLongSaysHowLong(int status) {
        ZendeskSource source = ZendeskSource.changes(client, Instant.EPOCH);
        server.fails("GET .*incremental.*", status, "Retry-After", "57");
        TryAgainLaterException e =
                catchThrowableOfType(TryAgainLaterException.class, () -> source.read(Optional.empty(), 100));
        assertThat(e).isNotNull();
        assertThat(e.after()).isEqualTo(Duration.ofSeconds(57));
    }

    @Test
    void theIncrementalExportIsForAdministrators() {
        server.role("agent");
        ZendeskSource source = ZendeskSource.changes(client, Instant.EPOCH);
        fails(Reason.FORBIDDEN, () -> source.read(Optional.empty(), 100));
        assertThat(source.toString()).isEqualTo("ZendeskSource[127.0.0.1]");
    }
}
