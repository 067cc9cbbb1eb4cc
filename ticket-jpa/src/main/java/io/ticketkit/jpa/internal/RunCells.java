package io.ticketkit.jpa.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.RunId;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.RunValue;
import io.ticketkit.Source;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run's row holds, in the order of {@link #COLUMNS}. */
final class RunCells {
    private static final List<ClassifiedField> FIELDS = List.of(
            ClassifiedField.CATEGORY,
            ClassifiedField.PRIORITY,
            ClassifiedField.SENTIMENT,
            ClassifiedField.URGENCY_SCORE);

    private static final String RUN =
            "id, tenant, ticket_id, asked_at, source, purpose, outcome, failure, duration_micros,"
                    + " cost_unknown, rationale, model, prompt_version, request_id, input_tokens, cached_input_tokens,"
                    + " output_tokens, reasoning_tokens, cost, attempts, cached, flags, confidence, ";

    static final String COLUMNS = RUN
            + FIELDS.stream()
                    .map(RunCells::column)
                    .map(name ->
                            "%1$s_value, %1$s_confidence, %1$s_source, %1$s_fate, %1$s_corrected_to".formatted(name))
                    .collect(Collectors.joining(", "));

    private RunCells() {}

    static String column(ClassifiedField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    /** What follows the name of the table, to insert into these columns. */
    static String into(String columns) {
        int count = columns.split(",", -1).length;
        String marks = String.join(", ", Collections.nCopies(count, "?"));
        return " (" + columns + ") values (" + marks + ")";
    }

    static List<Sql.Value> of(ClassificationRun run) {
        List<Sql.Value> row = new ArrayList<>();
        row.add(Sql.Value.number(run.id().orElseThrow().value()));
        row.add(Sql.Value.text(run.tenant()));
        row.add(Sql.Value.number(run.ticket().map(TicketId::value).orElse(null)));
        row.add(Sql.Value.number(EpochMicros.of(run.at())));
        row.add(Sql.Value.text(run.source().wireName()));
        row.add(Sql.Value.text(run.purpose().wireName()));
        row.add(Sql.Value.text(run.outcome().wireName()));
        row.add(Sql.Value.text(run.failure().map(FailureReason::wireName).orElse(null)));
        row.add(Sql.Value.number(run.duration().dividedBy(ChronoUnit.MICROS.getDuration())));
        row.add(Sql.Value.flag(run.isCostUnknown()));
        row.add(Sql.Value.text(run.rationale().orElse(null)));
        addCall(row, run.call());
        row.add(Sql.Value.decimal(
                run.confidence().isPresent() ? run.confidence().getAsDouble() : null));
        FIELDS.forEach(field -> addValue(row, run.values().get(field)));
        return row;
    }

    private static void addCall(List<Sql.Value> row, Optional<ModelCall> call) {
        row.add(Sql.Value.text(call.map(ModelCall::model).orElse(null)));
        row.add(Sql.Value.text(call.flatMap(ModelCall::promptVersion).orElse(null)));
        row.add(Sql.Value.text(call.flatMap(ModelCall::requestId).orElse(null)));
        row.add(number(call.map(ModelCall::inputTokens)));
        row.add(number(call.map(ModelCall::cachedInputTokens)));
        row.add(number(call.map(ModelCall::outputTokens)));
        row.add(number(call.map(ModelCall::reasoningTokens)));
        row.add(Sql.Value.money(call.flatMap(ModelCall::cost).orElse(null)));
        row.add(Sql.Value.number(call.map(c -> (long) c.attempts()).orElse(null)));
        row.add(Sql.Value.flag(call.map(ModelCall::cached).orElse(null)));
        row.add(Sql.Value.text(call.map(ModelCall::flags)
                .filter(flags -> !flags.isEmpty())
                .map(flags -> flags.stream().sorted().collect(Collectors.joining(",")))
                .orElse(null)));
    }

    private static Sql.Value number(Optional<OptionalLong> tokens) {
        OptionalLong known = tokens.orElse(OptionalLong.empty());
        return Sql.Value.number(known.isPresent() ? known.getAsLong() : null);
    }

    private static void addValue(List<Sql.Value> row, @Nullable RunValue value) {
        row.add(Sql.Value.text(value == null ? null : value.suggested()));
        row.add(Sql.Value.decimal(value == null ? null : value.confidence()));
        row.add(Sql.Value.text(value == null ? null : value.source().wireName()));
        row.add(Sql.Value.text(value == null ? null : value.fate().wireName()));
        row.add(Sql.Value.text(value == null ? null : value.correctedTo()));
    }

    static ClassificationRun read(Row row) throws SQLException {
        RunId id = new RunId(row.number());
        String tenant = row.text();
        Long ticket = row.numberOrNull();
        var at = row.time();
        ClassificationRun.Builder run = ClassificationRun.builder(tenant, row.code(Source::parse), at)
                .id(id)
                .ticket(ticket == null ? null : new TicketId(ticket))
                .purpose(row.code(RunPurpose::parse))
                .outcome(row.code(RunOutcome::parse));
        FailureReason failure = row.codeOrNull(FailureReason::parse);
        if (failure != null) {
            run.failed(failure);
        }
        run.duration(Duration.of(row.number(), ChronoUnit.MICROS));
        row.flag(); // whether the cost is unknown follows from the rest
        run.rationale(row.textOrNull()).call(readCall(row)).confidence(row.decimalOrNull());
        for (ClassifiedField field : FIELDS) {
            readValue(row).ifPresent(value -> run.value(field, value));
        }
        return run.build();
    }

    private static @Nullable ModelCall readCall(Row row) throws SQLException {
        String model = row.textOrNull();
        ModelCall.Builder call = ModelCall.builder(model == null ? "none" : model)
                .promptVersion(row.textOrNull())
                .requestId(row.textOrNull());
        Long input = row.numberOrNull();
        Long cachedInput = row.numberOrNull();
        Long output = row.numberOrNull();
        Long reasoning = row.numberOrNull();
        BigDecimal cost = row.moneyOrNull();
        call.cost(cost).attempts(row.integer()).cached(row.flag());
        String flags = row.textOrNull();
        if (input != null && output != null) {
            call.tokens(input, output);
        }
        if (cachedInput != null) {
            call.cachedInputTokens(cachedInput);
        }
        if (reasoning != null) {
            call.reasoningTokens(reasoning);
        }
        if (flags != null) {
            call.flags(Arrays.asList(flags.split(",", -1)));
        }
        return model == null ? null : call.build();
    }

    private static Optional<RunValue> readValue(Row row) throws SQLException {
        String suggested = row.textOrNull();
        Double confidence = row.decimalOrNull();
        Source source = row.codeOrNull(Source::parse);
        RunValue.Fate fate = row.codeOrNull(RunValue.Fate::parse);
        String correctedTo = row.textOrNull();
        return suggested == null || confidence == null || source == null || fate == null
                ? Optional.empty()
                : Optional.of(new RunValue(suggested, confidence, source, fate, correctedTo));
    }
}
