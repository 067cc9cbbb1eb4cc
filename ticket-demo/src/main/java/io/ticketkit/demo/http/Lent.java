package io.ticketkit.demo.http;

/** What one request is served with: stays open until given back. */
public interface Lent extends AutoCloseable {
    /** {@return what is served} */
    Served served();

    /** Gives it back; doing so again does nothing. */
    @Override
    void close();
}
