package io.ticketkit.llm.internal.provider;

import io.ticketkit.llm.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked with, whoever provides it.
 *
 * @param model its name
 * @param temperature or null to send none
 * @param maxOutputTokens when the request does not say
 */
public record Settings(String model, @Nullable Double temperature, int maxOutputTokens) {
    int maxOutputTokens(ChatRequest request) {
        return request.maxOutputTokens().orElse(maxOutputTokens);
    }
}
