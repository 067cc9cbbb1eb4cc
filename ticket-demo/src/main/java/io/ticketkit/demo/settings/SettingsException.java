package io.ticketkit.demo.settings;

/** A setting is wrong; the message names it and the remedy, on one line. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
