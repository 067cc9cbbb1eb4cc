package io.ticketkit.demo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the demo and its server log while it is open: of other demos too, which is why an answer's id finds its line. */
public final class RefusalLog implements AutoCloseable {
    private static final String REFUSALS = "io.ticketkit.demo.http.Refusals";
    private static final Pattern CONFIGURED = Pattern.compile("<logger name=\"(.+?)\" level=\"(\\w+)\"");
    private static final List<Logger> LOGGERS = configured();

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

    /** With the levels that the demo's own configuration has. */
    private static List<Logger> configured() {
        List<Logger> loggers = new ArrayList<>();
        loggers.add(quiet("org.eclipse.jetty", Level.WARN));
        try (InputStream file = RefusalLog.class.getResourceAsStream("/logback.xml")) {
            Matcher found = CONFIGURED.matcher(
                    new String(Objects.requireNonNull(file, "logback.xml").readAllBytes(), StandardCharsets.UTF_8));
            while (found.find()) {
                if (found.group(1).startsWith("org.eclipse.jetty")) {
                    loggers.add(quiet(found.group(1), Level.valueOf(found.group(2))));
                } else if (found.group(1).equals("io.ticketkit")) {
                    loggers.add(quiet("io.ticketkit.demo", Level.valueOf(found.group(2))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(loggers);
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
        return Stream.of(Level.INFO, Level.WARN)
                .flatMap(level -> refusals(level).stream())
                .toList();
    }

    public List<String> refusals(Level level) {
        return events.stream()
                .filter(event -> event.getLoggerName().equals(REFUSALS) && event.getLevel() == level)
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
