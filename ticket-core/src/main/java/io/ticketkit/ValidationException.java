package io.ticketkit;

import java.util.List;
import java.util.stream.Collectors;

/** Input is not valid; carries every violation at once, and nothing was written. */
public final class ValidationException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * Made by TicketKit, or by a host's own rules.
     *
     * @param violations at least one
     */
    public ValidationException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** {@return what is wrong: unmodifiable, in the order of the fields} */
    public List<Violation> violations() {
        return violations;
    }
}
