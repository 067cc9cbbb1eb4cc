package io.ticketkit.demo.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which columns hold the text and the label: those named, else those with a usual name. */
record Columns(List<String> text, String label) {
    private static final String TITLE = "title";
    private static final String TEXT_OPTION = "--text";
    private static final String LABEL_OPTION = "--label";

    static Columns of(Optional<String> text, Optional<String> label, CsvTable table) {
        return new Columns(
                text.map(Columns::split).orElseGet(() -> usualText(table)),
                label.orElseGet(() -> usual(LABEL_OPTION, table, "category", "label", "priority", "sentiment")));
    }

    private static List<String> split(String names) {
        return Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    }

    private static List<String> usualText(CsvTable table) {
        String found = usual(TEXT_OPTION, table, "text", "description");
        return found.equals("description") && table.has(TITLE) ? List.of(TITLE, found) : List.of(found);
    }

    private static String usual(String option, CsvTable table, String... names) {
        return Arrays.stream(names)
                .filter(table::has)
                .findFirst()
                .orElseThrow(() -> new CannotEvaluateException("%s %s has no column %s: name one with %s, it has %s."
                        .formatted(
                                table.option(),
                                table.file(),
                                String.join(", ", names),
                                option,
                                String.join(", ", table.columns()))));
    }

    List<Sample> samples(CsvTable table) {
        List<Integer> texts = new ArrayList<>();
        text.forEach(name -> texts.add(table.index(TEXT_OPTION, name)));
        int labels = table.index(LABEL_OPTION, label);
        boolean titled = text.size() > 1 && text.get(0).equalsIgnoreCase(TITLE);
        return table.rows().stream()
                .map(row -> {
                    String found = Sample.clean(table.field(row, labels));
                    if (found.isEmpty()) {
                        throw new CannotEvaluateException("%s %s, line %d has no %s: fill it in, or take the row out."
                                .formatted(table.option(), table.file(), row.line(), label));
                    }
                    List<String> parts = texts.stream()
                            .map(column -> Sample.clean(table.field(row, column)))
                            .toList();
                    String title = titled && !parts.get(0).isEmpty() ? parts.get(0) : null;
                    String description = parts.stream()
                            .skip(titled ? 1 : 0)
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(" "));
                    return new Sample(title, description, found);
                })
                .toList();
    }
}
