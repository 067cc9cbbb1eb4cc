package io.ticketkit.demo.administration;

/** The settings were changed since they were read. */
public final class StaleSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleSettingsException() {
        super("the settings were changed meanwhile");
    }
}
