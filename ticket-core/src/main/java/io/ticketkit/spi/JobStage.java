package io.ticketkit.spi;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far an item of a job is. */
public enum JobStage {
    /** To be classified. */
    WAITING,
    /** Classified, to be written back. */
    CLASSIFIED,
    /** Finished. */
    DONE,
    /** Finished but for the sink, until the job is run again. */
    UNWRITTEN,
    /** Finished without having been classified. */
    SET_ASIDE;

    /** {@return whether nothing is to be done with it any more} */
    public boolean isFinished() {
        return this != WAITING && this != CLASSIFIED;
    }

    /** {@return the name used in the database: lower snake case} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a wire name.
     *
     * @param text as it is stored
     * @return the stage, or empty when there is none of that name
     */
    public static Optional<JobStage> parse(String text) {
        return Stream.of(values())
                .filter(stage -> stage.wireName().equals(text))
                .findFirst();
    }
}
