package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.users.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One browser and one demo for a class, without tickets when a test begins; at its end the console must be clean.
 * Browsers take turns: waiting for one does not count as work, so that JUnit would start them all at once.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock("browser")
@Tag("browser")
abstract class PageScenario {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String NOT_A_PROBLEM = "Failed to load resource: ";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private RunningDemo demo;
    Browser browser;
    Client api;

    @BeforeAll
    void start() {
        browser = started(Browser.start());
        demo = started(RunningDemo.on(TestDatabase.h2(), settings()));
        api = settings().containsKey("TICKET_AUTH") ? person(Role.ADMIN).client() : demo.client();
    }

    /** Environment variables of the demo. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** Connections to its database. */
    DataSource source() {
        return demo.source();
    }

    /** Somebody new with an account. */
    Person person(Role role) {
        return demo.person(role);
    }

    <T extends AutoCloseable> T started(T part) {
        started.addLast(part);
        return part;
    }

    /** The browser first, with its connections to the demo. */
    @AfterAll
    void close() throws Exception {
        while (!started.isEmpty()) {
            started.removeFirst().close();
        }
    }

    @BeforeEach
    void beginWithoutTickets() {
        for (JsonNode tickets = tickets(); !tickets.isEmpty(); tickets = tickets()) {
            tickets.forEach(
                    ticket -> api.delete("/api/tickets/" + ticket.get("id").asLong() + "/"));
        }
        browser.screen(1280, 900);
        browser.dark(false);
    }

    @AfterEach
    void endWithoutProblems() {
        try {
            assertThat(browser.watched()).isEmpty();
            // answers other than 2xx are listed by the browser itself, however well the page handles them
            assertThat(browser.console()).allMatch(message -> message.contains(NOT_A_PROBLEM));
        } finally {
            browser.forget();
        }
    }

    /** Opens a view by what follows # in its address. */
    void open(String view) {
        browser.open(demo.url() + "/#/" + view);
        browser.see("h1");
    }

    /** A ticket made by somebody else, with other fields as JSON, for example {@code "priority":"high"}. */
    long ticket(String title, String description, String... fields) {
        String json = "{" + String.join(",", with(List.of(fields), title, description)) + "}";
        Client.Answer answer = api.post("/api/tickets/", json);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    private static List<String> with(List<String> fields, String title, String description) {
        List<String> all = new ArrayList<>(fields);
        all.add("\"title\":" + MAPPER.writeValueAsString(title));
        all.add("\"description\":" + MAPPER.writeValueAsString(description));
        return all;
    }

    /** What somebody else says on a ticket, with other fields as JSON, for example {@code "internal":true}. */
    long said(long ticket, String content, String... fields) {
        String json = "{" + String.join(",", fields) + (fields.length == 0 ? "" : ",") + "\"content\":"
                + MAPPER.writeValueAsString(content) + "}";
        Client.Answer answer = api.post("/api/tickets/" + ticket + "/responses/", json);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    /** The conversation of a ticket. */
    JsonNode thread(long ticket) {
        return api.get("/api/tickets/" + ticket + "/responses/?limit=200").json();
    }

    JsonNode ticket(long id) {
        return api.get("/api/tickets/" + id + "/").json();
    }

    JsonNode tickets() {
        return api.get("/api/tickets/").json();
    }

    /** What somebody else does to a ticket meanwhile. */
    void elsewhere(long id, String change) {
        assertThat(api.patch("/api/tickets/" + id + "/", change).status()).isEqualTo(200);
    }

    static String row(long id) {
        return "tr[data-id='" + id + "']";
    }
}
