package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
            "TICKET_CATEGORIZATION",
            "TICKET_CORS_ORIGINS",
            "TICKET_ALLOWED_HOSTS",
            "TICKET_LLM_PROVIDER",
            "TICKET_CLASSIFICATION"
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
                "TICKET_AUTH                | on",
                "TICKET_AUTH                | geheim",
                "TICKET_LLM_PROVIDER        | geheim",
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
}
