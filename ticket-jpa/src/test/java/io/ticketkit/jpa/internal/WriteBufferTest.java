package io.ticketkit.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.StorageConflictException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** In which order changes are sent; that they are the right ones, the contract suites show on a real database. */
class WriteBufferTest {
    private static final String TICKET = "insert into ticket (id) values (?)";
    private static final String RUN = "insert into run (id) values (?)";
    private static final String DECIDE = "update run set fate = 'accepted' where id = ?";

    private final List<String> sent = new ArrayList<>();
    /** How many rows each change is said to have changed. */
    private int count = 1;

    private final Connection connection =
            proxy(Connection.class, (method, arguments) -> statement((String) arguments[0]));

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    private PreparedStatement statement(String text) {
        List<Object> values = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        return proxy(PreparedStatement.class, (method, arguments) -> switch (method) {
            case "setObject" -> values.add(arguments[1]);
            case "addBatch" -> {
                batch.add(text + values);
                values.clear();
                yield true;
            }
            case "executeBatch" -> {
                sent.addAll(batch);
                yield batch.stream().mapToInt(one -> count).toArray();
            }
            case "execute" -> sent.add(text + values);
            case "getUpdateCount" -> count;
            default -> false;
        });
    }

    private void buffer(Dialect dialect, Consumer<WriteBuffer> work) throws SQLException {
        SqlSession session = new SqlSession() {
            @Override
            public <T> T call(Work<T> change) {
                try {
                    return change.run(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        WriteBuffer.around(session, new Layout(dialect, null), buffer -> {
            work.accept(buffer);
            return true;
        });
    }

    private static void submit(WriteBuffer buffer, long id) {
        buffer.change(Sql.of(TICKET, id));
        buffer.change(Sql.of(RUN, id));
    }

    @Test
    void aFewChangesAreOneStatement() throws SQLException {
        buffer(Dialect.POSTGRESQL, buffer -> {
            submit(buffer, 1);
            assertThat(sent).isEmpty();
        });
        assertThat(sent).containsExactly(TICKET + ";" + RUN + ";[1, 1]");
    }

    @Test
    void manyInsertsAreABatchForEachTable() throws SQLException {
        buffer(Dialect.POSTGRESQL, buffer -> {
            for (long id = 1; id <= 9; id++) {
                submit(buffer, id);
            }
        });
        assertThat(sent).hasSize(18).startsWith(TICKET + "[1]", TICKET + "[2]").endsWith(RUN + "[9]");
        assertThat(sent.subList(0, 9)).allMatch(one -> one.startsWith(TICKET));
    }

    @Test
    void anUpdateNeverGoesAheadOfWhatWasInserted() throws SQLException {
        buffer(Dialect.POSTGRESQL, buffer -> {
            for (long id = 1; id <= 6; id++) {
                submit(buffer, id);
                buffer.change(Sql.of(DECIDE, id));
            }
        });
        for (long id = 1; id <= 6; id++) {
            assertThat(sent.indexOf(RUN + "[" + id + "]"))
                    .isNotNegative()
                    .isLessThan(sent.indexOf(DECIDE + "[" + id + "]"));
        }
    }

    @Test
    void whatIsReadOrFlushedInBetweenSeesAll() throws SQLException {
        buffer(Dialect.POSTGRESQL, buffer -> {
            submit(buffer, 1);
            assertThat(buffer.<Integer>call(any -> sent.size())).isEqualTo(1);
            submit(buffer, 2);
            buffer.flush();
            assertThat(sent).hasSize(2);
        });
        assertThat(sent).hasSize(2);
    }

    @Test
    void nothingIsHeldBackOnH2() throws SQLException {
        buffer(Dialect.H2, buffer -> {
            submit(buffer, 1);
            assertThat(sent).containsExactly(TICKET + "[1]", RUN + "[1]");
        });
    }

    @Test
    void aRowThatIsNotThereIsAConflict() throws SQLException {
        count = 0;
        buffer(Dialect.POSTGRESQL, buffer -> buffer.change(Sql.of(DECIDE, 1)));
        assertThatThrownBy(() -> buffer(Dialect.POSTGRESQL, buffer -> buffer.changeOne(Sql.of(DECIDE, 1))))
                .isInstanceOf(StorageConflictException.class);
    }
}
