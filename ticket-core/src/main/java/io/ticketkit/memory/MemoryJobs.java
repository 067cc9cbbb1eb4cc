package io.ticketkit.memory;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.JobChange;
import io.ticketkit.spi.JobEnd;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.JobLife;
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
import java.util.NavigableMap;
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
    record Job(StoredJob stored, Instant readDue, long readClaim) {}

    /**
     * A ticket that a job processes.
     *
     * @param due when it is looked at next: while it is claimed, when the lease ends; never once it is finished
     * @param claim the token of the last claim, 0 when there was none
     * @param changes how often it was changed
     * @param askedAt since when whoever claimed it asks a model, or null
     */
    record Item(
            @Nullable String key,
            @Nullable TicketId ticket,
            JobStage stage,
            Instant due,
            long claim,
            long changes,
            int attempts,
            @Nullable Instant askedAt,
            @Nullable ProcessingFailure failure,
            @Nullable String detail,
            JobSpending spent) {
        static Item of(NewJobItem item, Instant due) {
            return new Item(
                    item.key(),
                    item.ticket(),
                    item.stage(),
                    item.stage().isFinished() ? NEVER : due,
                    0,
                    0,
                    0,
                    null,
                    item.failure(),
                    item.detail(),
                    item.spent());
        }

        /** To be written back again. */
        Item again(Instant now) {
            return new Item(key, ticket, JobStage.CLASSIFIED, now, claim, changes, 0, null, failure, detail, spent);
        }

        Item claimed(JobLease lease, boolean asks) {
            Instant asked = asks && stage == JobStage.WAITING ? lease.now() : null;
            JobSpending all = askedAt == null
                    ? spent
                    : spent.plus(new JobSpending(JobSpending.NONE.cost(), 1, 1, JobSpending.NONE.duration()));
            return new Item(
                    key, ticket, stage, lease.until(), lease.token(), changes, attempts, asked, failure, detail, all);
        }

        Item changed(JobChange change) {
            return new Item(
                    key,
                    ticket,
                    change.stage(),
                    change.stage().isFinished() ? NEVER : change.due(),
                    claim,
                    changes + 1,
                    change.attempts(),
                    null,
                    change.failure(),
                    change.detail(),
                    spent.plus(change.spent()));
        }

        /** Its ticket is erased: only the cost stays. */
        Item forgotten() {
            boolean finished = stage.isFinished() && stage != JobStage.UNWRITTEN;
            return new Item(
                    null,
                    null,
                    finished ? stage : JobStage.SET_ASIDE,
                    NEVER,
                    claim,
                    changes,
                    0,
                    null,
                    finished ? failure : ProcessingFailure.NOT_FOUND,
                    null,
                    spent);
        }
    }

    static NavigableMap<Key, Item> empty() {
        return new TreeMap<>(Comparator.comparing((Key key) -> key.job().tenant())
                .thenComparing(key -> key.job().name())
                .thenComparing(Key::number));
    }

    private final Map<JobKey, Job> jobs;
    private final NavigableMap<Key, Item> items;
    private final Map<Long, MemoryState.Entry> tickets;
    private final UndoLog undo;

    MemoryJobs(MemoryState state, UndoLog undo) {
        this.jobs = state.jobs;
        this.items = state.jobItems;
        this.tickets = state.tickets;
        this.undo = undo;
    }

    private Stream<Map.Entry<Key, Item>> items(JobKey job) {
        return items.subMap(new Key(job, 0), true, new Key(job, Long.MAX_VALUE), true).entrySet().stream();
    }

    /** Unless another one has its name by now. */
    private Optional<Job> living(JobLife life) {
        return Optional.ofNullable(jobs.get(life.key()))
                .filter(job -> job.stored().life().equals(life));
    }

    private Optional<Job> running(JobLife life) {
        return living(life).filter(job -> job.stored().state() == ProcessingState.RUNNING);
    }

    @Override
    public StoredJob open(JobLife life, String input, Instant now) {
        JobKey key = life.key();
        Job old = jobs.get(key);
        StoredJob opened;
        if (old == null) {
            opened = new StoredJob(life, input, ProcessingState.RUNNING, null, null, null, false, 0);
            undo.put(jobs, key, new Job(opened, now, 0), true);
        } else {
            StoredJob s = old.stored();
            opened = new StoredJob(
                    s.life(), s.input(), ProcessingState.RUNNING, null, null, s.cursor(), false, s.items());
            undo.put(jobs, key, new Job(opened, old.readDue(), old.readClaim()), true);
        }
        items(key)
                .filter(item -> item.getValue().stage() == JobStage.UNWRITTEN)
                .toList()
                .forEach(item -> put(item.getKey(), item.getValue().again(now)));
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
    public boolean end(JobLife life, JobEnd end, Instant now) {
        Job job = running(life).orElse(null);
        if (job == null) {
            return false;
        }
        StoredJob s = job.stored();
        StoredJob ended = new StoredJob(
                life, s.input(), end.state(), end.failure(), end.detail(), s.cursor(), s.readToEnd(), s.items());
        return undo.put(jobs, life.key(), new Job(ended, job.readDue(), job.readClaim()), true);
    }

    @Override
    public boolean remove(JobKey job) {
        boolean there = jobs.containsKey(job);
        undo.remove(jobs, job);
        items(job).map(Map.Entry::getKey).toList().forEach(key -> undo.remove(items, key));
        return there;
    }

    @Override
    public Optional<JobRead> claimRead(JobLife life, JobLease lease) {
        Optional<Job> due = running(life)
                .filter(job -> !job.stored().readToEnd() && !job.readDue().isAfter(lease.now()));
        due.ifPresent(job -> undo.put(jobs, life.key(), new Job(job.stored(), lease.until(), lease.token()), true));
        return due.map(job -> new JobRead(life, job.stored().cursor(), lease.token()));
    }

    @Override
    public boolean lockRead(JobRead read) {
        return living(read.job()).filter(job -> job.readClaim() == read.claim()).isPresent();
    }

    @Override
    public Set<String> known(JobLife job, Collection<String> keys) {
        Set<String> asked = new HashSet<>(keys);
        return items(job.key())
                .map(item -> item.getValue().key())
                .filter(Objects::nonNull)
                .filter(asked::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public void add(JobRead read, List<NewJobItem> fresh, String cursor, boolean toEnd, Instant now) {
        StoredJob job = living(read.job()).orElseThrow().stored();
        JobKey key = read.job().key();
        long number = job.items();
        for (NewJobItem item : fresh) {
            put(new Key(key, ++number), Item.of(item, now));
        }
        StoredJob after =
                new StoredJob(job.life(), job.input(), job.state(), job.failure(), job.detail(), cursor, toEnd, number);
        undo.put(jobs, key, new Job(after, now, read.claim()), true);
    }

    @Override
    public void giveBack(JobRead read, Instant now) {
        living(read.job())
                .filter(job -> job.readClaim() == read.claim())
                .ifPresent(job -> undo.put(jobs, read.job().key(), new Job(job.stored(), now, job.readClaim()), true));
    }

    @Override
    public List<JobItem> claim(JobLife life, JobLease lease, boolean asks, int limit) {
        if (running(life).isEmpty()) {
            return List.of();
        }
        return items(life.key())
                .filter(item -> !item.getValue().stage().isFinished()
                        && !item.getValue().due().isAfter(lease.now()))
                .sorted(Comparator.comparing(
                                (Map.Entry<Key, Item> item) -> item.getValue().due())
                        .thenComparing(item -> item.getKey().number()))
                .limit(limit)
                .toList()
                .stream()
                .map(item -> claimed(
                        life, item.getKey(), item.getValue(), item.getValue().claimed(lease, asks)))
                .toList();
    }

    private JobItem claimed(JobLife life, Key key, Item old, Item item) {
        put(key, item);
        return new JobItem(
                life,
                key.number(),
                Objects.requireNonNull(item.key()),
                Objects.requireNonNull(item.ticket()),
                item.stage(),
                item.claim(),
                item.changes(),
                item.attempts(),
                item.spent(),
                old.askedAt());
    }

    @Override
    public boolean isAt(JobItem item) {
        Item there = items.get(new Key(item.job().key(), item.number()));
        return living(item.job()).isPresent()
                && there != null
                && there.claim() == item.claim()
                && there.changes() == item.changes();
    }

    @Override
    public boolean change(JobItem item, JobChange change) {
        Key key = new Key(item.job().key(), item.number());
        Item old = items.get(key);
        if (old == null || old.stage().isFinished() || !isAt(item)) {
            return false;
        }
        put(key, old.changed(change));
        return true;
    }

    @Override
    public boolean isUnfinished(JobLife life) {
        return living(life).isPresent()
                && items(life.key()).anyMatch(item -> !item.getValue().stage().isFinished());
    }

    @Override
    public Optional<ProcessingProgress> progress(JobKey key) {
        return find(key).map(job -> {
            List<Item> all = items(key).map(Map.Entry::getValue).toList();
            JobSpending spent = all.stream().map(Item::spent).reduce(JobSpending.NONE, JobSpending::plus);
            return ProcessingProgress.builder(job.state())
                    .failure(job.failure())
                    .detail(job.detail())
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
                .forEach(entry -> put(entry.getKey(), entry.getValue().forgotten()));
    }
}
