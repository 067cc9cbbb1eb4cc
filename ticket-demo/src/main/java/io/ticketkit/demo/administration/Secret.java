package io.ticketkit.demo.administration;

/**
 * A key or a token.
 *
 * @param text what is sent
 * @param goesTo the address it was given for, in the words of {@link Overlay#goesTo}; empty when it went nowhere then
 */
record Secret(String text, String goesTo) {
    /** Nothing of it. */
    @Override
    public String toString() {
        return "Secret[…]";
    }
}
