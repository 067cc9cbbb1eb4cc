package io.ticketkit.memory;

import io.ticketkit.spi.AttachmentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The content of files, beside the tickets. */
final class MemoryAttachmentStore implements AttachmentStore {
    private static final int CHUNK = 64 << 10;

    /** Where content is. */
    record Place(String tenant, String key) {}

    /** Content, in pieces that are never changed. */
    static final class Content {
        private final Instant at;
        private final List<byte[]> chunks;

        Content(Instant at, List<byte[]> chunks) {
            this.at = at;
            this.chunks = chunks;
        }

        InputStream open() {
            return new SequenceInputStream(Collections.enumeration(
                    chunks.stream().map(ByteArrayInputStream::new).toList()));
        }
    }

    private final Lock lock;
    private final MemoryState state;

    MemoryAttachmentStore(Lock lock, MemoryState state) {
        this.lock = lock;
        this.state = state;
    }

    @Override
    public void put(String tenant, String key, Instant at, InputStream content) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        for (byte[] chunk = content.readNBytes(CHUNK); chunk.length > 0; chunk = content.readNBytes(CHUNK)) {
            chunks.add(chunk);
        }
        locked(() -> state.contents.put(new Place(tenant, key), new Content(at, chunks)) == null);
    }

    @Override
    public Optional<InputStream> open(String tenant, String key) {
        return locked(() ->
                Optional.ofNullable(state.contents.get(new Place(tenant, key))).map(Content::open));
    }

    @Override
    public void delete(String tenant, String key) {
        locked(() -> state.contents.remove(new Place(tenant, key)) != null);
    }

    @Override
    public long removeUnused(Instant before, UnaryOperator<Set<String>> used) {
        return locked(() -> {
            List<Place> unused = new ArrayList<>();
            state.contents.forEach((place, content) -> {
                if (content.at.isBefore(before)
                        && used.apply(Set.of(place.key())).isEmpty()) {
                    unused.add(place);
                }
            });
            unused.forEach(state.contents::remove);
            return (long) unused.size();
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
