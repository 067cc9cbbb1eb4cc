package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketStats;
import io.ticketkit.jpa.examples.Quickstart;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program is this very source, and it works. */
class QuickstartTest {
    @Test
    void theReadmeShowsTheProgramThatIsTested() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/ticketkit/jpa/examples/Quickstart.java"));
        String shown = source.substring(source.indexOf("import "));

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "```\n");
    }

    @Test
    void itRunsOnAFileAndTheTicketsStay(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("tickets");
        Quickstart.main(new String[] {url});
        Quickstart.main(new String[] {url});

        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        assertTwoRefunds(database);
    }

    @Test
    void itRunsOnPostgresql() {
        try (TestDatabase database = TestDatabase.postgresql()) {
            Quickstart.main(new String[] {database.url()});
            Quickstart.main(new String[] {database.url()});

            assertTwoRefunds(database.dataSource());
        }
    }

    private static void assertTwoRefunds(DataSource database) {
        try (TicketKit kit = TicketKit.builder()
                .storage(JpaTicketStorage.managed(database).build())
                .build()) {
            TicketStats stats = kit.as(Actor.staff("a"))
                    .stats(TicketQuery.builder().text("refund").build());
            assertThat(stats.total()).isEqualTo(2);
            assertThat(stats.byCategory()).containsEntry(new Category("billing"), 2L);
        }
    }
}
