package io.ticketkit.llm.examples;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.testkit.ChatModelContract;
import io.ticketkit.llm.testkit.Situation;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;

class HouseModelTest extends ChatModelContract {
    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Optional<ChatModel> model(Situation situation) throws IOException {
        return switch (situation) {
            case ANSWERS ->
                Optional.of(replying(new MockResponse.Builder().body(ANSWER).build()));
            case FAILS ->
                Optional.of(replying(new MockResponse.Builder().code(500).build()));
            case SILENT ->
                Optional.of(replying(new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build()));
            case DEAD -> Optional.of(at("http://localhost:" + freePort()));
            default -> Optional.empty();
        };
    }

    private ChatModel replying(MockResponse reply) throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return reply;
            }
        });
        server.start();
        return at(server.url("/").toString());
    }

    private static ChatModel at(String address) {
        return new HouseModel("house-model", URI.create(address), HttpClient.newHttpClient());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
