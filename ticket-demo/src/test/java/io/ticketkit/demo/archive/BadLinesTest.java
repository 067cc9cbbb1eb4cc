package io.ticketkit.demo.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with a line, wherever it is: it is named, set aside as it is, and the rest is done. */
class BadLinesTest {
    /** How a line is spoiled. */
    enum Harm {
        CUT_OFF(line -> Arrays.copyOf(line, line.length / 2)),
        NO_UTF8(line -> with(line, line.length / 2, (byte) 0xC3, (byte) 0x28)),
        ONE_QUOTE_MORE(line -> with(line, line.length / 2, (byte) '"')),
        NUL(line -> with(line, line.length / 2, (byte) 0)),
        GARBAGE(line -> "}{,\"nonsense".getBytes(UTF_8)),
        TOO_LONG(line -> with(line, line.length - 1, new byte[Shelf.LONGEST]));

        @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
        private final UnaryOperator<byte[]> change;

        Harm(UnaryOperator<byte[]> change) {
            this.change = change;
        }

        private static byte[] with(byte[] line, int at, byte... more) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(line, 0, at);
            out.writeBytes(more);
            out.write(line, at, line.length - at);
            return out.toByteArray();
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(Arrays.copyOfRange(file, from, i));
                from = i + 1;
            }
        }
        return lines;
    }

    private static byte[] file(List<byte[]> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        lines.forEach(line -> {
            out.writeBytes(line);
            out.write('\n');
        });
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void inEveryPositionOfJsonLines(Harm harm) throws IOException {
        spoilEach(Format.JSONL, harm, 0);
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void inEveryPositionOfCsv(Harm harm) throws IOException {
        spoilEach(Format.CSV, harm, 1);
    }

    private void spoilEach(Format format, Harm harm, int first) throws IOException {
        Shelf from = Shelf.filled(folder);
        List<byte[]> good = lines(from.exported(format));
        for (int i = first; i < good.size(); i++) {
            Shelf to = new Shelf(folder);
            List<byte[]> bad = new ArrayList<>(good);
            bad.set(i, harm.change.apply(good.get(i)));

            Importer.Result result = to.read(file(bad), format);

            String what = harm + " in line " + (i + 1) + ": " + to.problems;
            assertThat(result.refused()).as(what).isBetween(1L, 2L);
            assertThat(result.made()).as(what).isBetween(2L, 3L);
            assertThat(to.problems).as(what).anyMatch(startingWith("line " + (i + 1) + ":"));
            assertThat(result.rejects()).isEqualTo(to.rejects());
            List<byte[]> aside = lines(Files.readAllBytes(to.rejects()));
            assertThat(aside.size()).as(what).isEqualTo(result.lines() + first);
            byte[] spoiled = bad.get(i);
            assertThat(aside).as(what).anyMatch(line -> Arrays.equals(line, spoiled));
            mend(aside, spoiled, good.get(i));
            Files.delete(to.rejects());
            Importer.Result mended = to.read(file(aside), format);
            assertThat(mended.refused()).as(what + to.problems).isZero();
            assertThat(to.told()).as(what).isEqualTo(from.told());
        }
    }

    private static Predicate<String> startingWith(String text) {
        return problem -> problem.startsWith(text);
    }

    private static void mend(List<byte[]> lines, byte[] bad, byte[] good) {
        lines.replaceAll(line -> Arrays.equals(line, bad) ? good : line);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aFileThatIsCutOffAnywhereGivesWhatIsWholeAndTheRestLater(Format format) throws IOException {
        Shelf from = Shelf.filled(folder);
        byte[] all = from.exported(format);
        int header = format == Format.CSV ? lines(all).get(0).length + 1 : 0;
        for (int end = header; end < all.length; end += 97) {
            Shelf to = new Shelf(folder);

            Importer.Result result = to.read(Arrays.copyOf(all, end), format);

            assertThat(result.refused()).as("cut at " + end + to.problems).isLessThanOrEqualTo(1);
            assertThat(from.told()).containsAll(withoutLinks(to.told()));
            Files.deleteIfExists(to.rejects());
            assertThat(to.read(all, format).refused()).isZero();
            assertThat(to.told()).as("cut at " + end).isEqualTo(from.told());
        }
    }

    /** Links are made once both are here. */
    private static List<String> withoutLinks(List<String> told) {
        return told.stream()
                .filter(text -> !text.contains("LINKED") && !text.contains("MERGED") && !text.contains("ABSORBED"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"category\":\"billing\"|\"category\":\"sales\"|category: \"sales\" is not a valid choice. Choose one of:",
                "\"priority\":\"critical\"|\"priority\":\"huge\"|priority: This is not a valid choice.",
                "\"title\":\"=Rich, changed\"|\"title\":\"\\u0000\"|title: Null characters are not allowed.",
                "\"title\":\"=Rich, changed\"|\"title\":\"\\ud800\"|title: Lone surrogates",
                "\"title\":\"=Rich, changed\"|\"titel\":\"x\"|title: This field is required.",
                "\"urgency_score\":|\"urgency\":1,\"urgency_score\":|urgency: There is no such field here. Remove it",
                "\"author\":\"agent-1\"|\"author\":7|comments[1].author: This is no text.",
                "\"event\":3|\"event\":2|history[2].event: Lines are ordered",
                "\"score\":4|\"score\":6|rating.score: Ensure this value is between 1 and 5.",
                "\"resolved_at\":\"2026|\"resolved_at\":\"yesterday 2026|resolved_at: This is no time. Write it like",
            })
    void theFieldIsNamedWithARemedy(String text, String wrong, String problem) throws IOException {
        Shelf from = Shelf.filled(folder);
        String file = new String(from.exported(Format.JSONL), UTF_8);
        Shelf to = new Shelf(folder);

        Importer.Result result = to.read(
                file.replaceFirst(quoted(text), wrong.replace("\\", "\\\\")).getBytes(UTF_8), Format.JSONL);

        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.made()).isEqualTo(3);
        assertThat(to.problems).anyMatch(startingWith("line 1: " + problem));
    }

    private static String quoted(String text) {
        return Pattern.quote(text);
    }

    @Test
    void aDryRunStoresAndSetsAsideNothing() throws IOException {
        Shelf from = Shelf.filled(folder);
        String file = new String(from.exported(Format.JSONL), UTF_8).replaceFirst("billing", "sales");
        Shelf to = new Shelf(folder);

        Importer.Result result = to.importer(true, Shelf.LONGEST)
                .run(new ByteArrayInputStream(file.getBytes(UTF_8)), Format.JSONL, to.rejects());

        assertThat(result.made()).isEqualTo(3);
        assertThat(result.refused()).isEqualTo(1);
        assertThat(to.told()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
