package io.ticketkit.demo.http;

import io.ticketkit.*;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a classifier was asked, said and cost. */
final class RunJson {
    private RunJson() {}

    static ObjectNode of(ClassificationRun run) {
        ObjectNode json = Json.object()
                .put("id", run.id().orElseThrow().value())
                .put("at", TicketJson.time(run.at()))
                .put("source", run.source().wireName())
                .put("outcome", run.outcome().wireName())
                .put("reason", reason(run));
        addCall(json, run.call());
        json.put("duration_ms", run.duration().toMillis())
                .put("rationale", run.rationale().orElse(""));
        ObjectNode values = json.putObject("values");
        run.values()
                .forEach((field, value) -> values.putObject(TicketJson.name(field))
                        .put("value", value.suggested())
                        .put("confidence", value.confidence())
                        .put("source", value.source().wireName())
                        .put("fate", value.fate().wireName())
                        .put("corrected_to", value.correctedTo()));
        return json.put("purpose", run.purpose().wireName());
    }

    private static void addCall(ObjectNode json, Optional<ModelCall> call) {
        addModel(json, call);
        json.put("prompt_version", call.flatMap(ModelCall::promptVersion).orElse(null))
                .putPOJO("input_tokens", number(call.map(ModelCall::inputTokens)))
                .putPOJO("output_tokens", number(call.map(ModelCall::outputTokens)))
                .put("attempts", call.map(ModelCall::attempts).orElse(0))
                .put("cached", call.map(ModelCall::cached).orElse(false))
                .putPOJO("flags", call.map(ModelCall::flags).map(List::copyOf).orElse(List.of()));
    }

    /** A cost that is not known is null, never 0. */
    private static void addModel(ObjectNode json, Optional<ModelCall> call) {
        json.put("model", call.map(ModelCall::model).orElse(null))
                .put(
                        "cost_usd",
                        call.flatMap(ModelCall::cost)
                                .map(BigDecimal::stripTrailingZeros)
                                .orElse(null));
    }

    private static @Nullable Long number(Optional<OptionalLong> value) {
        return value.filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .orElse(null);
    }

    private static @Nullable String reason(ClassificationRun run) {
        return run.failure().map(FailureReason::wireName).orElse(null);
    }

    /** To a suggestion: which model gave it and what it cost, or why none did. */
    static void addTo(ObjectNode json, Classification found) {
        Optional<ClassificationRun> asked = found.runs().stream().findFirst();
        addModel(json, asked.flatMap(ClassificationRun::call));
        json.put("reason", asked.map(RunJson::reason).orElse(null))
                .put(
                        "duration_ms",
                        found.runs().stream()
                                .mapToLong(run -> run.duration().toMillis())
                                .sum());
    }
}
