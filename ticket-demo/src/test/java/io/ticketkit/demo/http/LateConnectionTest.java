package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** A connection that is accepted before the server begins to stop, and set up after. */
class LateConnectionTest {
    /** Less than the 20 s that a request in flight is given. */
    private static final Duration QUICK = Duration.ofSeconds(15);

    private static final Duration ENOUGH = Duration.ofSeconds(60);

    @Test
    void doesNotHoldTheStopUp() throws IOException, InterruptedException {
        Settings settings = Settings.of(Map.of("TICKET_PORT", "0"));
        WebServer server = TestHost.server(settings, FailingService.with(new IllegalStateException()));
        int port = server.start();
        ServerConnector connector = (ServerConnector) server.jetty().getConnectors()[0];
        CountDownLatch accepted = new CountDownLatch(1);
        // without a connection there would be nothing to wait for, and the server would end before the late one
        try (Socket idle = connect(port)) {
            await().atMost(ENOUGH).until(() -> connector.getConnectedEndPoints().size() == 1);
            connector.getSelectorManager().addEventListener(new SelectorManager.AcceptListener() {
                @Override
                public void onAccepted(SelectableChannel channel) {
                    accepted.countDown();
                    await().atMost(ENOUGH).until(() -> isStopping(connector));
                }
            });
            try (Socket late = connect(port)) {
                accepted.await();
                Thread stop = new Thread(server::close);
                stop.start();
                stop.join(QUICK.toMillis());
                assertThat(stop.isAlive()).isFalse();
                assertThat(idle.getInputStream().read()).isNegative();
                assertThat(late.getInputStream().read()).isNegative();
            }
        } finally {
            server.close();
        }
    }

    private static boolean isStopping(ServerConnector connector) {
        return connector.isShutdown()
                && connector.getConnectedEndPoints().stream()
                        .mapToLong(EndPoint::getIdleTimeout)
                        .allMatch(millis -> millis <= connector.getShutdownIdleTimeout());
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
