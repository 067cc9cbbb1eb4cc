package io.ticketkit;

/**
 * Points to the host's own object that a ticket is about, for example its order 4711.
 *
 * @param type what kind of object, 1 to 64 characters, for example {@code order}
 * @param id the host's id of it, 1 to 200 characters
 */
public record HostReference(String type, String id) {
    /**
     * Strips white space around both.
     *
     * @param type as above
     * @param id as above
     */
    public HostReference {
        type = type.strip();
        id = id.strip();
    }

    @Override
    public String toString() {
        // the id may be personal, an e-mail address for example
        return "HostReference[" + type + "]";
    }
}
