package io.ticketkit.llm.internal.provider;

import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.internal.http.HttpReply;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The language of one provider. Immutable. */
public sealed interface WireFormat permits AnthropicFormat, GeminiFormat, OpenAiFormat {
    /** The body of a request that asks no more than the rung allows. */
    byte[] request(ChatRequest request, Rung rung);

    /** What a body with a status of success says; empty when it is no answer. */
    Optional<ChatAnswer.Builder> answer(JsonNode body, Rung rung);

    /** What a body with another status says. */
    ErrorReply error(int status, JsonNode body);

    /** Which rung to try next, when the error names something that was asked for; else empty. */
    Optional<Rung> below(Rung rung, ChatRequest request, ErrorReply error);

    /** The provider's name for a call. */
    Optional<String> requestId(HttpReply reply, JsonNode body);
}
