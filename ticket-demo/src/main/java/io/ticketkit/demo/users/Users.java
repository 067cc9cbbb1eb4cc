package io.ticketkit.demo.users;

import io.ticketkit.StorageUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Accounts in the database, with their passwords. Safe for concurrent use. */
public final class Users {
    private static final String TAKEN = "23505";
    private static final String COLUMNS =
            "select id, email, name, role, created_at, password_hash, token_version from demo_user";

    private final DataSource database;
    private final Clock clock;
    private final Passwords passwords = new Passwords();

    /**
     * Accounts in a database.
     *
     * @param database where the demo's own tables are
     */
    public Users(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An account, with the version of its rights. */
    record Known(User user, String hash, int version) {
        /** Not the hash. */
        @Override
        public String toString() {
            return "Known[" + user + "]";
        }
    }

    private interface Work<T> {
        T in(PreparedStatement statement) throws SQLException;
    }

    /** Makes an account of a requester; empty when there is one with this address. */
    Optional<User> add(NewUser draft) {
        try {
            return Optional.of(insert(draft, Role.REQUESTER));
        } catch (SQLException e) {
            if (TAKEN.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw failed(e);
        }
    }

    /**
     * Makes an account, or gives the one with this address another password and role; its tokens are void then.
     *
     * @return whether it is a new one
     */
    public boolean put(NewUser draft, Role role) {
        String hash = passwords.hash(draft.password());
        int changed = run(
                "update demo_user set role = ?, password_hash = ?, token_version = token_version + 1 where email = ?",
                statement -> {
                    statement.setString(1, role.wireName());
                    statement.setString(2, hash);
                    statement.setString(3, draft.email());
                    return statement.executeUpdate();
                });
        if (changed > 0) {
            return false;
        }
        try {
            insert(draft, role);
            return true;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private User insert(NewUser draft, Role role) throws SQLException {
        String hash = passwords.hash(draft.password());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String sql = "insert into demo_user (email, name, role, password_hash, created_at) values (?, ?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
            statement.setString(1, draft.email());
            statement.setString(2, draft.name());
            statement.setString(3, role.wireName());
            statement.setString(4, hash);
            statement.setLong(5, ChronoUnit.MICROS.between(Instant.EPOCH, now));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return new User(keys.getLong(1), draft.email(), draft.name(), role, now);
            }
        }
    }

    Optional<Known> find(long id) {
        return run(COLUMNS + " where id = ?", statement -> {
            statement.setLong(1, id);
            return first(statement);
        });
    }

    /** The account with this address and password. Takes as long when there is none with this address. */
    Optional<Known> find(String email, String password) {
        Optional<Known> known = find(NewUser.normalized(email));
        if (known.isEmpty()) {
            passwords.matchesNone(password);
        }
        return known.filter(user -> passwords.matches(password, user.hash()));
    }

    /** Removes the account with an address; false when there is none. */
    boolean remove(String email) {
        return NewUser.isAddress(email)
                && 1
                        == run("delete from demo_user where email = ?", statement -> {
                            statement.setString(1, email);
                            return statement.executeUpdate();
                        });
    }

    Optional<Known> find(String email) {
        if (!NewUser.isAddress(email)) {
            // a database may refuse what nobody can have, a null character for one
            return Optional.empty();
        }
        return run(COLUMNS + " where email = ?", statement -> {
            statement.setString(1, email);
            return first(statement);
        });
    }

    boolean isPasswordOf(Known known, String password) {
        return passwords.matches(password, known.hash());
    }

    private static Optional<Known> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(known(row)) : Optional.empty();
        }
    }

    private static Known known(ResultSet row) throws SQLException {
        User user = new User(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                Role.parse(row.getString("role")).orElseThrow(),
                Instant.EPOCH.plus(row.getLong("created_at"), ChronoUnit.MICROS));
        return new Known(user, row.getString("password_hash"), row.getInt("token_version"));
    }

    void rename(long id, String name) {
        run("update demo_user set name = ? where id = ?", statement -> {
            statement.setString(1, name);
            statement.setLong(2, id);
            return statement.executeUpdate();
        });
    }

    /** Changes the password of an account as it was known; false when that is changed or gone by now. */
    boolean changePassword(Known known, String password) {
        String hash = passwords.hash(password);
        String sql = "update demo_user set password_hash = ?, token_version = token_version + 1"
                + " where id = ? and token_version = ?";
        return 1
                == run(sql, statement -> {
                    statement.setString(1, hash);
                    statement.setLong(2, known.user().id());
                    statement.setInt(3, known.version());
                    return statement.executeUpdate();
                });
    }

    /** The addresses of those who answer tickets, at most so many. */
    List<String> staff(int most) {
        String sql = "select email from demo_user where role <> 'requester' order by email fetch first " + most
                + " rows only";
        return run(sql, statement -> {
            List<String> emails = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    emails.add(rows.getString(1));
                }
            }
            return emails;
        });
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.in(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean away = e instanceof SQLTransientException || state.startsWith("08") || state.startsWith("57P");
        return away ? new StorageUnavailableException(e) : new IllegalStateException("accounts", e);
    }
}
