package io.ticketkit.demo.administration;

import io.ticketkit.demo.settings.Settings;
import java.util.List;

/**
 * What is stored, and what came of it.
 *
 * @param stored as it stands in the database
 * @param sealed its values, secrets sealed
 * @param opened its values, secrets in plain text; one that cannot be opened is none
 * @param used those of them that work together
 * @param settings in force with them
 * @param problems what is stored and does not work, in words
 */
record State(Stored stored, Values sealed, Values opened, Values used, Settings settings, List<String> problems) {
    long version() {
        return stored.version();
    }

    /** The same, stored. */
    State with(Stored row) {
        return new State(row, sealed, opened, used, settings, problems);
    }

    /** Only which version. */
    @Override
    public String toString() {
        return "State[" + version() + "]";
    }
}
