package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String SECRET = "geheim";

    private static void assertRefused(String variable, Map<String, String> variables) {
        assertThatThrownBy(() -> Settings.of(variables))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith(variable + " is wrong: ")
                .hasLineCount(1)
                .hasSizeLessThan(300)
                .doesNotContain(SECRET);
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.database().url()).startsWith("jdbc:h2:file:./data/");
        assertThat(settings.database().user()).isNull();
        assertThat(settings.reviewThreshold()).isEqualTo(0.7);
        assertThat(settings.classificationTime()).isEqualTo(Duration.ofMillis(3500));
        assertThat(settings.taxonomy().active())
                .extracting(category -> category.code())
                .containsExactly("billing", "technical", "account", "general");
        assertThat(settings.categorization()).isTrue();
        assertThat(settings.priorityDetection()).isTrue();
        assertThat(settings.corsOrigins()).isEmpty();
        assertThat(settings.allowedHosts()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
    }

    @Test
    void anEmptyVariableIsNone() {
        Map<String, String> empty = new HashMap<>();
        for (String name : new String[] {
            "TICKET_HOST",
            "TICKET_PORT",
            "TICKET_DB_URL",
            "DATABASE_URL",
            "TICKET_TAXONOMY",
            "TICKET_AI_CONFIDENCE",
            "TICKET_LLM_TIMEOUT_SECONDS",
            "TICKET_AUTH",
            "TICKET_JWT_SECRET",
            "TICKET_REQUESTS_PER_MINUTE",
            "TICKET_RETENTION_CLOSED_TICKETS_DAYS",
            "TICKET_RETENTION_CONVERSATIONS_DAYS",
            "TICKET_RETENTION_IDEMPOTENCY_KEYS_DAYS",
            "TICKET_RETENTION_RUN_TEXTS_DAYS",
            "TICKET_CATEGORIZATION",
            "TICKET_CORS_ORIGINS",
            "TICKET_ALLOWED_HOSTS",
            "TICKET_LLM_PROVIDER",
            "TICKET_LLM_API_KEY",
            "OPENAI_API_KEY",
            "TICKET_LLM_BASE_URL",
            "TICKET_LLM_MODEL",
            "TICKET_LLM_MAX_RETRIES",
            "TICKET_LLM_PRICES",
            "TICKET_LLM_DAILY_BUDGET_USD",
            "TICKET_LLM_TEMPERATURE",
            "TICKET_LLM_MAX_TOKENS",
            "TICKET_LLM_REDACTION",
            "TICKET_CLASSIFICATION",
            "TICKET_LEARNING_SECONDS",
            "TICKET_SMTP_URL",
            "TICKET_SMTP_FROM",
            "TICKET_WEBHOOK_URL",
            "TICKET_WEBHOOK_SECRET",
            "TICKET_WEBHOOK_ALLOW_PRIVATE",
            "TICKET_ZENDESK_URL",
            "TICKET_ZENDESK_EMAIL",
            "TICKET_ZENDESK_TOKEN"
        }) {
            empty.put(name, " ");
        }
        assertThat(Settings.of(empty)).usingRecursiveComparison().isEqualTo(Settings.of(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TICKET_HOST                | 0.0.0.0",
                "TICKET_HOST                | no-such-host.invalid",
                "TICKET_HOST                | 192.0.2.1",
                "TICKET_PORT                | geheim",
                "TICKET_PORT                | -1",
                "TICKET_PORT                | 65536",
                "TICKET_PORT                | 80.5",
                "TICKET_PORT                | NaN",
                "TICKET_DB_URL              | jdbc:mysql://host/geheim",
                "TICKET_DB_URL              | geheim",
                "TICKET_DB_REPLICA_URL      | jdbc:postgresql://host/geheim",
                "TICKET_DB_URL              | postgresql://user:geheim@host/db",
                "DATABASE_URL               | mysql://user:geheim@host/db",
                "DATABASE_URL               | geheim",
                "DATABASE_URL               | postgresql://user:geheim@host",
                "DATABASE_URL               | postgresql://user:geheim@host/",
                "DATABASE_URL               | postgresql://user:gehe im@host/geheim",
                "DATABASE_URL               | postgresql://user:geheim%zz@host/db",
                "TICKET_AI_CONFIDENCE       | 1.1",
                "TICKET_AI_CONFIDENCE       | -0.1",
                "TICKET_AI_CONFIDENCE       | 0,7",
                "TICKET_AI_CONFIDENCE       | high",
                "TICKET_LLM_TIMEOUT_SECONDS | 0",
                "TICKET_LLM_TIMEOUT_SECONDS | soon",
                "TICKET_TAXONOMY            | medicine",
                "TICKET_TAXONOMY            | /no/such/file.json",
                "TICKET_CATEGORIZATION      | maybe",
                "TICKET_PRIORITY_DETECTION  | 2",
                "TICKET_REQUESTS_PER_MINUTE | 0",
                "TICKET_RETENTION_CLOSED_TICKETS_DAYS | -1",
                "TICKET_RETENTION_CONVERSATIONS_DAYS | 0.5",
                "TICKET_RETENTION_IDEMPOTENCY_KEYS_DAYS | 36501",
                "TICKET_RETENTION_RUN_TEXTS_DAYS | soon",
                "TICKET_REQUESTS_PER_MINUTE | many",
                "TICKET_AUTH                | geheim",
                "TICKET_LLM_TIMEOUT_SECONDS | 61",
                "TICKET_LLM_PROVIDER        | geheim",
                "TICKET_LLM_API_KEY         | sk-geheim sk-geheim",
                "TICKET_LLM_API_KEY         | sk-geheim\u00e4",
                "OPENAI_API_KEY             | geheim 2",
                "GEMINI_API_KEY             | geheim\u2026",
                "GOOGLE_AI_API_KEY          | geheim 2",
                "ANTHROPIC_API_KEY          | geheim 2",
                "LLM_API_KEY                | geheim 2",
                "TICKET_LLM_MAX_RETRIES     | -1",
                "TICKET_LLM_MAX_RETRIES     | 6",
                "TICKET_LLM_MAX_RETRIES     | 0.5",
                "TICKET_LEARNING_SECONDS    | -1",
                "TICKET_LEARNING_SECONDS    | 0.5",
                "TICKET_LEARNING_SECONDS    | 604801",
                "TICKET_LEARNING_SECONDS    | often",
                "TICKET_SMTP_URL            | geheim",
                "TICKET_SMTP_URL            | http://desk:geheim@mail.example",
                "TICKET_SMTP_URL            | smtp://geheim@mail.example",
                "TICKET_SMTP_URL            | smtp://desk:geheim@mail.example/path",
                "TICKET_SMTP_URL            | smtp://desk:gehe im@mail.example",
                "TICKET_SMTP_FROM           | desk@shop.example",
                "TICKET_WEBHOOK_URL         | http://shop.example/geheim",
                "TICKET_WEBHOOK_URL         | https://user:geheim@shop.example/",
                "TICKET_WEBHOOK_URL         | https://shop.example/#geheim",
                "TICKET_WEBHOOK_URL         | geheim",
                "TICKET_WEBHOOK_SECRET      | whsec_geheim",
                "TICKET_WEBHOOK_ALLOW_PRIVATE | geheim",
                "TICKET_ZENDESK_URL         | geheim",
                "TICKET_ZENDESK_URL         | http://shop.zendesk.com",
                "TICKET_ZENDESK_URL         | https://shop.zendesk.com/geheim",
                "TICKET_ZENDESK_URL         | https://shop.zendesk.com/?geheim",
                "TICKET_ZENDESK_URL         | https://shop.zendesk.com/#geheim",
                "TICKET_ZENDESK_URL         | https://user:geheim@shop.zendesk.com",
                "TICKET_ZENDESK_URL         | https://10.0.0.1",
                "TICKET_ZENDESK_URL         | https://[fd00::1]",
                "TICKET_ZENDESK_URL         | ftp://shop.zendesk.com",
                "TICKET_ZENDESK_EMAIL       | agent@geheim.example",
                "TICKET_ZENDESK_TOKEN       | geheim",
                "TICKET_LLM_MAX_TOKENS      | 0",
                "TICKET_LLM_MAX_TOKENS      | many",
                "TICKET_LLM_TEMPERATURE     | 2.1",
                "TICKET_LLM_TEMPERATURE     | -0.1",
                "TICKET_LLM_TEMPERATURE     | hot",
                "TICKET_LLM_REDACTION       | maybe",
                "TICKET_LLM_PRICES          | /no/such/file.json",
                "TICKET_LLM_PRICES          | /",
                "TICKET_LLM_DAILY_BUDGET_USD| 5",
                "TICKET_LLM_DAILY_BUDGET_USD| -1",
                "TICKET_LLM_DAILY_BUDGET_USD| geheim",
                "TICKET_CLASSIFICATION      | later",
                "TICKET_AUTO_ASSIGN         | maybe",
                "TICKET_AI_RESPONSE         | maybe",
                "TICKET_DB_URL              | jdbc:postgresql://bob:geheim@localhost:5432/tickets",
                "TICKET_DB_URL              | jdbc:postgresql://bob:geheim@localhost/tickets",
                "TICKET_ALLOWED_HOSTS       | desk.example, localhost:8000",
                "TICKET_ALLOWED_HOSTS       | http://desk.example",
                "TICKET_CORS_ORIGINS        | *",
                "TICKET_CORS_ORIGINS        | shop.example",
                "TICKET_CORS_ORIGINS        | https://shop.example/",
                "TICKET_CORS_ORIGINS        | https://ok.example, ftp://shop.example"
            })
    void aWrongValueIsRefusedOnOneLineThatNamesTheVariable(String variable, String value) {
        assertRefused(variable, Map.of(variable, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://bob:geheim@db.example:5433/tickets | jdbc:postgresql://db.example:5433/tickets | bob | geheim",
                "postgres://bob:p%40ss%2Fw+rd@db/tickets | jdbc:postgresql://db/tickets | bob | p@ss/w+rd",
                "postgresql://bob:a:b@db/tickets?sslmode=require | jdbc:postgresql://db/tickets?sslmode=require | bob | a:b",
                "postgresql://bob@[::1]:5432/tickets | jdbc:postgresql://[::1]:5432/tickets | bob | other",
                "postgresql://db/tickets | jdbc:postgresql://db/tickets | someone | other"
            })
    void theDatabaseUrlOfPlatformsIsRead(String url, String jdbc, String user, String password) {
        DatabaseSettings database = Settings.of(
                        Map.of("DATABASE_URL", url, "TICKET_DB_USER", "someone", "TICKET_DB_PASSWORD", "other"))
                .database();
        assertThat(database.url()).isEqualTo(jdbc);
        assertThat(database.user()).isEqualTo(user);
        assertThat(database.password()).isEqualTo(password);
        assertThat(database).hasToString("PostgreSQL");
    }

    @Test
    void aReplicaHasTheLoginOfThePrimary() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TICKET_DB_URL", "jdbc:postgresql://db1/tickets",
                "TICKET_DB_REPLICA_URL", "jdbc:postgresql://db2/tickets"));
        assertThat(Settings.of(environment).database().replicaUrl()).isEqualTo("jdbc:postgresql://db2/tickets");
        environment.put("TICKET_DB_REPLICA_URL", "jdbc:postgresql://bob:geheim@db2/tickets");
        assertRefused("TICKET_DB_REPLICA_URL", environment);
        environment.put("TICKET_DB_REPLICA_URL", "jdbc:h2:mem:geheim");
        assertRefused("TICKET_DB_REPLICA_URL", environment);
    }

    @Test
    void ownVariablesComeFirst() {
        DatabaseSettings database = Settings.of(Map.of(
                        "DATABASE_URL", "postgresql://bob:b@db/tickets",
                        "TICKET_DB_URL", "jdbc:h2:mem:x",
                        "TICKET_DB_USER", "ann",
                        "TICKET_DB_PASSWORD", SECRET))
                .database();
        assertThat(database.url()).startsWith("jdbc:h2:mem:x");
        assertThat(database.user()).isEqualTo("ann");
        assertThat(database.password()).isEqualTo(SECRET);
        assertThat(database.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
    void everyLoopbackAddressWillDo(String host) {
        assertThat(Settings.of(Map.of("TICKET_HOST", host)).host()).isEqualTo(host);
    }

    @Test
    void listsAreSplitAndStripped() {
        Settings settings = Settings.of(Map.of(
                "TICKET_CORS_ORIGINS",
                " https://a.example:8443 ,,http://localhost:3000",
                "TICKET_ALLOWED_HOSTS",
                "a, b"));
        assertThat(settings.corsOrigins()).containsExactlyInAnyOrder("https://a.example:8443", "http://localhost:3000");
        assertThat(settings.allowedHosts()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "geheim",
                "[]",
                "null",
                "{}",
                "{\"categories\":[]}",
                "{\"categories\":[{}]}",
                "{\"categories\":[null]}",
                "{\"categories\":[{\"code\":\"Not A Code\"}]}",
                "{\"categories\":[{\"code\":\"a\"},{\"code\":\"a\"}]}",
                "{\"categories\":[{\"code\":\"a\",\"retired\":true}]}",
                "{\"categories\":[{\"code\":\"a\",\"aliases\":[\"x\"]},{\"code\":\"b\",\"aliases\":[\"x\"]}]}",
                "{\"categories\":[{\"code\":\"a\",\"aliases\":[null]}]}",
                "{\"categories\":[{\"code\":\"a\",\"keywords\":[null]}]}",
                "{\"categories\":[{\"code\":\"a\"}],\"fallback\":\"b\"}",
                "{\"categories\":[{\"code\":\"a\",\"colour\":\"red\"}]}",
                "{\"categories\":\"a\"}",
                "{\"categories\":[{\"code\":\"a\"}]"
            })
    void aWrongTaxonomyFileIsRefused(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taxonomy.json"), content);
        assertThatThrownBy(() -> Settings.of(Map.of("TICKET_TAXONOMY", file.toString())))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_TAXONOMY is wrong: " + file)
                .hasLineCount(1)
                .doesNotContain("ackson", "io.ticketkit");
    }

    @Test
    void aFolderIsNoTaxonomyFile(@TempDir Path folder) {
        assertThatThrownBy(() -> Settings.of(Map.of("TICKET_TAXONOMY", folder.toString())))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_TAXONOMY is wrong: ")
                .hasLineCount(1);
    }

    private static LlmSettings llm(String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.of(variables).llm();
    }

    @Test
    void withoutAKeyThereIsNoModel() {
        LlmSettings llm = llm();
        assertThat(llm.provider()).isEqualTo(LlmSettings.Provider.OFFLINE);
        assertThat(llm.isUsable()).isFalse();
        assertThat(llm.maxRetries()).isZero();
        assertThat(llm.maxTokens()).isEqualTo(300);
        assertThat(llm.temperature()).isEmpty();
        assertThat(llm.prices()).isEmpty();
        assertThat(llm.dailyBudget()).isEmpty();
        assertThat(llm.redaction()).isTrue();
        assertThat(llm("TICKET_LLM_PROVIDER", "offline", "OPENAI_API_KEY", SECRET)
                        .key())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TICKET_LLM_API_KEY, sk-proj-x, OPENAI",
        "TICKET_LLM_API_KEY, sk-ant-x, ANTHROPIC",
        "TICKET_LLM_API_KEY, AIzax, GEMINI",
        "OPENAI_API_KEY, x, OPENAI",
        "GEMINI_API_KEY, x, GEMINI",
        "GOOGLE_AI_API_KEY, x, GEMINI",
        "ANTHROPIC_API_KEY, x, ANTHROPIC",
        "LLM_API_KEY, x, OPENAI",
        "LLM_API_KEY, sk-ant-x, ANTHROPIC"
    })
    void theProviderFollowsFromTheKey(String variable, String key, LlmSettings.Provider provider) {
        LlmSettings llm = llm(variable, key);
        assertThat(llm.provider()).isEqualTo(provider);
        assertThat(llm.key()).isPresent();
        assertThat(llm.isUsable()).isTrue();
        assertThat(llm.model()).isNotBlank().isNotEqualTo("offline");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, '', false",
        "openai, http://localhost:11434/v1, true",
        "gemini, http://localhost:1, false",
        "Anthropic, '', false"
    })
    void someProvidersNeedAKey(String provider, String url, boolean usable) {
        assertThat(llm("TICKET_LLM_PROVIDER", provider, "TICKET_LLM_BASE_URL", url)
                        .isUsable())
                .isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource({
        "LLM_API_KEY, gsk_s3cret, ''",
        "LLM_API_KEY, xai-s3cret, openai",
        "OPENAI_API_KEY, sk-or-v1-s3cret, ''",
        "TICKET_LLM_API_KEY, gsk_s3cret, OpenAI"
    })
    void theKeyOfAnotherProviderNeedsItsAddress(String variable, String key, String provider) {
        assertThatThrownBy(() -> llm(variable, key, "TICKET_LLM_PROVIDER", provider))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(variable + " is wrong: ")
                .hasMessageContaining("TICKET_LLM_BASE_URL")
                .hasMessageNotContaining("s3cret");
        LlmSettings llm =
                llm(variable, key, "TICKET_LLM_PROVIDER", provider, "TICKET_LLM_BASE_URL", "https://models.example/v1");
        assertThat(llm.isUsable()).isTrue();
    }

    @Test
    void theKeyOfAnotherProviderIsNotSent() {
        LlmSettings llm = llm("TICKET_LLM_PROVIDER", "anthropic", "OPENAI_API_KEY", SECRET);
        assertThat(llm.key()).isEmpty();
        assertThat(llm.isUsable()).isFalse();
    }

    @Test
    void nothingSecretIsPrinted() {
        Map<String, String> variables =
                Map.of("OPENAI_API_KEY", SECRET, "TICKET_LLM_BASE_URL", "https://bob:" + SECRET + "@host/v1");
        assertThat(Settings.of(variables).toString()).contains("openai").doesNotContain(SECRET);
    }

    @Test
    void aModelHasAName() {
        assertRefused("TICKET_LLM_MODEL", Map.of("OPENAI_API_KEY", "x", "TICKET_LLM_MODEL", "m".repeat(101)));
        assertRefused("TICKET_LLM_MODEL", Map.of("OPENAI_API_KEY", "x", "TICKET_LLM_MODEL", "a\nb"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "geheim = 1",
                "[]",
                "{\"m\":5}",
                "{\"m\":{\"input_cost_per_token\":\"cheap\"}}",
                "{\"m\":{\"input_cost_per_token\":-1}}",
                "{\"m\":{\"input_cost_per_token\":2.5}}",
                "{\"m\":{}"
            })
    void aWrongPriceFileIsRefused(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prices.json"), content);
        assertRefused("TICKET_LLM_PRICES", Map.of("OPENAI_API_KEY", "x", "TICKET_LLM_PRICES", file.toString()));
    }

    @Test
    void aBudgetNeedsThePriceOfTheModel(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("prices.json"),
                "{\"known\":{\"input_cost_per_token\":1e-6,\"output_cost_per_token\":2e-6}}");
        Map<String, String> variables = new HashMap<>(Map.of(
                "OPENAI_API_KEY", "x", "TICKET_LLM_PRICES", file.toString(), "TICKET_LLM_DAILY_BUDGET_USD", "0.5"));
        variables.put("TICKET_LLM_MODEL", "unknown");
        assertRefused("TICKET_LLM_DAILY_BUDGET_USD", variables);
        variables.put("TICKET_LLM_MODEL", "known");
        LlmSettings llm = Settings.of(variables).llm();
        assertThat(llm.dailyBudget().orElseThrow()).isEqualByComparingTo("0.5");
        assertThat(llm.prices().orElseThrow().knows("known")).isTrue();
        variables.put("TICKET_LLM_DAILY_BUDGET_USD", "");
        variables.put("TICKET_LLM_MODEL", "unknown");
        assertThat(Settings.of(variables).llm().dailyBudget()).isEmpty();
    }

    @Test
    void hostsAndOriginsAreComparedAsBrowsersWriteThem() {
        Settings settings = Settings.of(Map.of(
                "TICKET_ALLOWED_HOSTS", "Desk.Example, [::1]", "TICKET_CORS_ORIGINS", "https://Shop.Example:8443"));
        assertThat(settings.allowedHosts()).containsExactlyInAnyOrder("desk.example", "[::1]");
        assertThat(settings.corsOrigins()).containsExactly("https://shop.example:8443");
    }

    @Test
    void whereItListensItIsServed() {
        assertThat(Settings.of(Map.of("TICKET_HOST", "127.0.0.2")).allowedHosts())
                .contains("127.0.0.2", "localhost");
        assertThat(Settings.of(Map.of("TICKET_HOST", "::1")).allowedHosts()).contains("[::1]");
        assertThat(Settings.inUrl("::1")).isEqualTo("[::1]");
        assertThat(Settings.inUrl("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void mailAndWebhooksAreReadWhole() {
        Settings settings = Settings.of(Map.of(
                "TICKET_SMTP_URL", "smtp://desk%40shop.example:gehe+im%2F@mail.shop.example",
                "TICKET_SMTP_FROM", "Desk <desk@shop.example>",
                "TICKET_WEBHOOK_URL", "https://hooks.shop.example/geheim?x=1",
                "TICKET_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        OutgoingSettings.Mail mail = settings.outgoing().mail().orElseThrow();
        assertThat(mail.tls()).isFalse();
        assertThat(mail.host()).isEqualTo("mail.shop.example");
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.login()).contains(new OutgoingSettings.Login("desk@shop.example", "gehe+im/"));
        OutgoingSettings.Webhook webhook = settings.outgoing().webhook().orElseThrow();
        assertThat(webhook.url()).hasToString("https://hooks.shop.example/geheim?x=1");
        assertThat(webhook.key().getEncoded()).hasSize(24);
        assertThat(webhook.allowPrivate()).isFalse();
        assertThat(settings.toString()).doesNotContain("geheim", "gehe+im", "MfKQ");
        assertThat(Settings.of(Map.of("TICKET_SMTP_URL", "smtps://[::1]:2465", "TICKET_SMTP_FROM", "a@b.example"))
                        .outgoing()
                        .mail()
                        .orElseThrow()
                        .port())
                .isEqualTo(2465);
    }

    @Test
    void aServerNeedsASenderAndAWebhookASecret() {
        assertRefused("TICKET_SMTP_FROM", Map.of("TICKET_SMTP_URL", "smtp://desk:geheim@mail.example"));
        for (String from : new String[] {"geheim", "a@b.example, c@geheim.example", "a b@c@geheim"}) {
            assertRefused(
                    "TICKET_SMTP_FROM", Map.of("TICKET_SMTP_URL", "smtp://mail.example", "TICKET_SMTP_FROM", from));
        }
        assertRefused("TICKET_WEBHOOK_SECRET", Map.of("TICKET_WEBHOOK_URL", "https://shop.example/geheim"));
        for (String secret : new String[] {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_geheim!", "whsec_Z2VoZWlt"}) {
            assertRefused(
                    "TICKET_WEBHOOK_SECRET",
                    Map.of("TICKET_WEBHOOK_URL", "https://shop.example", "TICKET_WEBHOOK_SECRET", secret));
        }
    }

    @Test
    void aZendeskIsReadWhole() {
        Map<String, String> all = Map.of(
                "TICKET_ZENDESK_URL", "https://shop.zendesk.com/",
                "TICKET_ZENDESK_EMAIL", "agent@shop.example",
                "TICKET_ZENDESK_TOKEN", "geheim/4711+=");
        ZendeskSettings zendesk = Settings.of(all).zendesk().orElseThrow();
        assertThat(zendesk.url()).hasToString("https://shop.zendesk.com/");
        assertThat(zendesk.email()).isEqualTo("agent@shop.example");
        assertThat(zendesk.token()).isEqualTo("geheim/4711+=");
        assertThat(zendesk.isLoopback()).isFalse();
        assertThat(Settings.of(all).toString()).doesNotContain("geheim", "agent@");
        assertThat(Settings.of(Map.of()).zendesk()).isEmpty();
        for (String url :
                List.of("http://localhost:8080", "http://127.0.0.1:1", "http://[::1]/", "https://127.1.2.3")) {
            Map<String, String> local = new HashMap<>(all);
            local.put("TICKET_ZENDESK_URL", url);
            assertThat(Settings.of(local).zendesk().orElseThrow().isLoopback())
                    .as(url)
                    .isTrue();
        }
    }

    @Test
    void aZendeskNeedsAllThree() {
        Map<String, String> all = Map.of(
                "TICKET_ZENDESK_URL", "https://shop.zendesk.com",
                "TICKET_ZENDESK_EMAIL", "agent@shop.example",
                "TICKET_ZENDESK_TOKEN", "geheim");
        for (String missing : List.of("TICKET_ZENDESK_EMAIL", "TICKET_ZENDESK_TOKEN")) {
            Map<String, String> some = new HashMap<>(all);
            some.remove(missing);
            assertRefused(missing, some);
        }
        for (String email : List.of("geheim", "agent@shop.example/token", "a:geheim@b.example", "a b@geheim.example")) {
            Map<String, String> wrong = new HashMap<>(all);
            wrong.put("TICKET_ZENDESK_EMAIL", email);
            assertRefused("TICKET_ZENDESK_EMAIL", wrong);
        }
        for (String token : List.of("geh eim", "gehéim", "geheim".repeat(100))) {
            Map<String, String> wrong = new HashMap<>(all);
            wrong.put("TICKET_ZENDESK_TOKEN", token);
            assertRefused("TICKET_ZENDESK_TOKEN", wrong);
        }
    }
}
