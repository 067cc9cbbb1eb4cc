package io.ticketkit;

import org.jspecify.annotations.Nullable;

/** A constraint of the database refused a row that core had let through, for example because somebody else's
 * program wrote into the same tables. */
public final class ConstraintViolatedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** Its name, or empty. */
    private final String constraint;

    /**
     * Made by a storage.
     *
     * @param constraint the constraint's name in lower case, empty when the driver does not tell
     * @param cause the driver's exception, or null
     */
    public ConstraintViolatedException(String constraint, @Nullable Throwable cause) {
        super(
                "The database refused the row" + (constraint.isEmpty() ? "." : " (constraint " + constraint + ")."),
                cause);
        this.constraint = constraint;
    }

    /** {@return which constraint: its name in lower case, empty when the driver does not tell} */
    public String constraint() {
        return constraint;
    }
}
