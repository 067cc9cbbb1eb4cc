package io.ticketkit.demo.zendesk;

import java.time.Duration;

/** Waits. */
interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
}
