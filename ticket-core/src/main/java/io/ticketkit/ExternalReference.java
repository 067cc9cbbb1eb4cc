package io.ticketkit;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names a ticket of another system, for example of a helpdesk. Of a tenant no two tickets have the same one.
 *
 * @param system which system: 1 to 64 letters (A to Z), digits, {@code -}, {@code _} or {@code .}
 * @param id its id there, 1 to 200 characters, stripped
 */
public record ExternalReference(String system, String id) {
    private static final Pattern SYSTEM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * Strips white space around the id.
     *
     * @param system as above
     * @param id as above
     * @throws ValidationException when one is not valid
     */
    public ExternalReference {
        id = id.strip();
        checkSystem(system);
        String problem = Text.nameProblem(id, Limits.KEY).orElse(null);
        if (problem != null) {
            throw new ValidationException(List.of(new Violation("id", problem)));
        }
    }

    static void checkSystem(String system) {
        if (!SYSTEM.matcher(system).matches()) {
            throw new ValidationException(List.of(new Violation(
                    "system", "The name of a system is 1 to 64 letters (A to Z), digits, '-', '_' or '.'.")));
        }
    }

    @Override
    public String toString() {
        // the id may be personal, an e-mail address for example
        return "ExternalReference[" + system + "]";
    }
}
