package io.ticketkit.llm.bench;

import io.ticketkit.ClassificationRequest;
import io.ticketkit.Deadline;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.chat.OutputSchema.Property;
import io.ticketkit.llm.chat.OutputSchema.Type;
import java.time.Duration;
import java.util.List;

/** What all benchmarks ask and are answered. */
final class Samples {
    static final String MODEL = "gpt-5.4-nano";

    static final String TEXT = "Since this morning nobody in our office can log in. We get error 0x80070005 after entering"
            + " the password. Order 4711 from 2026-03-02 is affected too. Please call +49 30 1234567 or write to"
            + " anna.schmidt@example.org, thank you.";

    static final String LONG_TEXT = (TEXT + "\n").repeat(8);

    /** What the model says. */
    static final String ANSWER = "{\"rationale\":\"Nobody can log in: the account system is down.\",\"category\":"
            + "\"account\",\"category_confidence\":0.93,\"priority\":\"high\",\"priority_confidence\":0.88,\"sentiment\":"
            + "\"frustrated\",\"urgency\":80,\"title\":\"Nobody can log in\"}";

    static final String THOUGHTFUL = "<think>Could be technical, but login is account.</think>\nHere it is:\n```json\n"
            + ANSWER + "\n```\nAnything else?";

    static final OutputSchema SCHEMA = new OutputSchema(
            "ticket_classification",
            "The classification of one support ticket",
            List.of(
                    property("rationale", Type.STRING, "One sentence that says why"),
                    property("category", Type.STRING, "What it is about", "billing", "technical", "account", "general"),
                    property("category_confidence", Type.NUMBER, "0 to 1"),
                    property("priority", Type.STRING, "How much it matters", "low", "medium", "high", "critical"),
                    property("priority_confidence", Type.NUMBER, "0 to 1"),
                    property("sentiment", Type.STRING, "The tone", "calm", "neutral", "frustrated", "angry"),
                    property("urgency", Type.INTEGER, "0 to 100"),
                    property("title", Type.STRING, "A title of at most 80 characters")));

    private Samples() {}

    private static Property property(String name, Type type, String description, String... values) {
        return new Property(name, type, description, List.of(values));
    }

    static String completion() {
        String escaped = ANSWER.replace("\"", "\\\"");
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1763700000,\"model\":\"" + MODEL
                + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + escaped
                + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{"
                + "\"prompt_tokens\":420,\"completion_tokens\":70,\"total_tokens\":490,\"prompt_tokens_details\":{"
                + "\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,"
                + "\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},"
                + "\"service_tier\":\"default\",\"system_fingerprint\":null}";
    }

    static ClassificationRequest request(String text) {
        return ClassificationRequest.builder(text)
                .title("Cannot log in")
                .deadline(Deadline.after(Duration.ofSeconds(10)))
                .build();
    }
}
