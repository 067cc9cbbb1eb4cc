package io.ticketkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.samples.SampleTickets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether people would call similar what is found: the same matter told twice in other words, among 2,000 sample tickets. */
class SimilarQualityTest {
    private record Pair(String title, String description, String againTitle, String again) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "VPN drops every ten minutes",
                    "Since Monday my VPN connection from home is cut about every ten minutes, I have to reconnect each time.",
                    "Connection to VPN unstable",
                    "Working from home is impossible, the VPN disconnects all the time and I need to log on again."),
            new Pair(
                    "Scanner sends empty PDFs",
                    "The scanner in room 204 mails PDF files with blank pages only.",
                    "Blank scans",
                    "When I scan a contract the pdf that arrives by mail has only blank pages."),
            new Pair(
                    "Voucher code rejected at checkout",
                    "The voucher SPRING25 is refused in the basket although it is valid until June.",
                    "Discount voucher does not work",
                    "My voucher is not accepted in the checkout, it says the code is expired."),
            new Pair(
                    "Parcel went to the wrong address",
                    "My parcel was delivered to my former address in Leeds.",
                    "Wrong delivery address",
                    "I moved house and you still sent the parcel to the old flat."),
            new Pair(
                    "Calendar shows meetings an hour late",
                    "After the change to summer time all meetings in the shared calendar are shifted by one hour.",
                    "Meeting times wrong",
                    "Everything in my calendar is one hour off since daylight saving began."),
            new Pair(
                    "Headset microphone not recognised",
                    "Windows does not recognise the microphone of my new headset in video calls.",
                    "Nobody hears me in calls",
                    "The headset works for listening but the microphone is dead in every video call."),
            new Pair(
                    "Export to Excel truncates long texts",
                    "When I export the customer list to Excel all remarks end after 255 characters.",
                    "Remarks cut off in Excel file",
                    "The Excel export of our customers loses the end of long remarks."),
            new Pair(
                    "Rechnung mit falscher Umsatzsteuer",
                    "Auf der Rechnung 2231 stehen 19 Prozent Umsatzsteuer, wir sind aber von der Steuer befreit.",
                    "Umsatzsteuer falsch berechnet",
                    "Unsere Rechnungen weisen Steuer aus, obwohl wir als Verein befreit sind."),
            new Pair(
                    "Drucker im Flur druckt gestreift",
                    "Alle Ausdrucke vom Drucker im Flur haben dunkle Streifen am Rand.",
                    "Streifen auf Papier",
                    "Seit heute sind auf jedem Ausdruck dunkle Streifen zu sehen, der Drucker steht im Flur."),
            new Pair(
                    "La factura no llega por correo",
                    "Desde enero no recibo la factura mensual en mi correo electrónico.",
                    "Facturas que no recibo",
                    "Este año no me ha llegado ninguna factura al correo."),
            new Pair(
                    "Impossible de télécharger le contrat",
                    "Le bouton pour télécharger mon contrat d'assurance ne fait rien.",
                    "Téléchargement du contrat",
                    "Je clique pour télécharger le contrat et il ne se passe rien."),
            new Pair(
                    "Webhook signature check fails",
                    "Our endpoint rejects your webhooks because the HMAC signature does not match the payload.",
                    "Signature of webhooks invalid",
                    "The signature header of the webhook never matches what we compute over the body."),
            new Pair(
                    "Fingerprint login broken after phone update",
                    "Since the update of my phone the app no longer offers fingerprint login.",
                    "Biometric login gone",
                    "The app asks for my pin every time instead of the fingerprint since I updated the phone."),
            new Pair(
                    "Two accounts for the same person",
                    "I have two accounts, one with my maiden name, please join them.",
                    "Merge my accounts",
                    "After my wedding I got a second account under the new name, can both accounts be joined?"),
            new Pair(
                    "Map tiles stay grey",
                    "The map in the fleet dashboard shows only grey tiles in Firefox.",
                    "Map does not load",
                    "In Firefox the dashboard's map remains grey, in Chrome it is fine."));

    @Test
    void theSameMatterInOtherWordsIsAmongTheFirstThree() {
        InMemoryTicketStorage storage = new InMemoryTicketStorage();
        Clock clock = Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneOffset.UTC);
        new SampleTickets(storage, Taxonomy.support(), clock, 7, 0.7).seed(2_000, done -> {});
        List<String> missed = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        try (TicketKit kit = TicketKit.builder().storage(storage).clock(clock).build()) {
            TicketService staff = kit.as(Actor.staff("agent"));
            for (Pair pair : PAIRS) {
                Ticket first = staff.submit(TicketDraft.of(pair.title(), pair.description()));
                List<SimilarTicket> found = staff.assistant()
                        .similar(
                                pair.againTitle(),
                                pair.again(),
                                SimilarQuery.builder().limit(3).build());
                scores.add(found.stream()
                        .map(one -> (one.id().equals(first.id()) ? "*" : "") + one.score())
                        .toList()
                        .toString());
                if (found.stream().noneMatch(one -> one.id().equals(first.id()))) {
                    missed.add(pair.title());
                }
            }
        }
        assertThat(missed).as(scores.toString()).isEmpty();
    }
}
