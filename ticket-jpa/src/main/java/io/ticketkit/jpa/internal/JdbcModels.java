package io.ticketkit.jpa.internal;

import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.LabelledText;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredModel;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads and writes models and what they are learned from by SQL. */
final class JdbcModels implements ModelWriter {
    /** PostgreSQL takes 65,535 parameters. */
    private static final int TENANTS_AT_ONCE = 1_000;

    private final SqlSession session;
    private final Layout layout;
    private final String table;
    private final JdbcRounds rounds;

    JdbcModels(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.table = layout.name("ticket_model");
        this.rounds = new JdbcRounds(session, layout);
    }

    @Override
    public List<Version> versions(Collection<String> tenants) {
        List<String> all = List.copyOf(new TreeSet<>(tenants));
        return session.call(connection -> {
            List<Version> versions = new ArrayList<>();
            for (int from = 0; from < all.size(); from += TENANTS_AT_ONCE) {
                List<String> some = all.subList(from, Math.min(all.size(), from + TENANTS_AT_ONCE));
                versions.addAll(Sql.of("select tenant, field, version, checksum from " + table + " where ")
                        .plus(Sql.in("tenant", some))
                        .list(
                                connection,
                                row -> new Version(row.text(), row.code(JdbcModels::field), row.number(), row.text())));
            }
            return versions;
        });
    }

    private static Optional<ClassifiedField> field(String column) {
        return Arrays.stream(ClassifiedField.values())
                .filter(field -> RunCells.column(field).equals(column))
                .findFirst();
    }

    @Override
    public Optional<StoredModel> find(String tenant, ClassifiedField field) {
        Sql sql = Sql.of("select version, trained_at, checksum, content from " + table)
                .plus(where(tenant, field));
        return session
                .call(connection -> sql.list(
                        connection,
                        row -> new StoredModel(tenant, field, row.number(), row.time(), row.text(), row.bytes())))
                .stream()
                .findFirst();
    }

    private static Sql where(String tenant, ClassifiedField field) {
        return Sql.of(
                " where tenant = ? and field = ?", Sql.Value.text(tenant), Sql.Value.text(RunCells.column(field)));
    }

    @Override
    public List<LabelledText> labelled(String tenant, @Nullable TicketId before, int limit) {
        Dialect dialect = layout.dialect();
        Sql sql = Sql.of("select t.id, t.title, t.description, t.category_source, t.category, t.priority_source,"
                        + " t.priority from ")
                .plus(labelledOf(tenant))
                .plus(before == null ? Sql.of("") : Sql.of(" and t.id < ?", before.value()))
                .plus(" order by " + (dialect.isPostgresql() ? "" : "t.labelled desc, t.tenant desc, ") + "t.id desc")
                .plus(Sql.of(" fetch first ? rows only", limit));
        return session.call(connection -> sql.list(connection, JdbcModels::readLabelled));
    }

    private static LabelledText readLabelled(Row row) throws SQLException {
        TicketId id = new TicketId(row.number());
        String title = row.text();
        String description = row.text();
        boolean category = row.code(Source::parse) == Source.PERSON;
        String code = row.text();
        boolean priority = row.code(Source::parse) == Source.PERSON;
        Priority level = row.code(Priority::parse);
        return new LabelledText(id, title, description, category ? new Category(code) : null, priority ? level : null);
    }

    private Sql labelledOf(String tenant) {
        return Sql.of(
                layout.name("ticket") + " t where t.tenant = ? and "
                        + layout.dialect().labelled(),
                tenant);
    }

    /** Every change of a ticket raises its version; times and ids tell apart what erasing and labelling may balance. */
    @Override
    public String fingerprint(String tenant) {
        Sql sql = Sql.of(
                        "select count(*), coalesce(sum(t.id), 0), coalesce(sum(cast(t.id as numeric(19)) * t.version), 0),"
                                + " coalesce(max(t.updated_at), 0) from ")
                .plus(labelledOf(tenant));
        return session.call(connection ->
                        sql.list(connection, row -> String.join(" ", row.text(), row.text(), row.text(), row.text())))
                .get(0);
    }

    @Override
    public List<Round> claim(Instant now, Instant leaseUntil, int limit) {
        return rounds.claim(now, leaseUntil, limit);
    }

    @Override
    public void finish(String tenant, @Nullable String seen, Instant due) {
        rounds.finish(tenant, seen, due);
    }

    @Override
    public boolean replace(StoredModel model) {
        List<Sql.Value> content = List.of(
                Sql.Value.number(model.version()),
                Sql.Value.number(EpochMicros.of(model.trainedAt())),
                Sql.Value.text(model.checksum()),
                Sql.Value.bytes(model.content()));
        if (model.version() == 1) {
            return insert(model, content);
        }
        Sql update = Sql.of("update " + table + " set version = ?, trained_at = ?, checksum = ?, content = ?", content)
                .plus(where(model.tenant(), model.field()))
                .plus(Sql.of(" and version = ?", model.version() - 1));
        return session.call(update::update) == 1;
    }

    private boolean insert(StoredModel model, List<Sql.Value> content) {
        List<Sql.Value> row = new ArrayList<>(content);
        row.add(Sql.Value.text(model.tenant()));
        row.add(Sql.Value.text(RunCells.column(model.field())));
        Sql insert = Sql.of(
                "insert into " + table + " (version, trained_at, checksum, content, tenant, field)"
                        + " values (?, ?, ?, ?, ?, ?)",
                row);
        return session.call(connection -> Inserts.unlessThere(connection, layout, insert));
    }

    @Override
    public void hold(String tenant) {
        rounds.hold(tenant);
    }

    @Override
    public void drop(String tenant, ClassifiedField field) {
        Sql delete = Sql.of("delete from " + table).plus(where(tenant, field));
        session.call(delete::update);
    }
}
