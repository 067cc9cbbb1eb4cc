package io.ticketkit.demo.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import io.ticketkit.Actor;
import io.ticketkit.TicketService;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.zendesk.ZendeskDesk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** The demo on a port. */
public final class WebServer implements AutoCloseable {
    static final long MAX_BODY = 1 << 20;
    private static final long STOP_MILLIS = 20_000;
    /** For the largest file over a slow line. */
    private static final Duration BODY_TIME = Duration.ofMinutes(2);

    private final Settings settings;
    private final Routes routes = new Routes();
    private final Guard guard;
    private final Javalin javalin;

    /** Where nobody logs in: all do the same with the same tickets. */
    WebServer(Settings settings, TicketService tickets, BooleanSupplier databaseAnswers, IntConsumer samples) {
        this(settings, actor -> tickets, Optional.empty(), Optional.empty(), databaseAnswers, samples);
    }

    /**
     * A server, which does not listen yet.
     *
     * @param kit gives each actor the tickets
     * @param logins empty where nobody logs in
     * @param zendesk empty where no Zendesk is set up
     * @param samples stores so many sample tickets
     */
    public WebServer(
            Settings settings,
            Function<Actor, TicketService> kit,
            Optional<Logins> logins,
            Optional<ZendeskDesk> zendesk,
            BooleanSupplier databaseAnswers,
            IntConsumer samples) {
        this.settings = settings;
        this.guard = new Guard(settings.auth(), logins);
        Tickets tickets = ctx -> kit.apply(Caller.of(ctx).actor());
        PageRoutes.addTo(routes);
        new AuthRoutes(logins).addTo(routes);
        new InfoRoutes(settings, tickets, logins, databaseAnswers, samples).addTo(routes);
        new AnalyticsRoutes(tickets, settings.taxonomy()).addTo(routes);
        new ResponseRoutes(tickets).addTo(routes);
        new AssistanceRoutes(tickets).addTo(routes);
        new ConversationRoutes(tickets).addTo(routes);
        new PrivacyRoutes(kit, logins).addTo(routes);
        new ProcessingRoutes(tickets, new ZendeskProcessing(zendesk)).addTo(routes);
        // last: what fits {id} fits the names above too
        new TicketRoutes(tickets, settings.taxonomy()).addTo(routes);
        new RelationRoutes(tickets).addTo(routes);
        new AttachmentRoutes(tickets).addTo(routes);
        this.javalin = Javalin.create(this::configure);
    }

    Routes routes() {
        return routes;
    }

    Server jetty() {
        return javalin.jettyServer().server();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY;
        config.staticFiles.enableWebjars();
        config.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = "/io/ticketkit/demo/page/assets";
            files.location = Location.CLASSPATH;
        });
        config.jetty.modifyServer(WebServer::modify);
        config.jetty.addConnector(this::connector);
        config.routes.before(new Gate(settings));
        routes.register(config.routes, guard);
        config.routes.after(UnreadBody::discard);
        config.routes.after(Gate::leave);
        Errors.register(config.routes);
    }

    private static void modify(Server server) {
        // stopping waits for requests in flight
        server.insertHandler(new GracefulHandler());
        server.insertHandler(new SlowBodies(BODY_TIME));
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(WebServer::refuse);
    }

    /**
     * Stopping takes 2 s when clients keep connections: after one second without a byte Jetty ends its side, after
     * another it closes. It sets that time when it begins to stop; a connection that was accepted then, but not yet set
     * up, would keep its 30 s, and hold the stop up until its end.
     */
    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http)) {
            @Override
            protected void onEndPointOpened(EndPoint opened) {
                super.onEndPointOpened(opened);
                if (isShutdown()) {
                    opened.setIdleTimeout(getShutdownIdleTimeout());
                }
            }
        };
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    /**
     * What Jetty refuses before the API sees it (a broken request line, headers too large): the same form of answer. Jetty
     * closes the connection then, and does not always say so: a client that goes on would read what the rest of its
     * broken request was answered.
     */
    private static boolean refuse(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json").put(HttpHeader.CONNECTION, "close");
        String text = HttpStatus.getMessage(response.getStatus()) + ".";
        byte[] answer = Json.bytes(Json.detail(text));
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
    }

    /**
     * Starts to listen.
     *
     * @return the port
     * @throws SettingsException when the port is taken
     */
    public int start() {
        try {
            return javalin.start().port();
        } catch (JavalinBindException e) {
            throw new SettingsException("TICKET_PORT is wrong: " + settings.port()
                    + " is taken or not allowed; give another, or 0 to have one picked.");
        }
    }

    /** Lets requests in flight finish. */
    @Override
    public void close() {
        javalin.stop();
    }
}
