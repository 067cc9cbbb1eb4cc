package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Cursor;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.spi.Seek;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns cursors into places and back, for one list: a cursor carries direction, key and id, and a digest of these
 * together with what the list is. That tells damage and mix-ups, not forgery, which would gain nothing: scope and filter
 * are conditions of every query.
 */
final class Cursors {
    private static final int PAYLOAD = 1 + 2 * Long.BYTES;
    private static final int DIGEST = 12;

    private final String list;

    /**
     * For one list.
     *
     * @param list says without ambiguity which list it is, for which tenant and actor
     */
    Cursors(String list) {
        this.list = list;
    }

    /** For a list as one actor of one tenant sees it. */
    static Cursors of(String list, String tenant, Actor actor, String filter) {
        return new Cursors(new Fingerprint()
                .add(list)
                .add(tenant)
                .add(actor.role())
                .add(actor.id())
                .add(filter)
                .text());
    }

    Seek seek(PageRequest request) {
        // one more than wanted tells whether there is a further page
        return request.cursor()
                .map(cursor -> decode(cursor, request.limit() + 1))
                .orElseGet(() -> new Seek(null, false, request.limit() + 1));
    }

    <T> Page<T> page(PageRequest request, Seek seek, List<T> found, Function<T, Seek.Position> positionOf) {
        boolean more = found.size() > request.limit();
        List<T> items = found;
        if (more) {
            items = seek.backward()
                    ? found.subList(found.size() - request.limit(), found.size())
                    : found.subList(0, request.limit());
        }
        boolean hasPrevious = seek.backward() ? more : seek.from() != null;
        boolean hasNext = seek.backward() || more;
        return new Page<>(
                items,
                hasPrevious && !items.isEmpty() ? encode(true, positionOf.apply(items.get(0))) : null,
                hasNext && !items.isEmpty() ? encode(false, positionOf.apply(items.get(items.size() - 1))) : null);
    }

    private Cursor encode(boolean backward, Seek.Position position) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD)
                .put((byte) (backward ? 1 : 0))
                .putLong(position.key())
                .putLong(position.id())
                .array();
        byte[] all = ByteBuffer.allocate(PAYLOAD + DIGEST)
                .put(payload)
                .put(digest(payload))
                .array();
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(all));
    }

    private Seek decode(Cursor cursor, int limit) {
        byte[] all = bytes(cursor);
        if (all == null || all.length != PAYLOAD + DIGEST) {
            throw new InvalidCursorException();
        }
        byte[] payload = Arrays.copyOf(all, PAYLOAD);
        if (!Arrays.equals(digest(payload), Arrays.copyOfRange(all, PAYLOAD, all.length))) {
            throw new InvalidCursorException();
        }
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        boolean backward = buffer.get() == 1;
        return new Seek(new Seek.Position(buffer.getLong(), buffer.getLong()), backward, limit);
    }

    private static byte @Nullable [] bytes(Cursor cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor.token());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] digest(byte[] payload) {
        byte[] name = list.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(name.length + payload.length)
                .put(payload)
                .put(name)
                .array();
        return Arrays.copyOf(Fingerprint.sha256(all), DIGEST);
    }
}
