package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.NewUser;
import io.ticketkit.demo.users.NotLoggedInException;
import io.ticketkit.demo.users.Registration;
import io.ticketkit.demo.users.Role;
import io.ticketkit.demo.users.Users;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts: making one, logging in, and what changes then. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class AuthTest extends HttpContract {
    private static final String REGISTER = "/api/auth/register/";
    private static final String LOGIN = "/api/auth/login/";
    private static final String ME = "/api/auth/me/";
    private static final String PASSWORD = Person.PASSWORD;

    AuthTest(DemoOn demo) {
        super(demo);
    }

    static Stream<DemoOn> demos() {
        return DemoOn.with(RunningDemo.AUTH);
    }

    private static String newEmail() {
        return unused() + "@example.com";
    }

    private Answer register(String email) {
        return client.post(REGISTER, json("email", email, "password", PASSWORD, "name", "Maria"));
    }

    private Answer login(String email, String password) {
        return client.post(LOGIN, json("email", email, "password", password));
    }

    private Client as(String token) {
        return client.with("Authorization", "Bearer " + token);
    }

    private static void assertNotLoggedIn(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.json().propertyNames()).containsExactly("detail");
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer ");
    }

    @Test
    void whoeverRegistersLogsInAndIsARequester() {
        String email = newEmail();
        Answer made = register("  " + email.toUpperCase(Locale.ROOT) + " ");
        JsonNode user = made(made);
        assertThat(user.propertyNames()).containsExactly("id", "email", "name", "role", "created_at");
        assertThat(user.get("email").asString()).isEqualTo(email);
        assertThat(user.get("role").asString()).isEqualTo("requester");

        JsonNode session = ok(login(" " + email.toUpperCase(Locale.ROOT), PASSWORD));
        assertThat(session.propertyNames()).containsExactly("access_token", "token_type", "expires_in");
        assertThat(session.get("token_type").asString()).isEqualTo("bearer");
        assertThat(session.get("expires_in").asInt()).isBetween(60, 3600);
        Answer me = as(session.get("access_token").asString()).get(ME);
        assertThat(ok(me)).isEqualTo(user);
        assertThat(me.header("Cache-Control")).contains("no-store");
        assertThat(me.header("Set-Cookie"))
                .as("no cookie, so nothing for a foreign page to use")
                .isEmpty();
    }

    @Test
    void theSchemeIsReadInAnyCaseAndNothingElseIs() {
        Person person = demo.person(Role.REQUESTER);
        for (String header : List.of("bearer %s", "BEARER  %s", "Bearer %s ")) {
            assertThat(client.get(ME, "Authorization", header.formatted(person.token()))
                            .status())
                    .isEqualTo(200);
        }
        for (String header :
                List.of("%s", "Basic %s", "Bearer", "Bearer %s %1$s", "Bearer \"%s\"", "Bearer%s", "Token %s")) {
            assertNotLoggedIn(client.get(ME, "Authorization", header.formatted(person.token())));
        }
        assertNotLoggedIn(client.get(ME + "?access_token=" + person.token()));
        assertNotLoggedIn(client.get(ME, "Cookie", "access_token=" + person.token()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | email,name,password",
                "{\"email\":\"maria@example.com\",\"password\":\"12345678\"} | name",
                "{\"email\":\"maria\",\"name\":\"\",\"password\":\"short\"} | email,name,password",
                "{\"email\":null,\"name\":null,\"password\":null} | email,name,password",
                "{\"email\":[],\"name\":{},\"password\":true} | email,name,password",
                "{\"email\":\"a@example.com\\r\\nBcc: b@example.com\",\"name\":\"n\",\"password\":\"12345678\"} | email",
                "{\"email\":\"a@example.com\",\"name\":\"n\\r\\nX: y\",\"password\":\"a@example.com\"} | name,password",
            })
    void allThatIsWrongWithARegistrationIsSaidAtOnce(String body, String fields) {
        Answer answer = client.post(REGISTER, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(fields.split(",", -1));
        answer.json().forEach(messages -> assertThat(messages).isNotEmpty());
    }

    @Test
    void anAddressHasOneAccountHoweverManyRegisterAtOnce() {
        String email = newEmail();
        List<Integer> statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> register(i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT))
                        .status())
                .toList();
        assertThat(statuses).containsOnlyOnce(201).contains(400);
        assertThat(register(email).json().propertyNames()).containsExactly("email");
    }

    /** Nobody proves that an address is the own: who registers must not learn what is there under it already. */
    @Test
    void anAddressThatTicketsNameIsNotGivenAway() {
        String email = newEmail();
        made(demo.person(Role.AGENT)
                .client()
                .post(TICKETS, json("title", "Phoned", "description", "Private", "requester", email)));
        Answer answer = register(email);
        assertThat(answer.status()).isEqualTo(400);
        String other = demo.person(Role.REQUESTER).email();
        assertThat(answer.text())
                .as("as for one that has an account")
                .isEqualTo(register(other).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "is_admin", "isAdmin", "is_staff", "admin", "roles", "token_version", "id", "user"})
    void nobodyChoosesTheOwnRights(String field) {
        Object value = field.startsWith("is") ? true : field.contains("i") ? 1 : "admin";
        String email = newEmail();
        JsonNode user =
                made(client.post(REGISTER, json("email", email, "password", PASSWORD, "name", "Eve", field, value)));
        assertThat(user.get("role").asString()).isEqualTo("requester");
        Client eve = as(ok(login(email, PASSWORD)).get("access_token").asString());
        assertThat(ok(eve.patch(ME, json("name", "Eva", field, value)))
                        .get("role")
                        .asString())
                .isEqualTo("requester");
        assertThat(ok(eve.get(ME)).get("id")).isEqualTo(user.get("id"));
        assertThat(eve.send("POST", "/api/samples/", null).status()).isEqualTo(403);
    }

    @Test
    void aRequesterSpeaksForNobodyElse() {
        Person maria = demo.person(Role.REQUESTER);
        Person agent = demo.person(Role.AGENT);
        JsonNode ticket = made(maria.client()
                .post(
                        TICKETS,
                        json(
                                "title",
                                "Mine",
                                "description",
                                "d",
                                "requester",
                                agent.email(),
                                "author",
                                agent.email(),
                                "id",
                                1,
                                "version",
                                99,
                                "needs_review",
                                false)));
        assertThat(ticket.get("requester").asString()).isEqualTo(maria.email());
        String responses = path(ticket) + "responses/";
        for (String type : List.of("staff", "ai", "system", "user", "bogus")) {
            JsonNode said = made(maria.client()
                    .post(
                            responses,
                            json(
                                    "content",
                                    "It is me",
                                    "author",
                                    agent.email(),
                                    "response_type",
                                    type,
                                    "is_ai_generated",
                                    true,
                                    "ai_confidence",
                                    1)));
            assertThat(said.get("author").asString()).isEqualTo(maria.email());
            assertThat(said.get("response_type").asString()).isEqualTo("user");
            assertThat(said.get("is_ai_generated").asBoolean()).isFalse();
        }
        assertThat(maria.client()
                        .post(responses, json("content", "n", "internal", true))
                        .status())
                .isEqualTo(403);
        for (String body : List.of(
                json("title", "t", "description", "d", "assignee", agent.email()),
                json("title", "t", "description", "d", "team", "a"),
                json("title", "t", "description", "d", "status", "closed"))) {
            assertThat(maria.client().post(TICKETS, body).status()).as(body).isEqualTo(403);
        }
        JsonNode reply = made(agent.client().post(responses, json("content", "We look")));
        assertThat(reply.get("author").asString()).isEqualTo(agent.email());
        assertThat(reply.get("response_type").asString()).isEqualTo("staff");
        assertThat(maria.client()
                        .put("/api/tickets/responses/" + reply.get("id") + "/", json("content", "x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRequesterMayDoWhatThePolicySaysAndNoMore() {
        Person maria = demo.person(Role.REQUESTER);
        JsonNode ticket = made(maria.client().post(TICKETS, json("title", "Mine", "description", "d")));
        Client agent = demo.person(Role.AGENT).client();
        ok(agent.send("POST", path(ticket) + "close/", null));
        assertThat(maria.client().send("POST", path(ticket) + "reopen/", null).status())
                .isEqualTo(200);
        assertThat(maria.client()
                        .post(path(ticket) + "feedback/", json("score", 5))
                        .status())
                .isEqualTo(201);
        for (String path : List.of("close/", "accept/", "summary/")) {
            assertThat(maria.client().send("POST", path(ticket) + path, null).status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(maria.client()
                        .post(path(ticket) + "assign/", json("assignee", maria.email()))
                        .status())
                .isEqualTo(403);
        for (String path : List.of("runs/", "similar/")) {
            assertThat(maria.client().get(path(ticket) + path).status())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String body : List.of(
                json("title", "Other"),
                json("priority", "critical"),
                json("status", "closed"),
                json("tags", List.of("vip")))) {
            assertThat(maria.client().patch(path(ticket), body).status())
                    .as(body)
                    .isEqualTo(403);
        }
        assertThat(maria.client().delete(path(ticket)).status()).isEqualTo(403);
        assertThat(maria.client().get("/api/tickets/stats/models/").status()).isEqualTo(403);
        assertThat(ok(maria.client().get("/api/config/")).get("agents")).isEmpty();
    }

    @Test
    void agentsAreNotAdmins() {
        assertThat(demo.person(Role.AGENT)
                        .client()
                        .send("POST", "/api/samples/", null)
                        .status())
                .isEqualTo(403);
        assertThat(demo.person(Role.ADMIN)
                        .client()
                        .send("POST", "/api/samples/", null)
                        .status())
                .isIn(201, 409);
    }

    @Test
    void whoOneIsStandsInTheConfiguration() {
        Person agent = demo.person(Role.AGENT);
        JsonNode config = ok(agent.client().get("/api/config/"));
        assertThat(config.get("user").toString())
                .isEqualTo("{\"id\":\"" + agent.email()
                        + "\",\"name\":\"Somebody\",\"role\":\"agent\",\"logged_in\":true}");
        assertThat(config.get("agents").valueStream().map(JsonNode::asString)).contains(agent.email());
    }

    @Test
    void historyNamesWhoeverDidIt() {
        Person maria = demo.person(Role.REQUESTER);
        Person agent = demo.person(Role.AGENT);
        JsonNode ticket = made(maria.client().post(TICKETS, json("title", "Mine", "description", "d")));
        ok(agent.client().post(path(ticket) + "assign/", json("assignee", agent.email())));
        assertThat(texts(ok(agent.client().get(path(ticket) + "history/")), "actor"))
                .containsExactly(maria.email(), agent.email());
    }

    @Test
    void anUnknownAddressAndAWrongPasswordAreTheSame() {
        Person maria = demo.person(Role.REQUESTER);
        Answer wrong = login(maria.email(), PASSWORD + "x");
        assertNotLoggedIn(wrong);
        for (Answer answer : List.of(
                login(newEmail(), PASSWORD),
                login("", PASSWORD),
                login("no address", PASSWORD),
                login("' or 1=1 --", "x"))) {
            assertNotLoggedIn(answer);
            assertThat(answer.text()).isEqualTo(wrong.text());
            assertThat(answer.header("WWW-Authenticate")).isEqualTo(wrong.header("WWW-Authenticate"));
        }
        assertThat(client.post(LOGIN, "{}").json().propertyNames()).containsExactlyInAnyOrder("email", "password");
    }

    /** Both look up an account and compute a hash; the times of many are alike. */
    @Test
    void anUnknownAddressTakesAsLongAsAWrongPassword() {
        Users users = new Users(demo.source(), Clock.systemUTC());
        Logins logins = new Logins(users, RunningDemo.SECRET, Registration.open(), Clock.systemUTC());
        String known = demo.person(Role.REQUESTER).email();
        long[][] times = new long[2][7];
        for (int i = 0; i < 7; i++) {
            for (int kind = 0; kind < 2; kind++) {
                String email = kind == 0 ? known : newEmail();
                long start = System.nanoTime();
                assertThat(catchLogin(logins, email)).isTrue();
                times[kind][i] = System.nanoTime() - start;
            }
        }
        double ratio = median(times[0]) / median(times[1]);
        assertThat(ratio).as("a hash takes a hundred times as long as none").isBetween(0.2, 5.0);
    }

    private static boolean catchLogin(Logins logins, String email) {
        try {
            logins.login(email, "not the password", "address " + email);
            return false;
        } catch (NotLoggedInException e) {
            return true;
        }
    }

    private static double median(long[] times) {
        Arrays.sort(times);
        return (double) times[times.length / 2];
    }

    @Test
    void guessingAPasswordIsStoppedForThatAccountAlone() {
        Person maria = demo.person(Role.REQUESTER);
        Person other = demo.person(Role.REQUESTER);
        Answer last = login(maria.email(), "guess 0");
        int tried = 1;
        while (last.status() == 401 && tried < 50) {
            last = login(maria.email(), "guess " + tried++);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(tried).isBetween(5, 20);
        assertThat(Integer.parseInt(last.header("Retry-After").orElse("0"))).isBetween(1, 120);
        assertThat(last.json().propertyNames()).containsExactly("detail");
        assertThat(login(maria.email(), PASSWORD).status())
                .as("the right one too: else it could be told from the others")
                .isEqualTo(429);
        assertThat(login(maria.email().toUpperCase(Locale.ROOT) + " ", "guess").status())
                .as("however it is written")
                .isEqualTo(429);
        assertThat(ok(maria.client().get(ME)).get("email").asString())
                .as("who is logged in already stays so")
                .isEqualTo(maria.email());
        assertThat(login(other.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void loggingInOftenIsNoGuessing() {
        Person maria = demo.person(Role.REQUESTER);
        for (int i = 0; i < 15; i++) {
            ok(login(maria.email(), PASSWORD));
        }
    }

    @Test
    void anotherNameAndAnotherPassword() {
        Person maria = demo.person(Role.REQUESTER);
        assertThat(ok(maria.client().patch(ME, json("name", " Maria S. ")))
                        .get("name")
                        .asString())
                .isEqualTo("Maria S.");
        String other = "another horse battery";
        JsonNode changed = ok(maria.client()
                .patch(ME, json("password", other, "current_password", PASSWORD, "email", "eve@example.com")));
        assertThat(changed.get("email").asString()).isEqualTo(maria.email());
        assertNotLoggedIn(maria.client().get(ME));
        assertThat(ok(as(changed.get("access_token").asString()).get(ME))
                        .get("name")
                        .asString())
                .isEqualTo("Maria S.");
        assertNotLoggedIn(login(maria.email(), PASSWORD));
        ok(login(maria.email(), other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\":\"another horse\"} | current_password",
                "{\"password\":\"another horse\",\"current_password\":\"wrong\"} | current_password",
                "{\"password\":\"short\",\"current_password\":\"correct horse battery\"} | password",
                "{\"password\":\"short\"} | current_password,password",
                "{\"name\":\"\"} | name",
                "{\"name\":null,\"password\":null,\"current_password\":null} | name,password,current_password",
            })
    void aWrongChangeChangesNothing(String body, String fields) {
        Person maria = demo.person(Role.REQUESTER);
        Answer answer = maria.client().patch(ME, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(fields.split(",", -1));
        assertThat(ok(maria.client().get(ME)).get("name").asString()).isEqualTo("Somebody");
        ok(login(maria.email(), PASSWORD));
    }

    @Test
    void whoHasATokenCannotGuessThePassword() {
        Person maria = demo.person(Role.REQUESTER);
        Set<Integer> statuses = IntStream.range(0, 15)
                .mapToObj(i -> maria.client()
                        .patch(ME, json("password", "another horse", "current_password", "guess " + i))
                        .status())
                .collect(Collectors.toSet());
        assertThat(statuses).containsExactlyInAnyOrder(400, 429);
    }

    @Test
    void whatAnAdminTakesAwayIsGoneAtOnce() throws SQLException {
        Person agent = demo.person(Role.AGENT);
        ok(agent.client().get(ME));
        new Users(demo.source(), Clock.systemUTC())
                .put(new NewUser(agent.email(), "Somebody", PASSWORD), Role.REQUESTER);
        assertNotLoggedIn(agent.client().get(TICKETS));
        String token = ok(login(agent.email(), PASSWORD)).get("access_token").asString();
        assertThat(ok(as(token).get(ME)).get("role").asString()).isEqualTo("requester");

        try (Connection connection = demo.source().getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from demo_user where email = ?")) {
            delete.setString(1, agent.email());
            assertThat(delete.executeUpdate()).isOne();
        }
        assertNotLoggedIn(as(token).get(TICKETS));
        assertNotLoggedIn(as(token).patch(ME, json("name", "Ghost")));
        assertNotLoggedIn(login(agent.email(), PASSWORD));
    }

    @Test
    void noPasswordIsStoredAsItIs() throws SQLException {
        String email = newEmail();
        register(email);
        try (Connection connection = demo.source().getConnection();
                PreparedStatement select = connection.prepareStatement("select * from demo_user where email = ?")) {
            select.setString(1, email);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    assertThat(row.getString(i)).doesNotContain(PASSWORD);
                }
                assertThat(row.getString("password_hash")).startsWith("$argon2id$");
            }
        }
    }

    /** Where nobody logs in, that is said; all else is as ever. */
    @Test
    void whereNobodyLogsInThereAreNoAccounts() {
        try (RunningDemo off = RunningDemo.h2()) {
            Client anybody = off.client();
            String maria = json("email", newEmail(), "password", PASSWORD, "name", "Maria");
            for (Answer answer :
                    List.of(anybody.post(REGISTER, maria), anybody.post(LOGIN, maria), anybody.patch(ME, maria))) {
                assertThat(answer.status()).isEqualTo(403);
            }
            assertThat(ok(anybody.get(ME)).toString())
                    .isEqualTo("{\"id\":null,\"email\":null,\"name\":\"demo\",\"role\":\"admin\",\"created_at\":null}");
            assertThat(anybody.get(ME, "Authorization", "Bearer nonsense").status())
                    .isEqualTo(200);
        }
    }
}
