package io.ticketkit.demo.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands where in a ticket: it is stored, or set aside with a reason, and the next one is looked at. */
class WildValuesTest {
    private static final List<String> WILD = List.of(
            "null",
            "true",
            "-1",
            "1e999999999",
            "9".repeat(500),
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"+999999999-12-31T23:59:59.999999999-18:00\"",
            "[null]",
            "{}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void inEveryPlace() throws IOException {
        // with all that a ticket may have
        String first = new String(Shelf.filled(folder).exported(Format.JSONL), UTF_8).split("\n", 2)[0];
        JsonNode tree = JsonLines.MAPPER.readTree(first);
        List<String> all = new ArrayList<>();
        spoil(tree, tree, all);
        Shelf to = new Shelf(folder);

        Importer.Result result = to.read(String.join("\n", all).getBytes(UTF_8), Format.JSONL);

        assertThat(result.made() + result.present() + result.refused()).isEqualTo(all.size());
        assertThat(result.refused()).isGreaterThan(all.size() / 2);
        assertThat(to.problems).noneMatch(problem -> problem.contains("The database"));
    }

    private static void spoil(JsonNode node, JsonNode root, List<String> all) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode good = object.get(name);
                object.put(name, "WILD");
                add(root, all);
                object.set(name, good);
                spoil(good, root, all);
            }
        } else if (node instanceof ArrayNode array) {
            // the first ones are as any other
            for (int i = 0; i < Math.min(array.size(), 2); i++) {
                JsonNode good = array.get(i);
                array.set(i, "WILD");
                add(root, all);
                array.set(i, good);
                spoil(good, root, all);
            }
        }
    }

    private static void add(JsonNode root, List<String> all) {
        String line = root.toString();
        for (String wild : WILD) {
            // each is a ticket of its own
            String origin = "\"origin\":\"" + all.size() + "\"";
            all.add(line.replaceFirst("\"origin\":\"\\d[^\"]*\"", origin).replace("\"WILD\"", wild));
        }
    }
}
