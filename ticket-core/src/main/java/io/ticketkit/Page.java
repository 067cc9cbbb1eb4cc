package io.ticketkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list. Immutable.
 *
 * @param <T> what is listed
 */
public final class Page<T> {
    private final List<T> items;
    private final @Nullable Cursor previous;
    private final @Nullable Cursor next;

    /**
     * Made by TicketKit.
     *
     * @param items what is on the page, in order
     * @param previous the page before, or null when there is none
     * @param next the page after, or null when there is none
     */
    public Page(List<T> items, @Nullable Cursor previous, @Nullable Cursor next) {
        this.items = List.copyOf(items);
        this.previous = previous;
        this.next = next;
    }

    /** {@return what is on the page: unmodifiable, in order, possibly empty} */
    public List<T> items() {
        return items;
    }

    /** {@return the page before: a cursor for {@link PageRequest#at}, or empty when nothing comes before} */
    public Optional<Cursor> previous() {
        return Optional.ofNullable(previous);
    }

    /** {@return the page after: a cursor for {@link PageRequest#at}, or empty when nothing comes after} */
    public Optional<Cursor> next() {
        return Optional.ofNullable(next);
    }

    /**
     * The same page of something else.
     *
     * @param mapper makes the other thing
     * @param <R> the other type
     * @return a new page with the same cursors
     */
    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), previous, next);
    }

    @Override
    public String toString() {
        return "Page[" + items.size() + (next == null ? ", last]" : ", more]");
    }
}
