package io.ticketkit.demo.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Taxonomy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set aside is not lost, whoever else sets aside. */
class RejectsTest {
    private static final String BAD = "title,description,priority\nMail,None,soon\nPhone,Dead,never\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Importer.Result read(Shelf shelf, Consumer<Problem> problems) throws IOException {
        return new Importer(
                        shelf.tickets(),
                        Taxonomy.support(),
                        Instant.EPOCH,
                        new Importer.Options(false, Shelf.LONGEST, problems, (tickets, bytes) -> {}))
                .run(new ByteArrayInputStream(BAD.getBytes(UTF_8)), Format.CSV, shelf.rejects());
    }

    @Test
    void twoImportsDoNotWriteTheSameFileAtOnce() throws IOException {
        Shelf shelf = new Shelf(folder);
        List<Throwable> other = new ArrayList<>();

        read(shelf, problem -> {
            try {
                read(shelf, ignored -> {});
            } catch (IOException e) {
                other.add(e);
            }
        });

        assertThat(other).hasSize(2).hasOnlyElementsOfType(FileSystemException.class);
        assertThat(shelf.rejects()).hasContent(BAD);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(shelf.rejects());
        }
    }

    @Test
    void whatAnotherImportHasSetAsideMeanwhileStays() throws IOException {
        Shelf shelf = new Shelf(folder);
        Files.writeString(shelf.rejects(), "others");

        assertThatThrownBy(() -> read(shelf, problem -> {})).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(shelf.rejects()).hasContent("others");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(shelf.rejects());
        }
    }

    @Test
    void aDryRunWritesNothingAtAll() throws IOException {
        Shelf shelf = new Shelf(folder);
        String file = "{\"title\":\"" + "x".repeat(Shelf.LONGEST) + "\"}\n";

        Importer.Result result = shelf.importer(true, Shelf.LONGEST)
                .run(new ByteArrayInputStream(file.getBytes(UTF_8)), Format.JSONL, folder.resolve("nowhere/rejects"));

        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.rejects()).isNull();
        assertThat(folder).isEmptyDirectory();
    }
}
