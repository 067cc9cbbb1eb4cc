package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class CreateAdminCommandTest {
    private static final String PASSWORD = "correct horse battery";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String url, String input, String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new CommandLine(new CreateAdminCommand(Map.of("TICKET_DB_URL", url), in))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static Demo demo(TestDatabase database) {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_PORT", "0");
        settings.put("TICKET_DB_URL", database.url());
        return Demo.start(Settings.of(settings));
    }

    /** H2 in memory is there as long as somebody is connected. */
    @Test
    void theFirstAdminLogsInWhetherMadeBeforeOrAfterTheFirstStart() throws SQLException {
        for (TestDatabase each : List.of(TestDatabase.h2(), TestDatabase.postgresql())) {
            try (TestDatabase database = each;
                    Connection open = database.source().getConnection()) {
                assertThat(run(database.url(), PASSWORD + "\r\nsecond line", "--email", "Ann@Example.com"))
                        .isZero();
                try (Demo demo = demo(database)) {
                    assertThat(run(database.url(), PASSWORD, "--email", "bob@example.com", "--name", "Bob"))
                            .isZero();
                    assertThat(open.isClosed()).isFalse();
                    assertIsAdmin(demo, "ann@example.com", "Ann");
                    assertIsAdmin(demo, "bob@example.com", "Bob");
                }
            }
        }
        assertThat(out.toString().lines()).hasSize(4).containsOnly("Made an account with the role admin.");
        assertThat(err.toString()).isEmpty();
    }

    private static void assertIsAdmin(Demo demo, String email, String name) {
        Client client = new Client("http://127.0.0.1:" + demo.port());
        String token =
                Person.login(client, email, PASSWORD).json().get("access_token").asString();
        JsonNode me =
                client.get("/api/auth/me/", "Authorization", "Bearer " + token).json();
        assertThat(me.get("role").asString()).isEqualTo("admin");
        assertThat(me.get("name").asString()).isEqualTo(name);
    }

    @Test
    void whoIsThereGetsAnotherPasswordAndRole() {
        try (TestDatabase database = TestDatabase.h2();
                Demo demo = demo(database)) {
            Client client = new Client("http://127.0.0.1:" + demo.port());
            assertThat(run(database.url(), "first password", "--email", "ann@example.com"))
                    .isZero();
            assertThat(run(database.url(), PASSWORD, "--email", "ann@example.com", "--role", "agent"))
                    .isZero();
            assertThat(out.toString()).contains("There was an account; its role is now agent");
            assertThat(Person.login(client, "ann@example.com", "first password").status())
                    .isEqualTo(401);
            String token = Person.login(client, "ann@example.com", PASSWORD)
                    .json()
                    .get("access_token")
                    .asString();
            assertThat(client.get("/api/auth/me/", "Authorization", "Bearer " + token)
                            .json()
                            .get("role")
                            .asString())
                    .isEqualTo("agent");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ann, correct horse, email: Enter a valid email address.",
        "ann@example.com, short, password: Ensure this field has at least 8 characters.",
        "ann@example.com, '', password: This field may not be blank.",
        "ann@example.com, '\ncorrect horse', password: This field may not be blank.",
    })
    void whatIsWrongIsSaidBeforeAnythingIsOpened(String email, String input, String message) {
        assertThat(run("jdbc:nonsense", input, "--email", email)).isEqualTo(2);
        assertThat(err.toString()).contains(message, "Usage: create-admin").doesNotContain("correct horse");
    }

    @Test
    void anUnknownRoleIsRefused() {
        assertThat(run("jdbc:nonsense", PASSWORD, "--email", "ann@example.com", "--role", "god"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--role must be admin, agent or requester");
        assertThat(run("jdbc:nonsense", PASSWORD)).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--email=E'");
    }
}
