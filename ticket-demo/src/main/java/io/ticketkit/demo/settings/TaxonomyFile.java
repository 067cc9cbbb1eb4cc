package io.ticketkit.demo.settings;

import com.fasterxml.jackson.annotation.Nulls;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.Taxonomy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A taxonomy of the user's own, as JSON: {@code {"fallback": "other", "categories": [{"code": "…", "label": "…"}]}}. */
record TaxonomyFile(@Nullable String fallback, @Nullable List<Entry> categories) {
    private static final String FORM = "{\"fallback\": text, \"categories\": [{\"code\": text, \"label\": text,"
            + " \"description\": text, \"keywords\": [text], \"aliases\": [text], \"retired\": true or false}]}";

    record Entry(
            @Nullable String code,
            @Nullable String label,
            @Nullable String description,
            @Nullable List<String> keywords,
            @Nullable List<String> aliases,
            boolean retired) {}

    static Taxonomy read(Path path) {
        return taxonomy(path + ": ", mapper -> mapper.readValue(path.toFile(), TaxonomyFile.class));
    }

    /** The same, where there is no file: the text itself. */
    static Taxonomy parse(String text) {
        return taxonomy("", mapper -> mapper.readValue(text, TaxonomyFile.class));
    }

    private static Taxonomy taxonomy(String where, Function<JsonMapper, @Nullable TaxonomyFile> read) {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .build();
        try {
            return Optional.ofNullable(read.apply(mapper))
                    .orElseThrow(() -> new IllegalArgumentException("give a JSON object"))
                    .taxonomy();
        } catch (JacksonException | IllegalArgumentException | IllegalStateException e) {
            String reason = e instanceof JacksonException json ? reason(json) : String.valueOf(e.getMessage());
            throw new SettingsException("TICKET_TAXONOMY", where + reason);
        }
    }

    /** Where in it, and what; without names of classes. */
    private static String reason(JacksonException e) {
        StringBuilder place = new StringBuilder();
        for (JacksonException.Reference part : e.getPath()) {
            String name = part.getPropertyName();
            place.append(name == null ? "[" + part.getIndex() + "]" : (place.isEmpty() ? "" : ".") + name);
        }
        String what = e.getOriginalMessage().replaceFirst("( of type `| \\(class ).*", "");
        boolean form = what.startsWith("Cannot ") || what.startsWith("Invalid `null`");
        return (place.isEmpty() ? "" : place + ": ") + (form ? "this is not of the form " + FORM : what);
    }

    private Taxonomy taxonomy() {
        if (categories == null || categories.isEmpty()) {
            throw new IllegalArgumentException("give at least one entry in \"categories\"");
        }
        Taxonomy.Builder taxonomy = Taxonomy.builder();
        categories.forEach(entry -> taxonomy.add(definition(entry)));
        Optional.ofNullable(fallback).ifPresent(taxonomy::fallback);
        return taxonomy.build();
    }

    private static CategoryDefinition definition(Entry entry) {
        if (entry.code() == null) {
            throw new IllegalArgumentException("every category needs a \"code\"");
        }
        CategoryDefinition.Builder definition = CategoryDefinition.builder(entry.code())
                .keywords(Optional.ofNullable(entry.keywords()).orElse(List.of()))
                .aliases(Optional.ofNullable(entry.aliases()).orElse(List.of()).toArray(String[]::new));
        Optional.ofNullable(entry.label()).ifPresent(definition::label);
        Optional.ofNullable(entry.description()).ifPresent(definition::description);
        return (entry.retired() ? definition.retired() : definition).build();
    }
}
