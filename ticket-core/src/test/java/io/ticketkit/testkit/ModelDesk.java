package io.ticketkit.testkit;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Ticket;
import io.ticketkit.spi.ModelReader;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A desk, and the models of a storage as an engine uses them: each call in a transaction of its own. */
record ModelDesk(StorageHarness harness, Desk desk) {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

    ModelDesk(StorageHarness harness) {
        this(harness, new Desk(harness));
    }

    /** Another tenant. */
    ModelDesk other() {
        return new ModelDesk(harness);
    }

    String tenant() {
        return desk.tenant();
    }

    <T> T read(int node, Function<ModelReader, T> work) {
        return harness.asHost(() -> harness.node(node).<T>read(reader -> work.apply(reader.models())));
    }

    <T> T write(int node, Function<ModelWriter, T> work) {
        return harness.asHost(() -> harness.node(node).<T>write(writer -> work.apply(writer.models())));
    }

    StoredModel model(long version, String content) {
        return model(version, content.getBytes(StandardCharsets.UTF_8));
    }

    StoredModel model(long version, byte[] content) {
        return StoredModel.of(tenant(), ClassifiedField.CATEGORY, version, NOW.plusSeconds(version), content);
    }

    static ModelReader.Version version(StoredModel model) {
        return new ModelReader.Version(model.tenant(), model.field(), model.version(), model.checksum());
    }

    boolean replace(StoredModel model) {
        return write(0, models -> models.replace(model));
    }

    void drop(ClassifiedField field) {
        write(0, models -> {
            models.drop(tenant(), field);
            return true;
        });
    }

    Optional<StoredModel> find(ClassifiedField field) {
        return read(1, models -> models.find(tenant(), field));
    }

    List<ModelReader.Version> versions(List<String> tenants) {
        return read(1, models -> models.versions(tenants));
    }

    /** The category's model, as another node reads it; or "none". */
    String content() {
        return find(ClassifiedField.CATEGORY)
                .map(model -> new String(model.content(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    String fingerprint() {
        return read(1, models -> models.fingerprint(tenant()));
    }

    /** A ticket whose category a person chose. */
    Ticket label(String title) {
        return desk.submit(Fixtures.draft(title).category("billing").build());
    }

    /** What other tests left to be looked after is not due any more. */
    void clear() {
        while (!clearSome()) {
            // more of them
        }
    }

    private boolean clearSome() {
        return write(0, models -> {
            List<ModelWriter.Round> rounds = models.claim(FUTURE, FUTURE.plusSeconds(1), 100);
            rounds.forEach(round -> models.finish(round.tenant(), round.seen(), NEVER));
            return rounds.isEmpty();
        });
    }

    List<ModelWriter.Round> claim(int node, Instant now, int limit) {
        return write(node, models -> models.claim(now, now.plusSeconds(60), limit));
    }

    void finish(@Nullable String seen, Instant due) {
        write(1, models -> {
            models.finish(tenant(), seen, due);
            return true;
        });
    }
}
