package io.ticketkit.assist;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of the host's knowledge: an article of its help pages, a known problem. Immutable. */
public final class Knowledge {
    private final String id;
    private final String title;
    private final String text;
    private final @Nullable String url;

    private Knowledge(String id, String title, String text, @Nullable String url) {
        this.id = id;
        this.title = title;
        this.text = text;
        this.url = url;
    }

    /**
     * A piece without address.
     *
     * @param id the host's name for it
     * @param title what it is about
     * @param text what it says: plain text that a requester may read
     * @return the piece
     */
    public static Knowledge of(String id, String title, String text) {
        return new Knowledge(id, title, text, null);
    }

    /**
     * The same with an address.
     *
     * @param value where a requester can read it
     * @return a copy
     */
    public Knowledge withUrl(String value) {
        return new Knowledge(id, title, text, value);
    }

    /** {@return the host's name for it: the id} */
    public String id() {
        return id;
    }

    /** {@return what it is about: the title} */
    public String title() {
        return title;
    }

    /** {@return what it says: plain text that a requester may read} */
    public String text() {
        return text;
    }

    /** {@return where a requester can read it: the address, or empty} */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** Only the id. */
    @Override
    public String toString() {
        return "Knowledge[" + id + "]";
    }
}
