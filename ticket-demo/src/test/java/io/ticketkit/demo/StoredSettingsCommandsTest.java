package io.ticketkit.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who set something on the page expects the commands to go by it. */
@Timeout(180)
class StoredSettingsCommandsTest {
    private static final String TITLED = "title,description,category\nPrinter,It should print,feature\n";

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void settings() {
        environment.put("TICKET_DB_URL", "jdbc:h2:file:" + folder.resolve("tickets"));
        environment.put("TICKET_PORT", "0");
    }

    private void set(String json) {
        try (Demo demo = Demo.start(Settings.of(environment))) {
            Client client = new Client("http://127.0.0.1:" + demo.port());
            assertThat(client.put("/api/settings/", json).status()).isEqualTo(200);
        }
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Callable<Integer> importing(String csv) {
        return new ImportCommand(environment, new ByteArrayInputStream(csv.getBytes(UTF_8)));
    }

    @Test
    void categoriesAreThoseThatAnAdminSet() {
        String rejects = folder.resolve("rejects").toString();
        assertThat(run(importing(TITLED), "--format", "csv", "--rejects", rejects))
                .isEqualTo(3);
        set("{\"taxonomy\":\"product\"}");

        assertThat(run(importing(TITLED), "--format", "csv")).as(err.toString()).isZero();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        assertThat(run(new ExportCommand(environment, exported), "--format", "csv", "--category", "feature"))
                .isZero();
        assertThat(exported.toString(UTF_8)).contains("Printer");
        assertThat(run(new SeedCommand(environment), "--tickets", "30")).isZero();
        exported.reset();
        assertThat(run(new ExportCommand(environment, exported), "--format", "csv", "--category", "bug"))
                .isZero();
        assertThat(exported.toString(UTF_8).lines().count()).isGreaterThan(1);
        assertThat(run(new ProcessCommand(environment), "--category", "bug,feature"))
                .isZero();

        assertThat(run(new ProcessCommand(environment), "--category", "technical"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("\"technical\" is none of bug, feature, billing, support, other");
        assertThat(run(new ExportCommand(environment, exported), "--format", "csv", "--category", "technical"))
                .isEqualTo(2);
    }

    @Test
    void theModelIsTheOneAnAdminSet() {
        try (ModelServer model = new ModelServer().completes(ModelServer.VERDICT)) {
            environment.putAll(Map.of("TICKET_LLM_API_KEY", "sk-test", "TICKET_LLM_BASE_URL", model.url() + "/v1"));
            set("{\"llm_provider\":\"openai\",\"llm_model\":\"test-model\"}");
            run(importing("title,description\nPrinter,It is broken\n"), "--format", "csv");

            assertThat(run(new ProcessCommand(environment))).as(err.toString()).isZero();

            assertThat(out.toString()).contains("decided by: llm 1");
            assertThat(err.toString()).doesNotContain("No language model is set up");
        }
    }
}
