package io.ticketkit.demo.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.StorageException;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that fails is no reason to set tickets aside; a ticket that it refuses is. */
class FailingStorageTest {
    private static final String ROWS = "title,description\nGood,x\nBad,x\nFine,x\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Importer.Result read(Shelf shelf, RuntimeException failure, String file, Format format) throws IOException {
        Importer importer = new Importer(
                service(TicketService.class, shelf.tickets(), title -> {
                    if (title.equals("Bad") || title.equals("Plain")) {
                        throw failure;
                    }
                }),
                Taxonomy.support(),
                Instant.EPOCH,
                new Importer.Options(
                        false, Shelf.LONGEST, problem -> shelf.problems.add(problem.toString()), (done, bytes) -> {}));
        return importer.run(new ByteArrayInputStream(file.getBytes(UTF_8)), format, shelf.rejects());
    }

    /** Looks at the titles of what is to be stored. */
    private static <T> T service(Class<T> type, T target, Consumer<String> look) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object what = arguments == null ? "" : arguments[0];
                    if (what instanceof TicketDraft draft) {
                        look.accept(draft.title());
                    } else if (what instanceof List<?> pasts) {
                        pasts.forEach(
                                past -> look.accept(((TicketPast) past).ticket().title()));
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    Class<?> returned = method.getReturnType();
                    return returned.getSimpleName().equals("TicketArchive")
                            ? service(as(returned), result, look)
                            : result;
                }));
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> as(Class<?> type) {
        return (Class<Object>) type;
    }

    @Test
    void wholeTicketsAreNotSetAsideByAFullDisk() throws IOException {
        Shelf shelf = new Shelf(folder);
        String file = new String(Shelf.filled(folder).exported(Format.JSONL), UTF_8);
        StorageException full = new StorageException("The database reported an error (SQLState 53100).", null);

        assertThatThrownBy(() -> read(shelf, full, file, Format.JSONL)).isSameAs(full);

        assertThat(shelf.told()).hasSize(3);
        assertThat(shelf.problems).containsExactly("line 4: line: The database failed at this ticket.");
        assertThat(folder).isEmptyDirectory();
        assertThat(shelf.read(file.getBytes(UTF_8), Format.JSONL).made()).isEqualTo(1);
    }

    @Test
    void aWholeTicketThatTheDatabaseRefusesIsSetAside() throws IOException {
        Shelf shelf = new Shelf(folder);
        String file = new String(Shelf.filled(folder).exported(Format.JSONL), UTF_8);

        Importer.Result result = read(shelf, new ConstraintViolatedException("a_check", null), file, Format.JSONL);

        assertThat(result.made()).isEqualTo(3);
        assertThat(shelf.problems)
                .containsExactly("line 4: line: The database refuses this ticket (constraint a_check).");
        assertThat(shelf.rejects()).hasContent(file.split("\n", -1)[3]);
    }

    @Test
    void aRowThatTheDatabaseRefusesIsSetAsideToo() throws IOException {
        Shelf shelf = new Shelf(folder);

        Importer.Result result = read(shelf, new ConstraintViolatedException("a_check", null), ROWS, Format.CSV);

        assertThat(result.made()).isEqualTo(2);
        assertThat(shelf.problems)
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("line 3: line: The database refuses"));
        assertThat(shelf.rejects()).hasContent("title,description\nBad,x\n");
    }
}
