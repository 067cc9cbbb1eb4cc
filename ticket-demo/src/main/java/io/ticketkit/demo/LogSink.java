package io.ticketkit.demo;

import io.ticketkit.Notification;
import io.ticketkit.NotificationSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what would be sent, and nothing about persons. */
final class LogSink implements NotificationSink {
    private static final Logger LOG = LoggerFactory.getLogger(LogSink.class);

    @Override
    public void send(Notification notification) {
        log(notification, "there is no mail server");
    }

    static void log(Notification notification, String why) {
        LOG.info(
                "Notification {} of ticket {}, event {}, was not sent: {}",
                notification.reason().wireName(),
                notification.event().ticketId(),
                notification.event().number(),
                why);
    }
}
