package io.ticketkit.demo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What the demo and its server log while it is open: of other demos too, which is why an answer's id finds its line. */
public final class RefusalLog implements AutoCloseable {
    private static final String REFUSALS = "io.ticketkit.demo.http.Refusals";
    /** With the levels that the demo's own configuration has. */
    private static final List<Logger> LOGGERS = List.of(
            quiet("io.ticketkit.demo", Level.INFO),
            quiet("org.eclipse.jetty", Level.WARN),
            quiet("org.eclipse.jetty.http", Level.ERROR));

    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    private RefusalLog() {
        appender.start();
        LOGGERS.forEach(logger -> logger.addAppender(appender));
    }

    public static RefusalLog open() {
        return new RefusalLog();
    }

    private static Logger quiet(String name, Level level) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.setLevel(level);
        logger.setAdditive(false);
        return logger;
    }

    /** What was logged about the request that was answered so. */
    public List<String> about(Client.Answer answer) {
        return answer.header("X-Request-Id").map(this::about).orElse(List.of());
    }

    public List<String> about(String request) {
        return events.stream()
                .filter(event -> event.getLoggerName().equals(REFUSALS))
                .filter(event -> request.equals(event.getMDCPropertyMap().get("request")))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** All lines about refusals, of whatever demo. */
    public List<String> refusals() {
        return events.stream()
                .filter(event -> event.getLoggerName().equals(REFUSALS))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** The request that was answered so is in the log once, with this reason, in one line. */
    public String assertRefused(Client.Answer answer, String reason) {
        List<String> lines = about(answer);
        assertThat(lines).as(answer.toString()).hasSize(1);
        String line = lines.get(0);
        assertThat(line)
                .startsWith("refused status=" + answer.status() + " reason=" + reason + " ")
                .hasLineCount(1)
                .matches("[\\x20-\\x7e]*");
        return line;
    }

    /** Nothing that was logged says any of these, in whatever case. */
    public void assertSaysNone(String... secrets) {
        assertThat(events).isNotEmpty();
        for (ILoggingEvent event : events) {
            StringBuilder all = new StringBuilder(event.getFormattedMessage());
            event.getMDCPropertyMap().forEach((name, value) -> all.append(' ').append(value));
            for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
                all.append(' ').append(e.getClassName()).append(' ').append(e.getMessage());
            }
            assertThat(all.toString())
                    .as("%s %s", event.getLevel(), event.getLoggerName())
                    .doesNotContainIgnoringCase(secrets);
        }
    }

    @Override
    public void close() {
        LOGGERS.forEach(logger -> logger.detachAppender(appender));
    }
}
