package io.ticketkit.llm;

/**
 * The key a provider knows its customer by. Prints masked and is not serializable, so that it gets into no log by
 * accident. Immutable.
 */
public final class ApiKey {
    private static final int MAX = 4_000;

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * Wraps a key.
     *
     * @param value 1 to 4,000 visible ASCII characters; space and line ends around them are dropped
     * @return the key
     * @throws IllegalArgumentException when it is something else; the message does not repeat it
     */
    public static ApiKey of(String value) {
        String key = value.strip();
        if (key.length() > MAX || !key.matches("[!-~]+")) {
            throw new IllegalArgumentException("apiKey: 1 to " + MAX + " visible ASCII characters");
        }
        return new ApiKey(key);
    }

    /** The key itself: only for the header of a request. */
    String value() {
        return value;
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "ApiKey[masked]";
    }
}
