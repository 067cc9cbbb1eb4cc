package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.TokenUsage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that does what a test says, and remembers what it was asked. */
final class ScriptedModel implements ChatModel {
    static final String ANSWER = """
            {"rationale": "Charged twice.", "category": "billing", "category_confidence": 0.9, "priority": "medium",
            "priority_confidence": 0.8, "sentiment": "frustrated", "urgency": 40, "title": "Charged twice"}""";

    private final List<ChatRequest> asked = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;
    private volatile boolean closed;

    interface Behaviour {
        ChatAnswer answer(ChatRequest request) throws ChatException, InterruptedException;
    }

    ScriptedModel(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    static ScriptedModel saying(String text) {
        return new ScriptedModel(request -> told(text));
    }

    static ChatAnswer told(String text) {
        return ChatAnswer.builder(text)
                .usage(TokenUsage.of(1000, 100))
                .requestId("req-1")
                .build();
    }

    @Override
    public ChatAnswer chat(ChatRequest request) throws ChatException, InterruptedException {
        asked.add(request);
        return behaviour.answer(request);
    }

    @Override
    public String name() {
        return "test-model";
    }

    List<ChatRequest> asked() {
        return asked;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
