package io.ticketkit.demo.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting is wrong; the message names it and the remedy, on one line. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String variable;
    private final String remedy;

    public SettingsException(String message) {
        super(message);
        this.variable = null;
        this.remedy = message;
    }

    /**
     * One variable is wrong.
     *
     * @param variable its name
     * @param remedy what to do, without the value: it may be a password
     */
    public SettingsException(String variable, String remedy) {
        super(variable + " is wrong: " + remedy + ".");
        this.variable = variable;
        this.remedy = remedy;
    }

    /** {@return the variable that is wrong; empty when it is not just one} */
    public Optional<String> variable() {
        return Optional.ofNullable(variable);
    }

    /** {@return what to do, without the variable's name before it} */
    public String remedy() {
        return remedy;
    }
}
