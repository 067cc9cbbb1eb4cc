package io.ticketkit.jpa;

import io.ticketkit.StorageException;
import io.ticketkit.jpa.internal.Ids;
import io.ticketkit.jpa.internal.JdbcAttachmentStore;
import io.ticketkit.jpa.internal.JdbcRuns;
import io.ticketkit.jpa.internal.JdbcSpendLedger;
import io.ticketkit.jpa.internal.JdbcTicketWriter;
import io.ticketkit.jpa.internal.Layout;
import io.ticketkit.jpa.internal.Replica;
import io.ticketkit.jpa.internal.SqlSession;
import io.ticketkit.jpa.internal.Transactions;
import io.ticketkit.jpa.internal.WordFrequencies;
import io.ticketkit.jpa.internal.WriteBuffer;
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.SpendLedger;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tickets in H2 or PostgreSQL, on connections of a data source or through any Jakarta Persistence 3.2 provider. There its SQL runs
 * on the connection of the entity manager's transaction, so it sees and shares what else happens in that transaction.
 *
 * <pre>{@code
 * TicketStorage storage = JpaTicketStorage.managed(dataSource).build();
 * }</pre>
 */
public final class JpaTicketStorage implements TicketStorage {
    private final Transactions transactions;
    /** Of their own, or null when the storage joins and has no second data source. */
    private final @Nullable Transactions own;

    private final boolean joins;
    private final @Nullable String schema;
    private final @Nullable Replica replica;
    private final Ids ids = new Ids();
    private final WordFrequencies words = new WordFrequencies();
    private volatile boolean closed;
    private volatile @Nullable Layout layout;

    private JpaTicketStorage(
            Transactions transactions, @Nullable Transactions own, @Nullable String schema, @Nullable Replica replica) {
        this.transactions = transactions;
        this.own = own;
        this.joins = own != transactions;
        this.schema = schema;
        this.replica = replica;
    }

    /**
     * Starts a storage with short transactions of its own, on connections of a data source. No persistence provider is needed.
     *
     * @param dataSource the database; its connections take part in no transaction of the host, as those of a JTA data source do;
     *     stays the host's and is never closed
     * @return a builder
     */
    public static ManagedBuilder managed(DataSource dataSource) {
        return new ManagedBuilder(null, dataSource);
    }

    /**
     * Starts a storage with short transactions of its own, on a persistence unit of the host with resource-local
     * transactions.
     *
     * @param factory the persistence unit; stays the host's and is never closed
     * @return a builder
     */
    public static ManagedBuilder managed(EntityManagerFactory factory) {
        return new ManagedBuilder(factory, null);
    }

    /**
     * Starts a storage that works in the host's entity manager and its active transaction, which it neither begins nor
     * ends. Without an active transaction every call throws {@link io.ticketkit.NoTransactionException}.
     *
     * <p>A write that throws leaves nothing of itself behind, even when the host catches that and commits.
     *
     * @param current gives the entity manager of the calling thread, or null when there is none; asked at every call
     * @return a builder
     */
    public static JoiningBuilder joining(Supplier<? extends @Nullable EntityManager> current) {
        return new JoiningBuilder(current);
    }

    @Override
    public <T> T read(Function<? super TicketReader, ? extends T> work) {
        return open(transactions).read(session -> inTickets(session, work));
    }

    @Override
    public <T> T readLagging(Function<? super TicketReader, ? extends T> work) {
        if (replica == null) {
            return read(work);
        }
        if (joins || layout == null) {
            // asks for the host's transaction, and checks the schema where it is made
            read(reader -> true);
        }
        return replica.read(session -> inTickets(session, work), open(transactions));
    }

    @Override
    public <T> T write(Function<? super TicketWriter, ? extends T> work) {
        return ids.using(() -> open(transactions).write(session -> inTickets(session, work)));
    }

    private <T> T inTickets(SqlSession session, Function<? super JdbcTicketWriter, ? extends T> work) {
        Layout tables = layout(session);
        return WriteBuffer.around(
                session, tables, buffer -> work.apply(new JdbcTicketWriter(buffer, tables, ids, words)));
    }

    @Override
    public void writeRuns(Consumer<? super RunWriter> work) {
        Transactions which = open(own == null ? transactions : own);
        ids.using(() -> which.write(session -> WriteBuffer.around(session, layout(session), buffer -> {
            work.accept(new JdbcRuns(buffer, layout(session), ids, true));
            return true;
        })));
    }

    /**
     * What is spent on models, in the same database: shared by all nodes, in short transactions of its own.
     *
     * @return the ledger; of no use once this storage is closed
     * @throws IllegalStateException when this storage joins and has no second data source
     */
    public SpendLedger spendLedger() {
        Transactions transactionsOfItsOwn = own;
        if (transactionsOfItsOwn == null) {
            throw new IllegalStateException("A joining storage keeps no budget: what was spent stays spent when the "
                    + "host rolls back. Give it connections of its own: joining(…).runDataSource(dataSource).");
        }
        return new JdbcSpendLedger(
                new JdbcSpendLedger.Work() {
                    @Override
                    public <T> T run(Function<SqlSession, T> work) {
                        return open(transactionsOfItsOwn).write(work);
                    }
                },
                this::layout);
    }

    @Override
    public AttachmentStore attachmentStore() {
        return new JdbcAttachmentStore(
                new JdbcAttachmentStore.Work() {
                    @Override
                    public <T> T run(Function<SqlSession, T> work) {
                        return open(transactions).write(work);
                    }
                },
                this::layout);
    }

    @Override
    public boolean keepsRunsApart() {
        return joins && own != null;
    }

    private Transactions open(Transactions which) {
        if (closed) {
            throw new StorageException("This storage was closed.", null);
        }
        return which;
    }

    /** The layout of a schema that was checked. */
    private Layout layout(SqlSession session) {
        Layout known = layout;
        if (known == null) {
            known = session.call(connection -> SchemaInspection.check(connection, Layout.of(connection, schema)));
            layout = known;
        }
        return known;
    }

    @Override
    public boolean joins() {
        return joins;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Configures a storage with transactions of its own; not thread-safe. */
    public static final class ManagedBuilder {
        private final @Nullable EntityManagerFactory factory;
        private @Nullable DataSource dataSource;
        private @Nullable String schema;
        private @Nullable Boolean migrate;
        private @Nullable DataSource readOnly;

        private ManagedBuilder(@Nullable EntityManagerFactory factory, @Nullable DataSource dataSource) {
            this.factory = factory;
            this.dataSource = dataSource;
        }

        /**
         * Sets the database to migrate; only needed together with an entity manager factory.
         *
         * @param value the same database as the factory's
         * @return this
         */
        public ManagedBuilder dataSource(DataSource value) {
            this.dataSource = value;
            return this;
        }

        /**
         * Has figures and searches by text read on a read-only replica: statistics, charts, reports on runs of classifiers,
         * and the pages and counts of a {@link io.ticketkit.TicketQuery} with a text. They are as old as the replica lags,
         * also for who has just written. All else is read on the primary, a list or a count without a text included.
         *
         * <p>While the replica cannot be reached, or lacks the tables, they are read on the primary: that is logged once as
         * a warning, and it is tried again every ten seconds; the pool should give up quickly (HikariCP:
         * {@code connectionTimeout} of a second). A statement that the replica cancels, because it is in the way of what it
         * has to copy, is repeated on the primary. One that it cancels for its duration fails.
         *
         * <p>How far a PostgreSQL replica lags, asked there:
         * {@code select now() - pg_last_xact_replay_timestamp()}; while nobody writes that grows, too.
         *
         * @param value a copy of the same database, whose schema is not checked; nothing is written there, also when it
         *     would allow it; stays the host's and is never closed
         * @return this
         */
        public ManagedBuilder readOnly(DataSource value) {
            this.readOnly = value;
            return this;
        }

        /**
         * Sets the schema of the tables; without, it is the current one of the connections.
         *
         * @param name 1 to 63 letters (A to Z), digits or {@code _}; in any case
         * @return this
         * @throws IllegalArgumentException when the name is of another form
         */
        public ManagedBuilder schema(String name) {
            this.schema = Layout.checked(name);
            return this;
        }

        /**
         * Sets whether {@link #build()} brings the tables up to date, which needs Flyway; otherwise it only checks
         * them. Without this call it does so when it has a data source.
         *
         * @param value true to migrate
         * @return this
         */
        public ManagedBuilder migrate(boolean value) {
            this.migrate = value;
            return this;
        }

        /**
         * Migrates if wanted, checks the schema, and connects.
         *
         * @return the storage
         * @throws SchemaException when the schema is not the one this library needs
         * @throws StorageException when the database fails
         * @throws IllegalStateException when it shall migrate but has no data source
         */
        public JpaTicketStorage build() {
            prepareSchema();
            Transactions own =
                    factory != null ? Transactions.on(factory) : Transactions.on(Objects.requireNonNull(dataSource));
            JpaTicketStorage storage = new JpaTicketStorage(own, own, schema, Replica.on(readOnly));
            storage.read(reader -> true);
            return storage;
        }

        private void prepareSchema() {
            DataSource database = dataSource;
            if (database == null) {
                if (Boolean.TRUE.equals(migrate)) {
                    throw new IllegalStateException("to migrate, give the data source: .dataSource(...)");
                }
                return;
            }
            TicketSchema tables = schema == null
                    ? TicketSchema.of(database)
                    : TicketSchema.of(database).schema(schema);
            if (Boolean.FALSE.equals(migrate)) {
                tables.check();
            } else {
                tables.migrate();
            }
        }
    }

    /** Configures a storage that joins the host's transactions; not thread-safe. */
    public static final class JoiningBuilder {
        private final Supplier<? extends @Nullable EntityManager> current;
        private @Nullable DataSource dataSource;
        private @Nullable DataSource runDataSource;
        private @Nullable DataSource readOnly;
        private @Nullable String schema;

        private JoiningBuilder(Supplier<? extends @Nullable EntityManager> current) {
            this.current = current;
        }

        /**
         * Sets the database whose schema {@link #build()} checks; without, the first use checks it.
         *
         * @param value the same database as the entity managers'
         * @return this
         */
        public JoiningBuilder dataSource(DataSource value) {
            this.dataSource = value;
            return this;
        }

        /**
         * Has runs of classifiers and the money spent on models recorded on connections of their own, in short
         * transactions beside the host's: they stay when the host rolls back. Without, runs share the fate of the
         * host's transaction.
         *
         * @param value the same database as the entity managers', but not enlisted in the host's transactions; stays
         *     the host's and is never closed
         * @return this
         */
        public JoiningBuilder runDataSource(DataSource value) {
            this.runDataSource = value;
            return this;
        }

        /**
         * Has figures and searches by text read on a read-only replica, as {@link ManagedBuilder#readOnly} says: without what
         * the host's transaction has written, which must be there all the same.
         *
         * @param value a copy of the same database, not enlisted in the host's transactions; stays the host's and is never
         *     closed
         * @return this
         */
        public JoiningBuilder readOnly(DataSource value) {
            this.readOnly = value;
            return this;
        }

        /**
         * Sets the schema of the tables; without, it is the current one of the connections.
         *
         * @param name 1 to 63 letters (A to Z), digits or {@code _}; in any case
         * @return this
         * @throws IllegalArgumentException when the name is of another form
         */
        public JoiningBuilder schema(String name) {
            this.schema = Layout.checked(name);
            return this;
        }

        /**
         * Checks the schema if it can. Migrating is up to the host: {@link TicketSchema#migrate()}.
         *
         * @return the storage
         * @throws SchemaException when the schema is not the one this library needs
         * @throws StorageException when the database fails
         */
        public JpaTicketStorage build() {
            Transactions own = runDataSource == null ? null : Transactions.on(runDataSource);
            JpaTicketStorage storage =
                    new JpaTicketStorage(Transactions.joining(current), own, schema, Replica.on(readOnly));
            if (dataSource != null) {
                TicketSchema tables = TicketSchema.of(dataSource);
                storage.layout = (schema == null ? tables : tables.schema(schema)).checked();
            }
            return storage;
        }
    }
}
