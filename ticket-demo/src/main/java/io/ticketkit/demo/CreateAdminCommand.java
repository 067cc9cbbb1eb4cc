package io.ticketkit.demo;

import io.ticketkit.Violation;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.NewUser;
import io.ticketkit.demo.users.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.*;
import picocli.CommandLine.Model.CommandSpec;

/** {@code create-admin --email E}: the first account with rights; also a way back in, and to other roles. */
@Command(
        name = "create-admin",
        mixinStandardHelpOptions = true,
        description = "Makes an account, or gives the one with this address another password and role.",
        footer = "The password is read from standard input: its first line.")
final class CreateAdminCommand implements Runnable {
    private final Map<String, String> environment;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--email", required = true, paramLabel = "E", description = "The address to log in with.")
    @SuppressWarnings("NullAway.Init")
    private String email;

    @Option(names = "--name", paramLabel = "N", description = "What to call the person. Default: the address up to @.")
    private @Nullable String name;

    @Option(names = "--role", paramLabel = "R", description = "admin (the default), agent or requester.")
    private String role = Role.ADMIN.wireName();

    CreateAdminCommand(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    @Override
    public void run() {
        Role given = Role.parse(role).orElseThrow(() -> wrong("--role must be admin, agent or requester"));
        String called = Optional.ofNullable(name).orElseGet(() -> email.strip().split("@", 2)[0]);
        NewUser user = new NewUser(email, called, password());
        if (!user.violations().isEmpty()) {
            throw wrong(user.violations().stream().map(Violation::toString).collect(Collectors.joining(" ")));
        }
        Settings settings = Settings.of(environment);
        try (Database database = new Database(settings.database())) {
            boolean isNew = database.users(Clock.systemUTC()).put(user, given);
            spec.commandLine()
                    .getOut()
                    .println((isNew ? "Made an account with the role " : "There was an account; its role is now ")
                            + given.wireName()
                            + (isNew ? "." : ", its password the one given, and it is logged out."));
            spec.commandLine().getOut().flush();
        }
    }

    private String password() {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
