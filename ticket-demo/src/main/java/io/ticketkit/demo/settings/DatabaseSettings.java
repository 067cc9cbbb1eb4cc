package io.ticketkit.demo.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database.
 *
 * @param url a JDBC URL
 * @param user null when the URL says it, or none is needed
 * @param password as the user
 * @param replicaUrl a copy of it that figures and searches are read from, with the same user; null for none
 */
public record DatabaseSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String replicaUrl) {
    private static final String LOGIN = "(?:[^%@/\\s]|%[0-9a-fA-F]{2})*";
    private static final Pattern SHARED = Pattern.compile("postgres(?:ql)?://(?:(?<user>" + LOGIN + "?)(?::(?<password>"
            + LOGIN + "))?@)?(?<place>[^@/?\\s]+/[^@/?\\s]+(?:\\?\\S*)?)");
    private static final String DEFAULT = "jdbc:h2:file:./data/ticketkit";

    static DatabaseSettings of(Environment environment) {
        DatabaseSettings database = primary(environment);
        Optional<String> replica = environment.text("TICKET_DB_REPLICA_URL");
        if (replica.isPresent() && (database.isH2() || !replica.get().startsWith("jdbc:postgresql:"))) {
            throw Environment.wrong(
                    "TICKET_DB_REPLICA_URL",
                    "give a URL that begins with jdbc:postgresql:, of a copy of a PostgreSQL database");
        }
        replica.ifPresent(url -> refuseLogin("TICKET_DB_REPLICA_URL", url));
        return new DatabaseSettings(database.url, database.user, database.password, replica.orElse(null));
    }

    private static DatabaseSettings primary(Environment environment) {
        Optional<String> jdbc = environment.text("TICKET_DB_URL");
        String user = environment.text("TICKET_DB_USER").orElse(null);
        String password = environment.text("TICKET_DB_PASSWORD").orElse(null);
        Optional<String> shared = environment.text("DATABASE_URL");
        if (jdbc.isEmpty() && shared.isPresent()) {
            return fromUri(shared.get(), user, password);
        }
        String url = jdbc.orElse(DEFAULT);
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw Environment.wrong("TICKET_DB_URL", "give a URL that begins with jdbc:h2: or jdbc:postgresql:");
        }
        refuseLogin("TICKET_DB_URL", url);
        return new DatabaseSettings(url.startsWith("jdbc:h2:") ? lasting(url) : url, user, password, null);
    }

    private static void refuseLogin(String variable, String url) {
        if (url.matches("jdbc:postgresql:[^?]*@.*")) {
            throw Environment.wrong(variable, "give TICKET_DB_USER and TICKET_DB_PASSWORD instead of user:password@");
        }
    }

    /**
     * H2 acknowledges before it writes, closes itself before our last request is answered, and fails who waits two
     * seconds for a row, unless told not to.
     */
    private static String lasting(String url) {
        String upper = url.toUpperCase(Locale.ROOT);
        return url
                + (upper.contains(";LOCK_TIMEOUT=") ? "" : ";LOCK_TIMEOUT=10000")
                + (upper.contains(";WRITE_DELAY=") ? "" : ";WRITE_DELAY=0")
                + (upper.contains(";DB_CLOSE_ON_EXIT=") ? "" : ";DB_CLOSE_ON_EXIT=FALSE");
    }

    private static DatabaseSettings fromUri(String text, @Nullable String user, @Nullable String password) {
        Matcher uri = SHARED.matcher(text);
        if (!uri.matches()) {
            throw Environment.wrong("DATABASE_URL", "give postgresql://user:password@host:port/database");
        }
        return new DatabaseSettings(
                "jdbc:postgresql://" + uri.group("place"),
                uri.group("user") == null ? user : decoded(uri.group("user")),
                uri.group("password") == null ? password : decoded(uri.group("password")),
                null);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** Nothing of it: all of it may hold a password. */
    @Override
    public String toString() {
        return isH2() ? "H2" : "PostgreSQL";
    }
}
