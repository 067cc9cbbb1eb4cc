package io.ticketkit.llm;

import io.ticketkit.Classifier;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.testkit.ClassifierContract;

/** With a model that answers with the first category it may. */
class LlmClassifierContractTest extends ClassifierContract {

    @Override
    protected Classifier classifier() {
        return ofFirstCategory();
    }

    static Classifier ofFirstCategory() {
        return LlmClassifier.builder(new ScriptedModel(request -> {
                    String first = request.schema().orElseThrow().properties().stream()
                            .filter(property -> property.name().equals("category"))
                            .map(OutputSchema.Property::values)
                            .findFirst()
                            .orElseThrow()
                            .get(0);
                    return ScriptedModel.told(ScriptedModel.ANSWER.replace("\"billing\"", "\"" + first + "\""));
                }))
                .build();
    }
}
