package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.Comment;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.Priority;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.ArchivedStory;
import io.ticketkit.testkit.SettableClock;
import io.ticketkit.testkit.samples.SampleTickets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of an import, again and again: in the end every ticket is there once, as it was. And an import and export
 * of more than fits into memory. More: {@code -Dimport.tickets=100000 -Dimport.kills=10}.
 */
@Tag("long")
class ImportKillTest {
    private static final int TICKETS = Integer.getInteger("import.tickets", 1_000);
    private static final int KILLS = Integer.getInteger("import.kills", 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String h2(String name) {
        return "jdbc:h2:file:" + folder.resolve(name);
    }

    private ArchiveProcess process(String url, String... arguments) throws Exception {
        return ArchiveProcess.start(url, folder.resolve("told"), "-Xmx64m", arguments);
    }

    private void succeed(String url, String... arguments) throws Exception {
        try (ArchiveProcess process = process(url, arguments)) {
            assertThat(process.exitStatus()).as(process.told()).isZero();
        }
    }

    private static void fill(String url, int tickets) {
        TestDatabase database = new TestDatabase("", url);
        try (JpaTicketStorage storage =
                JpaTicketStorage.managed(database.source()).build()) {
            SettableClock clock = new SettableClock(Instant.parse("2026-05-05T12:00:00Z"));
            new SampleTickets(storage, Taxonomy.support(), clock, 11, 0.7).seed(tickets, done -> {});
        }
    }

    private static List<String> told(String url) {
        try (TicketKit kit = kit(url)) {
            List<TicketPast> pasts = ArchivedStory.exported(kit.as(Actor.system("test")));
            return ArchivedStory.told(pasts);
        }
    }

    private static TicketKit kit(String url) {
        TestDatabase database = new TestDatabase("", url);
        return TicketKit.builder()
                .storage(JpaTicketStorage.managed(database.source()).build())
                .build();
    }

    private static long count(String url) {
        try (TicketKit kit = kit(url)) {
            return kit.as(Actor.system("test")).count(TicketQuery.all());
        }
    }

    @Test
    void killedAndBegunAgainItMakesEachTicketOnceOnH2() throws Exception {
        killAndCompare(h2("to"), "csv");
    }

    @Test
    void killedAndBegunAgainItMakesEachTicketOnceOnPostgresql() throws Exception {
        try (TestDatabase database = TestDatabase.postgresql()) {
            killAndCompare(database.url(), "jsonl");
        }
    }

    private void killAndCompare(String to, String format) throws Exception {
        String from = h2("from");
        String file = folder.resolve("tickets." + format).toString();
        fill(from, TICKETS);
        succeed(from, "export", "--format", format, "--out", file);
        List<Long> stored = new ArrayList<>(List.of(0L));
        for (int kill = 0; kill < KILLS; kill++) {
            try (ArchiveProcess process = process(to, "import", "--format", format, "--in", file)) {
                // once it is under way
                String told = "";
                while (process.isAlive() && !told.contains("%")) {
                    Thread.sleep(5);
                    told = process.told();
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(300));
                process.kill();
            }
            stored.add(count(to));
        }

        succeed(to, "import", "--format", format, "--in", file);

        System.out.println("import killed at " + stored + " of " + TICKETS + ", " + format);
        assertThat(stored).isSorted();
        assertThat(stored.get(1)).isPositive();
        assertThat(told(to)).isEqualTo(told(from));
        assertThat(count(to)).isEqualTo(TICKETS);
    }

    /** Some 80 MB of texts. */
    @Test
    void moreThanFitsIntoMemoryGoesThrough() throws Exception {
        String from = h2("large");
        String text = "Ünïcode and more. ".repeat(1_100);
        int tickets = 240;
        try (TicketKit kit = kit(from)) {
            TicketService system = kit.as(Actor.system("test"));
            List<TicketPast> pasts = new ArrayList<>();
            for (int i = 0; i < tickets; i++) {
                pasts.add(large(i, text));
                if (pasts.size() == 20) {
                    system.archive().restore(pasts);
                    pasts.clear();
                }
            }
        }
        for (String format : List.of("jsonl", "csv")) {
            String file = folder.resolve("large." + format).toString();
            succeed(from, "export", "--format", format, "--out", file);
            assertThat(Path.of(file).toFile().length()).isGreaterThan(75L << 20);
            succeed(h2("to-" + format), "import", "--format", format, "--in", file);
            assertThat(count(h2("to-" + format))).isEqualTo(tickets);
        }
    }

    private static TicketPast large(int number, String text) {
        Instant at = Instant.parse("2026-05-05T12:00:00Z").plusSeconds(number);
        TicketId id = new TicketId(1);
        List<Comment> comments = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            comments.add(Comment.builder()
                    .id(new CommentId(i + 1L))
                    .tenant("-")
                    .ticket(id)
                    .author(CommentKind.STAFF, "agent")
                    .content(text.strip())
                    .createdAt(at.plusSeconds(i))
                    .build());
        }
        Ticket ticket = Ticket.builder()
                .id(id)
                .tenant("-")
                .title("Large " + number)
                .description(text.strip())
                .category(new Category("general"))
                .priority(Priority.LOW)
                .createdAt(at)
                .updatedAt(at)
                .build();
        return TicketPast.builder("large-" + number, ticket)
                .comments(comments, List.of())
                .build();
    }
}
