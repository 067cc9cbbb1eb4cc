package io.ticketkit.jpa.bench;

/** A ticket as it was stored last. */
final class Known {
    final long id;
    long version;
    boolean inProgress;

    Known(long id, long version, boolean inProgress) {
        this.id = id;
        this.version = version;
        this.inProgress = inProgress;
    }

    String status() {
        return inProgress ? "in_progress" : "open";
    }

    void changed() {
        version++;
        inProgress = !inProgress;
    }
}
