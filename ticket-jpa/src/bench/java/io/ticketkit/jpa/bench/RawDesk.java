package io.ticketkit.jpa.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JDBC with prepared statements: one for each read, on its own; the statements of a write in one transaction. */
final class RawDesk implements Desk {
    private final Database database;
    private final RawSql sql;
    private final RawWrites writes;
    private final String find;
    private final String rareWord;
    private final String frequentWord;

    RawDesk(Database database) {
        this.database = database;
        this.sql = new RawSql(database.isH2());
        this.writes = new RawWrites(database);
        this.find = sql.find();
        this.rareWord = sql.search(true);
        this.frequentWord = sql.search(false);
    }

    /** Something that is done with a statement. */
    interface Work<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T read(String text, Work<T> work) {
        try (Connection connection = database.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement(text)) {
            return work.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RawTicket> tickets(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<RawTicket> tickets = new ArrayList<>();
            while (rows.next()) {
                tickets.add(new RawTicket(rows));
            }
            return tickets;
        }
    }

    @Override
    public Object find(long id) {
        return read(find, statement -> {
                    statement.setString(1, Workload.TENANT);
                    statement.setLong(2, id);
                    return tickets(statement);
                })
                .get(0);
    }

    @Override
    public List<RawTicket> page(Place place, int limit) {
        return read(place.sql(), statement -> {
            int index = 1;
            statement.setString(index++, Workload.TENANT);
            for (String value : place.values()) {
                statement.setString(index++, value);
            }
            if (place.cursor() != null) {
                statement.setLong(index++, place.key());
                if (database.isH2()) {
                    statement.setLong(index++, place.key());
                }
                statement.setLong(index++, place.id());
            }
            statement.setInt(index, limit);
            return tickets(statement);
        });
    }

    @Override
    public List<RawTicket> search(Word word, int limit) {
        return read(word.rare() ? rareWord : frequentWord, statement -> {
            statement.setString(1, Workload.TENANT);
            statement.setString(2, database.isH2() ? "% " + word.text() + "%" : "'" + word.text() + "':*");
            statement.setInt(3, limit);
            return tickets(statement);
        });
    }

    /** Groups of tickets, added up. */
    record Stats(Map<String, long[]> counts, long total, long days, long urgency) {}

    @Override
    public Stats stats() {
        long days = days();
        return read(sql.stats(), statement -> {
            Map<String, long[]> counts = new TreeMap<>();
            long total = 0;
            long urgency = 0;
            statement.setString(1, Workload.TENANT);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long count = rows.getLong(5);
                    add(counts, "category " + rows.getString(1), count);
                    add(counts, "priority " + rows.getString(2), count);
                    add(counts, "status " + rows.getString(3), count);
                    add(counts, "sentiment " + rows.getString(4), count);
                    total += count;
                    urgency += rows.getLong(6);
                }
            }
            return new Stats(counts, total, days, urgency);
        });
    }

    private static void add(Map<String, long[]> counts, String name, long count) {
        counts.computeIfAbsent(name, absent -> new long[1])[0] += count;
    }

    private long days() {
        return read(sql.days(), statement -> {
            statement.setString(1, Workload.TENANT);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public long submit(Text text) {
        return writes.submit(List.of(text));
    }

    @Override
    public void submitAll(List<Text> texts) {
        writes.submit(texts);
    }

    @Override
    public void process(List<Text> texts) {
        writes.submit(texts);
    }

    @Override
    public void transition(Known ticket) {
        writes.transition(ticket);
    }

    @Override
    public List<Long> ids(List<?> page) {
        return page.stream().map(ticket -> ((RawTicket) ticket).id).toList();
    }

    @Override
    public Map<String, Long> counts(Object stats) {
        Stats all = (Stats) stats;
        Map<String, Long> counts = new TreeMap<>();
        all.counts().forEach((name, count) -> counts.put(name, count[0]));
        counts.put("total", all.total());
        counts.put("days", all.days());
        counts.put("urgency", all.urgency());
        return counts;
    }

    @Override
    public void close() {
        database.close();
    }
}
