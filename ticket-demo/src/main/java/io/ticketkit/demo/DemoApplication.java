package io.ticketkit.demo;

/** Starts the demo. */
public final class DemoApplication {
    private DemoApplication() {}

    /** Not yet. */
    public static void main(String[] args) {}
}
