package io.ticketkit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted. Immutable. */
public final class PageRequest {
    /** The limit where none is given. */
    public static final int DEFAULT_LIMIT = 50;

    private final int limit;
    private final @Nullable Cursor cursor;

    private PageRequest(int limit, @Nullable Cursor cursor) {
        if (limit < 1 || limit > Limits.PAGE) {
            throw new ValidationException(
                    List.of(new Violation("limit", "Ensure this value is between 1 and " + Limits.PAGE + ".")));
        }
        this.limit = limit;
        this.cursor = cursor;
    }

    /**
     * The first {@value #DEFAULT_LIMIT}.
     *
     * @return the request
     */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, null);
    }

    /**
     * The first ones.
     *
     * @param limit 1 to {@link Limits#PAGE}
     * @return the request
     * @throws ValidationException when the limit is out of range
     */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    /**
     * The ones at a cursor of an earlier {@link Page}.
     *
     * @param cursor {@link Page#next()} or {@link Page#previous()}
     * @param limit 1 to {@link Limits#PAGE}
     * @return the request
     * @throws ValidationException when the limit is out of range
     */
    public static PageRequest at(Cursor cursor, int limit) {
        return new PageRequest(limit, cursor);
    }

    /** {@return how many at most: 1 to {@link Limits#PAGE}} */
    public int limit() {
        return limit;
    }

    /** {@return where: the cursor, or empty for the start} */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(cursor);
    }
}
