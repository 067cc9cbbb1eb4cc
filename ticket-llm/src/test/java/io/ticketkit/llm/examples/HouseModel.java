package io.ticketkit.llm.examples;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A model in one's own house that takes text and answers with text. */
record HouseModel(String name, URI address, HttpClient http) implements ChatModel {
    @Override
    public ChatAnswer chat(ChatRequest request) throws ChatException, InterruptedException {
        if (request.deadline().hasPassed()) {
            throw failure(FailureReason.TIMEOUT, 0);
        }
        String text = request.messages().stream().map(ChatMessage::text).collect(Collectors.joining("\n\n"));
        HttpRequest.Builder post = HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(text));
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(post.build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> reply = call.get(request.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (reply.statusCode() != 200) {
                throw failure(FailureReason.SERVER_ERROR, 1);
            }
            return ChatAnswer.builder(reply.body()).build();
        } catch (ExecutionException e) {
            throw failure(FailureReason.UNREACHABLE, 1);
        } catch (TimeoutException e) {
            throw failure(FailureReason.TIMEOUT, 1);
        } finally {
            call.cancel(true);
        }
    }

    private static ChatException failure(FailureReason reason, int sent) {
        return ChatException.builder(reason, "the house model").attempts(sent).build();
    }
}
