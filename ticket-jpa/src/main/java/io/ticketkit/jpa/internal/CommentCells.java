package io.ticketkit.jpa.internal;

import io.ticketkit.AiMark;
import io.ticketkit.Comment;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.RunId;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a comment's row holds, column by column. */
final class CommentCells {
    private static final List<String> FIXED =
            List.of("id", "tenant", "ticket_id", "kind", "author", "internal", "created_at");
    private static final List<String> CHANGING = List.of(
            "content",
            "ai_generated",
            "ai_model",
            "ai_confidence",
            "ai_run_id",
            "edit_count",
            "edited_at",
            "deleted_at");

    /** Of comments {@code c}, as {@link #read} takes them. */
    static final String COLUMNS = Arrays.asList(FIXED, CHANGING).stream()
            .flatMap(List::stream)
            .map(column -> "c." + column)
            .collect(Collectors.joining(", "));

    private CommentCells() {}

    static Sql insertInto(String table, Comment comment) {
        return Sql.of(insertInto(table), values(comment));
    }

    static String insertInto(String table) {
        String marks = String.join(", ", Collections.nCopies(FIXED.size() + CHANGING.size(), "?"));
        return "insert into " + table + " (" + String.join(", ", FIXED) + ", " + String.join(", ", CHANGING)
                + ") values (" + marks + ")";
    }

    static List<Sql.Value> values(Comment comment) {
        List<Sql.Value> values = new ArrayList<>(List.of(
                Sql.Value.number(comment.id().value()),
                Sql.Value.text(comment.tenant()),
                Sql.Value.number(comment.ticket().value()),
                Sql.Value.text(comment.kind().wireName()),
                Sql.Value.text(comment.author()),
                Sql.Value.flag(comment.isInternal()),
                Sql.Value.number(EpochMicros.of(comment.createdAt()))));
        values.addAll(changing(comment));
        return values;
    }

    static Sql update(String table, Comment comment) {
        return Sql.of("update " + table + " set " + String.join(" = ?, ", CHANGING) + " = ?", changing(comment))
                .plus(Sql.of(
                        " where tenant = ? and id = ?",
                        Sql.Value.text(comment.tenant()),
                        Sql.Value.number(comment.id().value())));
    }

    private static List<Sql.Value> changing(Comment comment) {
        Optional<AiMark> ai = comment.ai();
        OptionalDouble confidence = ai.map(AiMark::confidence).orElse(OptionalDouble.empty());
        return List.of(
                Sql.Value.text(comment.content()),
                Sql.Value.flag(ai.isPresent()),
                Sql.Value.text(ai.flatMap(AiMark::model).orElse(null)),
                Sql.Value.decimal(confidence.isPresent() ? confidence.getAsDouble() : null),
                Sql.Value.number(ai.flatMap(AiMark::run).map(RunId::value).orElse(null)),
                Sql.Value.number((long) comment.edits()),
                time(comment.editedAt()),
                time(comment.deletedAt()));
    }

    private static Sql.Value time(Optional<Instant> time) {
        return Sql.Value.number(time.map(EpochMicros::of).orElse(null));
    }

    static Comment read(Row row) throws SQLException {
        // in the order of the columns
        return Comment.builder()
                .id(new CommentId(row.number()))
                .tenant(row.text())
                .ticket(new TicketId(row.number()))
                .author(row.code(CommentKind::parse), row.text())
                .internal(row.flag())
                .createdAt(row.time())
                .content(row.text())
                .ai(mark(row.flag(), row.textOrNull(), row.decimalOrNull(), row.numberOrNull()))
                .edits(row.integer())
                .editedAt(row.timeOrNull())
                .deletedAt(row.timeOrNull())
                .build();
    }

    private static @Nullable AiMark mark(
            boolean generated, @Nullable String model, @Nullable Double confidence, @Nullable Long run) {
        if (!generated) {
            return null;
        }
        AiMark mark = AiMark.generated().model(model).run(run == null ? null : new RunId(run));
        return confidence == null ? mark : mark.confidence(confidence);
    }
}
