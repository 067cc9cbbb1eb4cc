package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.failureInTime;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Whatever the other side does, the caller is back in time and knows why. */
class HostileServerTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

    @Test
    void neverAnswers() throws Exception {
        try (RawServer server = new RawServer(socket -> Thread.sleep(60_000));
                ChatModel model = openAi(server.url()).build()) {
            assertThat(failureInTime(model).reason()).isEqualTo(FailureReason.TIMEOUT);
        }
    }

    @Test
    void tricklesAByteEvery300Milliseconds() throws Exception {
        RawServer.Behaviour trickle = socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, HEAD);
            while (true) {
                Thread.sleep(300);
                RawServer.write(socket, " ");
            }
        };
        try (RawServer server = new RawServer(trickle);
                ChatModel model = openAi(server.url()).build()) {
            ChatException failure = failureInTime(model);
            assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
            assertThat(failure.attempts()).isOne();
        }
    }

    @Test
    void sendsHeadersAndStops() throws Exception {
        RawServer.Behaviour stop = socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, HEAD);
            Thread.sleep(60_000);
        };
        try (RawServer server = new RawServer(stop);
                ChatModel model = openAi(server.url()).build()) {
            assertThat(failureInTime(model).reason()).isEqualTo(FailureReason.TIMEOUT);
        }
    }

    @Test
    void resolverBlocksFor5SecondsAndMore() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        OkHttpClient client = new OkHttpClient.Builder()
                .dns(name -> {
                    awaitUninterruptibly(end);
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        try (ChatModel model = openAi("https://model.example")
                .httpClient(client)
                .maxConcurrent(1)
                .build()) {
            ChatException failure = failureInTime(model);
            assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
            assertThat(failure.attempts()).isZero();
            // the thread hangs there still: its place is not free, and no second one hangs beside it
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.BUSY);
        } finally {
            end.countDown();
        }
    }

    /** Like getaddrinfo, which cannot be interrupted. */
    private static void awaitUninterruptibly(CountDownLatch end) {
        Deadline bound = Deadline.after(Duration.ofSeconds(60));
        while (end.getCount() > 0 && !bound.hasPassed()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                // goes on
            }
        }
    }

    @Test
    void refusesTheConnection() throws Exception {
        try (ChatModel model =
                openAi("http://localhost:" + LocalProvider.deadPort()).build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.UNREACHABLE);
            assertThat(failure.attempts()).as("nothing was sent").isZero();
        }
    }

    @Test
    void hasAnUnknownName() throws Exception {
        OkHttpClient client = new OkHttpClient.Builder()
                .dns(name -> {
                    throw new java.net.UnknownHostException(name);
                })
                .build();
        try (ChatModel model =
                openAi("https://model.example").httpClient(client).build()) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.UNREACHABLE);
        }
    }

    @Test
    void resetsTheConnectionMidBody() throws Exception {
        RawServer.Behaviour reset = socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, HEAD + "{\"choices\":");
            Thread.sleep(50);
            socket.setSoLinger(true, 0);
            socket.close();
        };
        try (RawServer server = new RawServer(reset);
                ChatModel model = openAi(server.url()).build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.UNREACHABLE);
            assertThat(failure.attempts()).isOne();
            assertThat(server.connections()).as("not sent again unasked").isOne();
        }
    }

    @Test
    void closesIdleConnectionsSoon() throws Exception {
        String body = OpenAiChatModelTest.answer("yes");
        RawServer.Behaviour answerAndLeave = socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            Thread.sleep(1_800);
            socket.close();
        };
        try (RawServer server = new RawServer(answerAndLeave);
                ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
            Thread.sleep(2_200);
            assertThat(model.chat(question()).text()).isEqualTo("yes");
        }
    }

    @Test
    void speaksNoHttp() throws Exception {
        RawServer.Behaviour mail = socket -> RawServer.write(socket, "220 mail.example ESMTP ready\r\n");
        try (RawServer server = new RawServer(mail);
                ChatModel model = openAi(server.url()).build()) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.UNREACHABLE);
        }
    }

    @Test
    void answersTooMuch() throws Exception {
        assertThat(failureOn(new MockResponse.Builder()
                                .body("x".repeat((1 << 20) + 1))
                                .build())
                        .reason())
                .isEqualTo(FailureReason.INVALID_ANSWER);
    }

    @Test
    void answersWithAGzipBomb() throws Exception {
        byte[] bomb = zeros(200 << 20);
        assertThat(bomb).hasSizeLessThan(1 << 20);
        ChatException failure = failureOn(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(new Buffer().write(bomb))
                .build());
        assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_ANSWER);
    }

    private static byte[] zeros(int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < size / block.length; i++) {
                gzip.write(block);
            }
        }
        return out.toByteArray();
    }

    @Test
    void answersAsMuchAsItMay() throws Exception {
        String start = OpenAiChatModelTest.answer("yes");
        String padded = start + " ".repeat((1 << 20) - start.length());
        try (LocalProvider server = new LocalProvider().says(200, padded);
                ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
        }
    }

    @Test
    void nestsTooDeep() throws Exception {
        String deep = "{\"choices\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThat(failureOn(new MockResponse.Builder().body(deep).build()).reason())
                .isEqualTo(FailureReason.INVALID_ANSWER);
    }

    @Test
    void writesANumberWithoutEnd() throws Exception {
        String number = "{\"choices\":" + "9".repeat(100_000) + "}";
        assertThat(failureOn(new MockResponse.Builder().body(number).build()).reason())
                .isEqualTo(FailureReason.INVALID_ANSWER);
    }

    private static ChatException failureOn(MockResponse response) throws Exception {
        try (LocalProvider server = new LocalProvider().says(response);
                ChatModel model = openAi(server.url()).build()) {
            return failure(model, question());
        }
    }

    @Test
    void redirectsTheKeyElsewhere() throws Exception {
        try (LocalProvider thief = new LocalProvider().says(200, OpenAiChatModelTest.answer("yes"));
                LocalProvider server = new LocalProvider().says(307, "", "Location", thief.url());
                ChatModel model = openAi(server.url()).build()) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.INVALID_ANSWER);
            assertThat(thief.requests()).isZero();
        }
    }

    @Test
    void asksForARetryThatNobodyOrdered() throws Exception {
        for (int status : new int[] {408, 421, 503}) {
            try (LocalProvider server = new LocalProvider().says(status, "{}", "Retry-After", "0");
                    ChatModel model = openAi(server.url()).build()) {
                assertThat(failure(model, question()).attempts()).isOne();
                assertThat(server.requests()).isOne();
            }
        }
    }
}
