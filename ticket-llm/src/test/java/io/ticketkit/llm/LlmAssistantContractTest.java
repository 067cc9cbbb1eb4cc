package io.ticketkit.llm;

import io.ticketkit.assist.Assistant;
import io.ticketkit.testkit.AssistantContract;

/** With a model that answers whatever it is asked for. */
class LlmAssistantContractTest extends AssistantContract {
    @Override
    protected Assistant assistant() {
        return LlmAssistant.builder(ScriptedModel.saying("""
                        {"reply": "Please use a current browser.", "summary": "It fails.", "knowledge": "1", "similar": "1",
                        "actions": "reply: tell them\\nmerge_duplicate 1: the same", "confidence": 0.7, "hand_over": false}""")).build();
    }

    /** A deadline that has passed is a failure. */
    @Override
    protected boolean mayFail() {
        return true;
    }
}
