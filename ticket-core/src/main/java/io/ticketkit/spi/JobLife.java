package io.ticketkit.spi;

/**
 * A job from its beginning until it is forgotten. One of the same name that is begun later is another one.
 *
 * @param key its tenant and name
 * @param generation tells it from those of the same name before and after it: 1 or more, by chance
 */
public record JobLife(JobKey key, long generation) {
    /** Only the name. */
    @Override
    public String toString() {
        return "JobLife[" + key.name() + "]";
    }
}
