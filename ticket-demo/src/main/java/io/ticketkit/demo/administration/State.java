package io.ticketkit.demo.administration;

import io.ticketkit.demo.settings.Settings;
import java.util.List;

/**
 * What is stored, and what came of it.
 *
 * @param stored as it stands in the database
 * @param sealed its values, secrets sealed
 * @param plain its values, secrets decrypted
 * @param used those of them that work together; a secret that must not go where they lead is none
 * @param settings in force with them
 * @param problems what is stored and does not work, in words
 */
record State(Stored stored, Values sealed, Plain plain, Values used, Settings settings, List<String> problems) {
    long version() {
        return stored.version();
    }

    /** The same, stored. */
    State with(Stored row) {
        return new State(row, sealed, plain, used, settings, problems);
    }

    /** Only which version. */
    @Override
    public String toString() {
        return "State[" + version() + "]";
    }
}
