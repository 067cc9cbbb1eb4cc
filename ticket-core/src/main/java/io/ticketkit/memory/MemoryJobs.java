package io.ticketkit.memory;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.JobChange;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.JobRead;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.spi.JobTrouble;
import io.ticketkit.spi.NewJobItem;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredJob;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Processing jobs, within one transaction. */
final class MemoryJobs implements JobQueue {
    private static final Instant NEVER = EpochMicros.toInstant(EpochMicros.MAX);

    /** Of a job the items stand together, in the order of their numbers. */
    record Key(JobKey job, long number) {}

    /** A job, and who reads its input. */
    record Job(StoredJob stored, Instant readDue, long reads) {}

    /**
     * A ticket that a job processes.
     *
     * @param due when it is looked at next: while it is claimed, when the lease ends; never once it is finished
     * @param askedAt since when whoever claimed it asks a model, or null
     */
    record Item(
            @Nullable String key,
            @Nullable TicketId ticket,
            JobStage stage,
            Instant due,
            long claims,
            int attempts,
            @Nullable Instant askedAt,
            @Nullable ProcessingFailure failure,
            @Nullable String detail,
            JobSpending spent) {}

    static Map<Key, Item> empty() {
        return new TreeMap<>(Comparator.comparing((Key key) -> key.job().tenant())
                .thenComparing(key -> key.job().name())
                .thenComparing(Key::number));
    }

    private final Map<JobKey, Job> jobs;
    private final Map<Key, Item> items;
    private final Map<Long, MemoryState.Entry> tickets;
    private final UndoLog undo;

    MemoryJobs(MemoryState state, UndoLog undo) {
        this.jobs = state.jobs;
        this.items = state.jobItems;
        this.tickets = state.tickets;
        this.undo = undo;
    }

    private Stream<Map.Entry<Key, Item>> items(JobKey job) {
        return items.entrySet().stream().filter(item -> item.getKey().job().equals(job));
    }

    private static StoredJob running(StoredJob job, boolean readToEnd, @Nullable String cursor, long count) {
        return new StoredJob(job.key(), job.input(), ProcessingState.RUNNING, null, cursor, readToEnd, count);
    }

    @Override
    public StoredJob open(JobKey key, String input, Instant now) {
        Job old = jobs.get(key);
        StoredJob opened = old == null
                ? new StoredJob(key, input, ProcessingState.RUNNING, null, null, false, 0)
                : running(
                        old.stored(), false, old.stored().cursor(), old.stored().items());
        undo.put(jobs, key, old == null ? new Job(opened, now, 0) : new Job(opened, old.readDue(), old.reads()), true);
        items(key)
                .filter(item -> item.getValue().stage() == JobStage.UNWRITTEN)
                .toList()
                .forEach(item -> {
                    Item i = item.getValue();
                    put(
                            item.getKey(),
                            new Item(
                                    i.key(),
                                    i.ticket(),
                                    JobStage.CLASSIFIED,
                                    now,
                                    i.claims(),
                                    0,
                                    null,
                                    i.failure(),
                                    i.detail(),
                                    i.spent()));
                });
        return opened;
    }

    private void put(Key key, Item item) {
        undo.put(items, key, item, true);
    }

    @Override
    public Optional<StoredJob> find(JobKey job) {
        return Optional.ofNullable(jobs.get(job)).map(Job::stored);
    }

    @Override
    public boolean end(JobKey key, ProcessingState state, @Nullable ProcessingFailure failure, Instant now) {
        Job job = jobs.get(key);
        if (job == null || job.stored().state() != ProcessingState.RUNNING) {
            return false;
        }
        StoredJob s = job.stored();
        StoredJob ended = new StoredJob(key, s.input(), state, failure, s.cursor(), s.readToEnd(), s.items());
        return undo.put(jobs, key, new Job(ended, job.readDue(), job.reads()), true);
    }

    @Override
    public boolean remove(JobKey job) {
        boolean there = jobs.containsKey(job);
        undo.remove(jobs, job);
        items(job).map(Map.Entry::getKey).toList().forEach(key -> undo.remove(items, key));
        return there;
    }

    @Override
    public Optional<JobRead> claimRead(JobKey key, Instant now, Instant leaseUntil) {
        Job job = jobs.get(key);
        if (job == null
                || job.stored().state() != ProcessingState.RUNNING
                || job.stored().readToEnd()
                || job.readDue().isAfter(now)) {
            return Optional.empty();
        }
        Job claimed = new Job(job.stored(), leaseUntil, job.reads() + 1);
        undo.put(jobs, key, claimed, true);
        return Optional.of(new JobRead(key, job.stored().cursor(), claimed.reads()));
    }

    @Override
    public boolean lockRead(JobRead read) {
        Job job = jobs.get(read.job());
        return job != null && job.reads() == read.claim();
    }

    @Override
    public Set<String> known(JobKey job, Collection<String> keys) {
        Set<String> asked = new HashSet<>(keys);
        return items(job)
                .map(item -> item.getValue().key())
                .filter(Objects::nonNull)
                .filter(asked::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public void add(JobRead read, List<NewJobItem> fresh, String cursor, boolean toEnd, Instant now) {
        StoredJob job = Objects.requireNonNull(jobs.get(read.job())).stored();
        long number = job.items();
        for (NewJobItem item : fresh) {
            put(
                    new Key(job.key(), ++number),
                    new Item(
                            item.key(),
                            item.ticket(),
                            item.stage(),
                            item.stage().isFinished() ? NEVER : now,
                            0,
                            0,
                            null,
                            item.failure(),
                            item.detail(),
                            item.spent()));
        }
        StoredJob after = new StoredJob(job.key(), job.input(), job.state(), job.failure(), cursor, toEnd, number);
        undo.put(jobs, job.key(), new Job(after, now, read.claim()), true);
    }

    @Override
    public void giveBack(JobRead read, Instant now) {
        Job job = jobs.get(read.job());
        if (job != null && job.reads() == read.claim()) {
            undo.put(jobs, read.job(), new Job(job.stored(), now, job.reads()), true);
        }
    }

    @Override
    public List<JobItem> claim(JobKey key, Instant now, Instant leaseUntil, boolean asks, int limit) {
        if (find(key).filter(job -> job.state() == ProcessingState.RUNNING).isEmpty()) {
            return List.of();
        }
        return items(key)
                .filter(item -> !item.getValue().stage().isFinished()
                        && !item.getValue().due().isAfter(now))
                .sorted(Comparator.comparing(
                                (Map.Entry<Key, Item> item) -> item.getValue().due())
                        .thenComparing(item -> item.getKey().number()))
                .limit(limit)
                .toList()
                .stream()
                .map(item -> claimed(item.getKey(), item.getValue(), now, leaseUntil, asks))
                .toList();
    }

    private JobItem claimed(Key key, Item old, Instant now, Instant leaseUntil, boolean asks) {
        JobSpending spent = old.askedAt() == null
                ? old.spent()
                : old.spent().plus(new JobSpending(JobSpending.NONE.cost(), 1, 1, JobSpending.NONE.duration()));
        Item item = new Item(
                old.key(),
                old.ticket(),
                old.stage(),
                leaseUntil,
                old.claims() + 1,
                old.attempts(),
                asks && old.stage() == JobStage.WAITING ? now : null,
                old.failure(),
                old.detail(),
                spent);
        put(key, item);
        return new JobItem(
                key.job(),
                key.number(),
                Objects.requireNonNull(item.key()),
                Objects.requireNonNull(item.ticket()),
                item.stage(),
                item.claims(),
                item.attempts(),
                spent,
                old.askedAt());
    }

    @Override
    public boolean change(JobItem item, JobChange change) {
        Key key = new Key(item.job(), item.number());
        Item old = items.get(key);
        if (old == null || old.stage().isFinished() || old.claims() != item.claim()) {
            return false;
        }
        put(
                key,
                new Item(
                        old.key(),
                        old.ticket(),
                        change.stage(),
                        change.stage().isFinished() ? NEVER : change.due(),
                        old.claims(),
                        change.attempts(),
                        null,
                        change.failure(),
                        change.detail(),
                        old.spent().plus(change.spent())));
        return true;
    }

    @Override
    public boolean isUnfinished(JobKey job) {
        return items(job).anyMatch(item -> !item.getValue().stage().isFinished());
    }

    @Override
    public Optional<ProcessingProgress> progress(JobKey key) {
        return find(key).map(job -> {
            List<Item> all = items(key).map(Map.Entry::getValue).toList();
            JobSpending spent = all.stream().map(Item::spent).reduce(JobSpending.NONE, JobSpending::plus);
            return ProcessingProgress.builder(job.state())
                    .failure(job.failure())
                    .readToEnd(job.readToEnd())
                    .waiting(all.stream()
                            .filter(item -> !item.stage().isFinished())
                            .count())
                    .finished(count(all, JobStage.DONE), count(all, JobStage.UNWRITTEN), count(all, JobStage.SET_ASIDE))
                    .cost(spent.cost(), spent.unknownCosts(), spent.lost())
                    .build();
        });
    }

    private static long count(List<Item> all, JobStage stage) {
        return all.stream().filter(item -> item.stage() == stage).count();
    }

    @Override
    public List<JobTrouble> troubles(JobKey job, Scope scope, Seek seek) {
        Stream<JobTrouble> all = items(job)
                .filter(item -> isIn(scope, item.getValue().ticket()))
                .filter(item -> item.getValue().stage() == JobStage.SET_ASIDE
                        || item.getValue().stage() == JobStage.UNWRITTEN)
                .map(entry -> {
                    Item item = entry.getValue();
                    return new JobTrouble(
                            entry.getKey().number(),
                            item.key(),
                            item.ticket(),
                            item.stage(),
                            item.failure(),
                            item.detail(),
                            item.spent());
                });
        return MemoryTransaction.part(
                all, one -> new Seek.Position(one.number(), one.number()), MemoryTransaction.BY_KEY_THEN_ID, seek);
    }

    private boolean isIn(Scope scope, @Nullable TicketId id) {
        MemoryState.Entry entry = id == null ? null : tickets.get(id.value());
        return scope instanceof Scope.All
                || (entry != null && scope.includes(entry.stored().ticket()));
    }

    /** The ticket is being erased: its items stay, for what they cost. */
    void forget(String tenant, TicketId ticket) {
        items.entrySet().stream()
                .filter(item -> item.getKey().job().tenant().equals(tenant)
                        && ticket.equals(item.getValue().ticket()))
                .toList()
                .forEach(entry -> {
                    Item old = entry.getValue();
                    boolean finished = old.stage().isFinished() && old.stage() != JobStage.UNWRITTEN;
                    put(
                            entry.getKey(),
                            new Item(
                                    null,
                                    null,
                                    finished ? old.stage() : JobStage.SET_ASIDE,
                                    NEVER,
                                    old.claims(),
                                    0,
                                    null,
                                    finished ? old.failure() : ProcessingFailure.NOT_FOUND,
                                    null,
                                    old.spent()));
                });
    }
}
