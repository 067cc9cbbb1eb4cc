package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.Expected;
import io.ticketkit.HostReference;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.ValidationException;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters, search and statistics. */
interface QueryContract extends StorageContract {
    @Test
    default void whatMayLagGivesWhatItsWorkGivesOrThrows() {
        Desk desk = desk();
        long found = desk.asHost(() -> desk.storage(0)
                .<Long>readLagging(
                        reader -> reader.count(new TicketSelection(desk.tenant(), Scope.all(), TicketQuery.all()))));
        assertThat(found).isZero();

        IllegalStateException ofTheCaller = new IllegalStateException("of the caller");
        assertThatThrownBy(() -> desk.asHost(() -> desk.storage(0).readLagging(reader -> {
                    throw ofTheCaller;
                })))
                .isSameAs(ofTheCaller);
    }

    @Test
    default void filtersFindExactlyWhatTheyName() {
        Desk desk = desk();
        Ticket a = desk.submit(Fixtures.draft("A")
                .category("billing")
                .priority(Priority.HIGH)
                .requester("ada")
                .tags("x", "y")
                .attribute("k", "1")
                .attribute("l", "2")
                .hostReference(new HostReference("order", "1"))
                .build());
        desk.clock().advance(Duration.ofSeconds(1));
        Ticket b = desk.submit(Fixtures.draft("B angry")
                .category("account")
                .priority(Priority.LOW)
                .assignee("agent-2")
                .team("blue")
                .status(Status.RESOLVED)
                .tags("y")
                .attribute("k", "1")
                .build());
        desk.clock().advance(Duration.ofSeconds(1));
        Ticket c =
                desk.submit(Fixtures.draft("C").assignee("agent-3").team("red").build());

        find(desk, TicketQuery.builder(), c, b, a);
        find(desk, TicketQuery.builder().categories("billing", "account"), b, a);
        find(desk, TicketQuery.builder().categories("nothing"));
        find(desk, TicketQuery.builder().priorities(Priority.HIGH, Priority.MEDIUM), c, a);
        find(desk, TicketQuery.builder().statuses(Status.RESOLVED), b);
        find(desk, TicketQuery.builder().statuses(Status.OPEN).priorities(Priority.HIGH), a);
        find(desk, TicketQuery.builder().sentiments(Sentiment.ANGRY), b);
        find(desk, TicketQuery.builder().assignees("agent-2", "agent-3"), c, b);
        find(desk, TicketQuery.builder().unassigned(), a);
        find(desk, TicketQuery.builder().unassigned().assignees("agent-3"), c, a);
        find(desk, TicketQuery.builder().requesters("ada"), a);
        find(desk, TicketQuery.builder().teams("blue", "red"), c, b);
        find(desk, TicketQuery.builder().tags("x"), a);
        find(desk, TicketQuery.builder().tags("x", "y"), b, a);
        find(desk, TicketQuery.builder().attribute("k", "1"), b, a);
        find(desk, TicketQuery.builder().attribute("k", "1").attribute("l", "2"), a);
        find(desk, TicketQuery.builder().attribute("k", "2"));
        find(desk, TicketQuery.builder().hostReference(new HostReference("order", "1")), a);
        find(desk, TicketQuery.builder().createdAfter(b.createdAt()), c, b);
        find(desk, TicketQuery.builder().createdBefore(b.createdAt()), a);
        find(desk, TicketQuery.builder().createdAfter(a.createdAt().plusNanos(1)), c, b);
        find(
                desk,
                TicketQuery.builder().createdAfter(java.time.Instant.MIN).createdBefore(java.time.Instant.MAX),
                c,
                b,
                a);
        find(desk, TicketQuery.builder().text("angry").categories("account"), b);
        find(desk, TicketQuery.builder().text("  "), c, b, a);
    }

    private static void find(Desk desk, TicketQuery.Builder query, Ticket... expected) {
        TicketService service = desk.on(1, Actor.staff("agent-1"));
        assertThat(service.search(query.build()).items()).containsExactly(expected);
        assertThat(service.count(query.build())).isEqualTo(expected.length);
        assertThat(service.stats(query.build()).total()).isEqualTo(expected.length);
        assertThat(service.trend(query.build(), Desk.today()).get(0).created()).isEqualTo(expected.length);
    }

    @Test
    default void needsReviewIsAFilter() {
        Desk desk = desk();
        Ticket sure = desk.submit("Sure").get(0);
        TicketKit strict = desk.kit(0, builder -> builder.reviewThreshold(1));
        Ticket unsure = desk.service(strict, Actor.staff("a"))
                .submit(Fixtures.draft("Unsure").build());

        find(desk, TicketQuery.builder().needsReview(true), unsure);
        find(desk, TicketQuery.builder().needsReview(false), sure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Rechnung über Gebühren    | gebuhr       | true
                    Rechnung ueber Gebuehren  | gebühr       | false
                    Cafe crème                | CAFÉ         | true
                    STRASSE                   | straße       | true
                    Straße                    | STRASSE      | true
                    charged twice             | twi char     | true
                    charged twice             | wice         | false
                    charged twice             | charged once | false
                    100% of_it                | 100%         | true
                    100 of it                 | 1%0          | false
                    abc                       | a_c          | false
                    abc                       | a%           | true
                    well-known e-mail         | mail         | true
                    user@example.org          | example      | true
                    item 4711-A               | 4711 a       | true
                    file.tar.gz               | tar.gz       | true
                    3.14                      | 14           | true
                    1e5 2024-01-02            | 1e5          | true
                    -5 degrees                | 5            | true
                    東京の請求書                 | 請求          | true
                    東京の請求書                 | 求            | true
                    東京の請求書                 | 大阪          | false
                    サーバーerror500            | error500     | true
                    時々error                  | error        | true
                    ログインエラー404が          | 404          | true
                    결제 오류                   | 오류          | true
                    ｆｕｌｌｗｉｄｔｈ               | fullwidth    | true
                    ﬁle                       | file         | true
                    Ελλάδας                   | ΕΛΛΑΔΑΣ      | true
                    привет мир                | МИР          | true
                    שלום עולם                 | עולם         | true
                    naïve                     | naive        | true
                    the and or not            | the not      | true
                    a & b ! x                 | ???          | false
                    plain                     | ' & !        | false
                    it's here                 | it's         | true
                    back\\slash                | slash        | true
                    😀 smile                   | 😀            | false
                    """)
    default void everyWordBeginsAWord(String title, String query, boolean found) {
        Desk desk = desk();
        desk.submit(TicketDraft.of(title, "zz"));

        assertThat(desk.staff().count(TicketQuery.builder().text(query).build()))
                .isEqualTo(found ? 1 : 0);
    }

    @Test
    default void searchReachesTheEndOfTheLongestText() {
        Desk desk = desk();
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 2_000)
                .forEach(number -> text.append("word").append(number).append(' '));
        Ticket ticket = desk.submit(TicketDraft.of("Long", text + "needle"));
        Ticket oneWord = desk.submit(TicketDraft.of("Long", "w".repeat(20_000)));

        find(desk, TicketQuery.builder().text("needle long"), ticket);
        find(desk, TicketQuery.builder().text("w".repeat(500)), oneWord);
    }

    @Test
    default void searchFollowsAChangeOfTheText() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        Ticket changed = desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        io.ticketkit.TicketChange.builder().title("Scanner").build());

        find(desk, TicketQuery.builder().text("scan"), changed);
        find(desk, TicketQuery.builder().text("print"));
    }

    @Test
    default void statisticsCountEverythingThereIs() {
        Desk desk = desk();
        desk.submit(TicketDraft.builder()
                .title("A")
                .description("angry")
                .category("billing")
                .priority(Priority.HIGH)
                .build());
        desk.clock().advance(Duration.ofHours(13)); // 23:00 of the same UTC day
        desk.submit(TicketDraft.builder()
                .title("B")
                .description("b")
                .status(Status.CLOSED)
                .build());
        desk.clock().advance(Duration.ofHours(2)); // the next UTC day
        desk.submit(TicketDraft.builder().title("C").description("c").build());
        desk.clock().advance(Duration.ofDays(7));
        desk.submit(TicketDraft.builder().title("D").description("d").build());

        TicketStats stats = desk.staff().stats(TicketQuery.all());

        assertThat(stats.total()).isEqualTo(4);
        assertThat(stats.open()).isEqualTo(3);
        assertThat(stats.averagePerDay()).isEqualTo(4 / 3.0, within(1e-12));
        assertThat(stats.averageUrgency()).isEqualTo((7 + 3 + 3 + 3) / 4.0, within(1e-12));
        assertThat(stats.byStatus())
                .isEqualTo(Map.of(Status.OPEN, 3L, Status.IN_PROGRESS, 0L, Status.RESOLVED, 0L, Status.CLOSED, 1L));
        assertThat(stats.byPriority())
                .isEqualTo(Map.of(Priority.LOW, 0L, Priority.MEDIUM, 3L, Priority.HIGH, 1L, Priority.CRITICAL, 0L));
        assertThat(stats.byCategory()).isEqualTo(categories(0, 1, 3, 0));
        assertThat(stats.bySentiment())
                .isEqualTo(Map.of(
                        Sentiment.CALM, 0L, Sentiment.NEUTRAL, 3L, Sentiment.FRUSTRATED, 0L, Sentiment.ANGRY, 1L));
        TicketStats none =
                desk.staff().stats(TicketQuery.builder().text("nothing").build());
        assertThat(none.total()).isZero();
        assertThat(none.averagePerDay()).isZero();
        assertThat(none.averageUrgency()).isZero();
        assertThat(none.byCategory()).isEqualTo(categories(0, 0, 0, 0));
    }

    private static Map<Category, Long> categories(long account, long billing, long general, long technical) {
        return Map.of(
                new Category("account"), account,
                new Category("billing"), billing,
                new Category("general"), general,
                new Category("technical"), technical);
    }

    @Test
    default void aBadQueryNamesItsField() {
        TicketService staff = desk().staff();
        TicketQuery bad = TicketQuery.builder()
                .text("x".repeat(501))
                .assignees("a\0b")
                .order(TicketOrder.OLDEST)
                .build();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> staff.search(bad),
                () -> staff.count(bad),
                () -> staff.stats(bad),
                () -> staff.trend(bad, Desk.today()))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            e -> assertThat(e.violations())
                                    .extracting(io.ticketkit.Violation::field)
                                    .containsExactly("assignee", "search"));
        }
    }
}
