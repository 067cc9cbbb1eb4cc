package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: requests in flight are finished, nobody else holds the stop up. Bounds are there to notice hanging only. */
class StopTest {
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final byte[] BODY =
            "{\"title\":\"Sent in two halves\",\"description\":\"The app crashes\"}".getBytes(StandardCharsets.UTF_8);
    private static final int HALF = BODY.length / 2;
    /** Less than the 20 s that a request in flight is given. */
    private static final Duration QUICK = Duration.ofSeconds(15);

    @TempDir
    private Path directory;

    private DemoProcess start() {
        return DemoProcess.start("jdbc:h2:file:" + directory.resolve("tickets"));
    }

    @Test
    void aRequestInFlightIsFinishedAndStored() throws IOException {
        String location;
        try (DemoProcess demo = start();
                Wire idle = demo.connect();
                Wire busy = demo.connect()) {
            assertThat(idle.call("GET", "/healthz", null).status()).isEqualTo(200);
            sendFirstHalf(busy);
            demo.terminate();
            await().atMost(QUICK).until(() -> takesNoMore(demo));
            busy.send(rest());
            Reply reply = busy.read(false);
            assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
            location = reply.header("location").orElseThrow();
            assertEndsWell(demo);
        }
        try (DemoProcess demo = start();
                Wire wire = demo.connect()) {
            Reply reply = wire.call("GET", location.replaceFirst("http://[^/]*", ""), null);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).contains("Sent in two halves");
        }
    }

    @Test
    void idleConnectionsDoNotHoldItUp() throws IOException {
        List<Wire> idle = new ArrayList<>();
        try (DemoProcess demo = start()) {
            for (int i = 0; i < 20; i++) {
                Wire wire = demo.connect();
                idle.add(wire);
                assertThat(wire.call("GET", "/api/tickets/", null).status()).isEqualTo(200);
            }
            Wire silent = demo.connect();
            idle.add(silent);
            silent.send(new byte[0]);
            demo.terminate();
            await().atMost(QUICK).until(() -> !demo.isAlive());
            assertEndsWell(demo);
        } finally {
            idle.forEach(Wire::close);
        }
    }

    /** The time for requests in flight ends. */
    @Test
    void aClientThatNeverFinishesDoesNotHoldItUpForEver() throws IOException {
        try (DemoProcess demo = start();
                Wire busy = demo.connect()) {
            sendFirstHalf(busy);
            demo.terminate();
            assertThat(demo.exitStatus()).isEqualTo(SIGTERM_STATUS);
        }
    }

    /** Once the server says that it waits for the body, the request is in flight. */
    private static void sendFirstHalf(Wire wire) throws IOException {
        wire.send(wire.head(
                "POST",
                "/api/tickets/",
                "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " + BODY.length + "\r\n"));
        assertThat(wire.read(false).status()).isEqualTo(100);
        wire.send(Arrays.copyOf(BODY, HALF));
    }

    private static byte[] rest() {
        return Arrays.copyOfRange(BODY, HALF, BODY.length);
    }

    private static boolean takesNoMore(DemoProcess demo) {
        try (Wire wire = demo.connect()) {
            return wire.call("GET", "/healthz", null).status() == 503;
        } catch (IOException e) {
            return true;
        }
    }

    private static void assertEndsWell(DemoProcess demo) {
        assertThat(demo.exitStatus()).isEqualTo(SIGTERM_STATUS);
        assertThat(demo.errors()).doesNotContain("Exception", "\tat ", "WARN", "ERROR");
    }
}
