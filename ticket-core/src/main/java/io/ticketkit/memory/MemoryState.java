package io.ticketkit.memory;

import io.ticketkit.ClassificationRun;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Rating;
import io.ticketkit.TicketId;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.QueuedRun;
import io.ticketkit.spi.SearchText;
import io.ticketkit.spi.StoredAnswerFeedback;
import io.ticketkit.spi.StoredAttachment;
import io.ticketkit.spi.StoredModel;
import io.ticketkit.spi.StoredTicket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that is kept. Guarded by the storage's lock. */
final class MemoryState {
    /** A ticket with what hangs on it; replaced as a whole, so that undoing is putting the old one back. */
    static final class Entry {
        private final StoredTicket stored;
        private final List<HistoryEntry> history;
        /** Made when first searched in: it takes longer than all other writing. */
        private @Nullable String searchText;

        Entry(StoredTicket stored, List<HistoryEntry> history) {
            this.stored = stored;
            this.history = List.copyOf(history);
        }

        StoredTicket stored() {
            return stored;
        }

        List<HistoryEntry> history() {
            return history;
        }

        boolean isDoneFromTheStart() {
            return new NewTicket(stored, history).isDoneFromTheStart();
        }

        String searchText() {
            String known = searchText;
            if (known == null) {
                known = SearchText.of(stored.ticket().title(), stored.ticket().description());
                searchText = known;
            }
            return known;
        }
    }

    final Map<Long, Entry> tickets = new TreeMap<>();
    final Map<IdempotencyKey, IdempotencyClaim> claims = new HashMap<>();
    final Map<Long, ClassificationRun> runs = new TreeMap<>();
    /** What is queued of the runs that wait or are started. */
    final Map<Long, QueuedRun> queue = new TreeMap<>();

    final Map<MemoryModels.Key, StoredModel> models = new HashMap<>();
    /** By tenant. */
    final Map<String, MemoryModels.Turn> turns = new HashMap<>();

    final Map<MemoryConversations.Key, MemoryConversations.Entry> conversations = new HashMap<>();

    final Map<Long, Comment> comments = new TreeMap<>();
    /** By comment; only of those that were edited. */
    final Map<Long, List<CommentEdit>> commentEdits = new HashMap<>();

    final Map<MemoryOutboxQueue.Key, MemoryOutboxQueue.Delivery> outbox = MemoryOutboxQueue.empty();
    /** By duplicate. */
    final Map<Long, MemoryLinks.Merge> merges = new TreeMap<>();

    final Map<MemoryLinks.Pair, Instant> links = new HashMap<>();
    /** Whose turn it was last. */
    final Map<MemoryAssignmentRotations.Key, String> rotations = new HashMap<>();

    final Map<Long, StoredAttachment> attachments = new TreeMap<>();
    final Map<MemoryAttachmentStore.Place, MemoryAttachmentStore.Content> contents = new HashMap<>();
    /** By ticket. */
    final Map<Long, Rating> ratings = new TreeMap<>();

    final Map<Long, StoredAnswerFeedback> answers = new TreeMap<>();

    final Map<MemoryExternals.Key, TicketId> externals = new HashMap<>();
    final Map<JobKey, MemoryJobs.Job> jobs = new HashMap<>();
    final NavigableMap<MemoryJobs.Key, MemoryJobs.Item> jobItems = MemoryJobs.empty();

    /** By number. */
    final Map<Long, MemoryPersons.Erasing> erasings = new TreeMap<>();

    long lastErasing;
    long lastReply;
    long lastNote;
    long lastPublicAttachment;
    long lastInternalAttachment = -1;
    long lastAnswerFeedback;
    long lastId;
    long lastRunId;
}
