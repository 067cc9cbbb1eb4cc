package io.ticketkit.demo.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Taxonomy;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the CSV files of others: none is lost, whatever stands in their cells. */
class CsvRowsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Importer.Result read(Shelf shelf, String file) throws IOException {
        return shelf.read(file.getBytes(UTF_8), Format.CSV);
    }

    private static Iterable<String> titles(Shelf shelf) {
        TicketQuery all = TicketQuery.builder().order(TicketOrder.OLDEST).build();
        return shelf.tickets().search(all).items().stream()
                .map(ticket -> ticket.title())
                .toList();
    }

    @Test
    void aQuoteWithinACellIsACharacter() throws IOException {
        Shelf shelf = new Shelf(folder);

        Importer.Result result = read(
                shelf,
                "title,description\n5\" pipe,It leaks\nMail,None\nA \"bad\" day,x\n6\" pipe,\"Say \"\"ah\"\"\nnow\"\n");

        assertThat(shelf.problems).isEmpty();
        assertThat(result.made()).isEqualTo(4);
        assertThat(titles(shelf)).containsExactly("5\" pipe", "Mail", "A \"bad\" day", "6\" pipe");
    }

    @Test
    void aQuoteThatIsNotClosedTakesNoOtherRowAlong() throws IOException {
        Shelf shelf = new Shelf(folder);

        Importer.Result result = read(shelf, "title;description\n\"Pipe;It leaks\nMail;None\nPhone;\"Dead\nsilent\"\n");

        assertThat(shelf.problems).hasSize(1).allMatch(problem -> problem.startsWith("line 2: "));
        assertThat(result.made()).isEqualTo(2);
        assertThat(Files.readString(shelf.rejects())).isEqualTo("title;description\n\"Pipe;It leaks\n");
    }

    @Test
    void aCarriageReturnWithinARowIsTold() throws IOException {
        Shelf shelf = new Shelf(folder);

        Importer.Result result = read(shelf, "title,description\r\nPipe,It leaks\rand leaks\r\nMail,None\r\n");

        assertThat(shelf.problems)
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("line 2: line: There is a carriage"));
        assertThat(result.made()).isEqualTo(1);
        assertThat(Files.readString(shelf.rejects())).isEqualTo("title,description\r\nPipe,It leaks\rand leaks\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title,description\rPipe,It leaks\rMail,None\r", "title,description\rPipe,It leaks"})
    void aFileOfWhichOnlyCarriageReturnsEndTheRowsIsRefused(String file) {
        Shelf shelf = new Shelf(folder);

        assertThatThrownBy(() -> read(shelf, file))
                .isInstanceOf(CannotReadException.class)
                .hasMessageContaining("carriage return");
    }

    @Test
    void forAQuoteThatIsNotClosedNotAllOfTheFileIsInMemory() throws IOException {
        Shelf shelf = new Shelf(folder);
        String file = "title,description\n\"Pipe,It leaks\n" + ("x".repeat(298) + ",\n").repeat(10_000);
        List<Long> read = new ArrayList<>();
        Importer importer = new Importer(
                shelf.tickets(),
                Taxonomy.support(),
                Instant.EPOCH,
                new Importer.Options(true, 32 << 20, problem -> {}, (tickets, bytes) -> read.add(bytes)));

        Importer.Result result = importer.run(new ByteArrayInputStream(file.getBytes(UTF_8)), Format.CSV, folder);

        assertThat(result.refused()).isEqualTo(10_001);
        assertThat(read.get(0)).isBetween(1L << 20, 2L << 20);
    }
}
