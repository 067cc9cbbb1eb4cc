package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides to classification and assistance show in Java stands, line by line, in the examples, which are compiled and run. */
class ClassificationGuideTest {
    private static final List<String> EXAMPLES =
            List.of("src/test/java/io/ticketkit/llm/examples", "../ticket-core/src/test/java/io/ticketkit/examples");

    @ParameterizedTest
    @ValueSource(strings = {"classification", "assistance"})
    void everySnippetIsPartOfAnExample(String guide) throws IOException {
        String examples =
                EXAMPLES.stream().map(ClassificationGuideTest::sources).collect(Collectors.joining());
        List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/" + guide + ".md")))
                .results()
                .map(found -> unindented(found.group(1)))
                .toList();

        assertThat(snippets)
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(examples).contains(snippet))
                .allSatisfy(snippet -> assertThat(snippet.lines()).hasSizeLessThan(30));
    }

    private static String sources(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(ClassificationGuideTest::read)
                    .map(ClassificationGuideTest::unindented)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
    }
}
