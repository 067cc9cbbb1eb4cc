package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class TicketFilterTest extends HttpContract {
    private final String tag = unused();

    TicketFilterTest(DemoOn demo) {
        super(demo);
    }

    private JsonNode tagged(@Nullable Object... namesAndValues) {
        List<Object> fields = new ArrayList<>(List.of(namesAndValues));
        fields.addAll(List.of("tags", List.of(tag)));
        return created(fields.toArray());
    }

    /** The titles found, sorted. */
    private List<String> found(String query) {
        List<String> titles = new ArrayList<>(inOrder(query));
        Collections.sort(titles);
        return titles;
    }

    private List<String> inOrder(String query) {
        return texts(ok(client.get(TICKETS + "?tag=" + tag + "&" + query)), "title");
    }

    @Test
    void byCategory() {
        tagged("title", "a", "category", "billing");
        tagged("title", "b", "category", "technical");
        tagged("title", "c", "category", "account");
        assertThat(found("category=billing")).containsExactly("a");
        assertThat(found("category=billing&category=account")).containsExactly("a", "c");
        assertThat(found("category=general")).isEmpty();
        assertThat(found("category=")).containsExactly("a", "b", "c");
        assertThat(found("category=&category=technical")).containsExactly("b");
    }

    @Test
    void byPriority() {
        tagged("title", "a", "priority", "low");
        tagged("title", "b", "priority", "critical");
        assertThat(found("priority=low")).containsExactly("a");
        assertThat(found("priority=critical&priority=high")).containsExactly("b");
        assertThat(found("priority=urgent")).containsExactly("b");
        assertThat(found("priority=")).containsExactly("a", "b");
    }

    @Test
    void byStatus() {
        tagged("title", "a", "status", "open");
        tagged("title", "b", "status", "in_progress");
        tagged("title", "c", "status", "closed");
        assertThat(found("status=in_progress")).containsExactly("b");
        assertThat(found("status=open&status=closed")).containsExactly("a", "c");
        assertThat(found("status=resolved")).isEmpty();
        assertThat(found("status=")).containsExactly("a", "b", "c");
    }

    @Test
    void bySentiment() {
        JsonNode ticket = tagged("title", "Thanks", "description", "Thank you, all is fine.");
        JsonNode other = tagged("title", "Angry", "description", "This is outrageous, I am furious, fix it at once!!!");
        String mine = ticket.get("sentiment").asString();
        String others = other.get("sentiment").asString();
        assertThat(mine).isNotEqualTo(others);
        assertThat(found("sentiment=" + mine)).containsExactly("Thanks");
        assertThat(found("sentiment=" + mine + "&sentiment=" + others)).containsExactly("Angry", "Thanks");
        assertThat(found("sentiment=")).containsExactly("Angry", "Thanks");
    }

    @Test
    void byPeople() {
        tagged("title", "a", "assignee", "ann", "requester", "rob@example.org");
        tagged("title", "b", "assignee", "bob");
        tagged("title", "c", "requester", "+49 170/1");
        assertThat(found("assignee=ann")).containsExactly("a");
        assertThat(found("assignee=ann&assignee=bob")).containsExactly("a", "b");
        assertThat(found("assignee=")).containsExactly("a", "b", "c");
        assertThat(found("requester=rob%40example.org")).containsExactly("a");
        assertThat(found("requester=" + encoded("+49 170/1") + "&requester=rob@example.org"))
                .containsExactly("a", "c");
        assertThat(found("assignee=ann&requester=nobody")).isEmpty();
    }

    @Test
    void byTag() {
        String second = unused();
        created("title", "both", "tags", List.of(tag, second));
        tagged("title", "one");
        assertThat(texts(ok(client.get(TICKETS + "?tag=" + second)), "title")).containsExactly("both");
        assertThat(found("tag=" + second)).containsExactly("both", "one");
    }

    @Test
    void byNeedOfReview() {
        tagged("title", "sure", "category", "billing", "priority", "low");
        JsonNode unsure = tagged("title", "unsure", "description", "hm");
        assertThat(unsure.get("needs_review").asBoolean()).isTrue();
        assertThat(found("needs_review=true")).containsExactly("unsure");
        assertThat(found("needs_review=True")).containsExactly("unsure");
        assertThat(found("needs_review=false")).doesNotContain("unsure");
        assertThat(found("needs_review=")).containsExactly("sure", "unsure");
    }

    @Test
    void byTimeOfCreation() {
        String first = tagged("title", "a").get("created_at").asString();
        String second = tagged("title", "b").get("created_at").asString();
        assertThat(second).isGreaterThan(first);
        assertThat(found("created_after=" + second)).containsExactly("b");
        assertThat(found("created_after=" + first)).containsExactly("a", "b");
        assertThat(found("created_before=" + second)).containsExactly("a");
        assertThat(found("created_after=" + first + "&created_before=" + second))
                .containsExactly("a");
        assertThat(found("created_after=&created_before=")).containsExactly("a", "b");
    }

    @Test
    void timesInOtherForms() {
        Instant at = Instant.parse(tagged("title", "a").get("created_at").asString());
        Instant minuteBefore = at.minus(Duration.ofMinutes(1));
        String date = at.toString().substring(0, 10);
        String nextDate = at.plus(Duration.ofDays(1)).toString().substring(0, 10);
        assertThat(found("created_after=" + date)).containsExactly("a");
        assertThat(found("created_before=" + date)).isEmpty();
        assertThat(found("created_before=" + nextDate)).containsExactly("a");
        String local = minuteBefore.toString().substring(0, 19);
        for (String form : new String[] {
            local,
            local.substring(0, 16),
            local.replace('T', ' '),
            local + "Z",
            local + ".5Z",
            local + "+00:00",
            minuteBefore.atOffset(ZoneOffset.ofHours(5)).toString(),
            minuteBefore.atOffset(ZoneOffset.ofHours(-8)).toString()
        }) {
            assertThat(found("created_after=" + encoded(form))).as(form).containsExactly("a");
            assertThat(found("created_before=" + encoded(form))).as(form).isEmpty();
        }
        // a + that somebody forgot to percent-encode
        assertThat(found("created_after=" + local + "+00:00")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-02-30", "2026-13-01", "18.02.2026", "2026-02-18T25:00", "1771410600", "T"})
    void otherTimesAreRefused(String time) {
        String message = "[\"Enter a valid date or time: 2026-02-18 or 2026-02-18T10:30:00Z.\"]";
        assertAnswer(
                client.get(TICKETS + "?created_after=" + time + "&created_before=" + time),
                400,
                "{\"created_after\":" + message + ",\"created_before\":" + message + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01", "0000-01-01", "9999-12-31T23:59:59.999999999Z"
            })
    void timesFarAwayAreTimes(String time) {
        assertThat(client.get(TICKETS + "?created_after=" + encoded(time)).status())
                .isEqualTo(200);
        assertThat(client.get(TICKETS + "?created_before=" + encoded(time)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice",
                "INVOICE",
                "inv",
                "'  inv   dou  '",
                "doub invoice",
                "cafe",
                "CAFÉ",
                "hauptstrasse",
                "HAUPTSTRASSE",
                "e-mail",
                "mail, e",
                "'\"invoice\"!'",
                "4711",
                "#4711",
                "47",
                "東京",
                "京",
                "ﬁle"
            })
    void searchFinds(String words) {
        searched();
        assertThat(found("search=" + encoded(words))).containsExactly("Invoice #4711: doubled");
    }

    private void searched() {
        tagged(
                "title",
                "Invoice #4711: doubled",
                "description",
                "The café in Hauptstraße sent it by e-mail, file attached. 東京");
        tagged("title", "Something else", "description", "Nothing in common.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "voice",
                "invoices",
                "invoice missing",
                "!?",
                "%",
                "_",
                "i_v",
                "in%ce",
                "'",
                "\\",
                "4711 4712",
                "&",
                "|",
                ":*"
            })
    void searchFindsNot(String words) {
        searched();
        assertThat(found("search=" + encoded(words))).isEmpty();
    }

    @Test
    void anEmptySearchIsNone() {
        searched();
        assertThat(found("search=")).hasSize(2);
        assertThat(found("search=%20")).hasSize(2);
        assertThat(found("search=invoice&search=doubled")).hasSize(1);
        assertThat(found("search=invoice&search=nothing")).isEmpty();
    }

    @Test
    void searchFollowsAChangeOfText() {
        JsonNode ticket = tagged("title", "before");
        ok(client.patch(path(ticket), "{\"title\":\"afterwards\"}"));
        assertThat(found("search=before")).isEmpty();
        assertThat(found("search=afterw")).containsExactly("afterwards");
    }

    @Test
    void orderedByTime() {
        tagged("title", "a");
        JsonNode b = tagged("title", "b");
        tagged("title", "c");
        assertThat(inOrder("ordering=created_at")).containsExactly("a", "b", "c");
        assertThat(inOrder("ordering=-created_at")).containsExactly("c", "b", "a");
        assertThat(inOrder("ordering=")).containsExactly("c", "b", "a");
        ok(client.patch(path(b), "{\"assignee\":\"ann\"}"));
        assertThat(inOrder("ordering=-updated_at")).containsExactly("b", "c", "a");
    }

    @Test
    void orderedByPriority() {
        for (String priority : new String[] {"medium", "critical", "low", "high"}) {
            tagged("title", priority, "priority", priority);
        }
        assertThat(inOrder("ordering=-priority")).containsExactly("critical", "high", "medium", "low");
    }

    @Test
    void orderedByUrgency() {
        tagged("description", "Thanks, no hurry.");
        tagged("description", "URGENT!!! Production is down, all customers lose data, we need help immediately!");
        tagged("description", "The printer prints the second page upside down.");
        List<Integer> scores = new ArrayList<>();
        ok(client.get(TICKETS + "?ordering=-urgency_score&tag=" + tag))
                .forEach(ticket -> scores.add(ticket.get("urgency_score").asInt()));
        assertThat(scores).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(scores.get(0)).isGreaterThan(scores.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"category", "priority", "status", "sentiment", "ordering"})
    void anUnknownValueIsRefused(String filter) {
        String message = "{\"" + filter + "\":[\"Select a valid choice. bogus is not one of the available choices.\"]}";
        assertAnswer(client.get(TICKETS + "?" + filter + "=bogus"), 400, message);
        assertAnswer(client.get("/api/tickets/stats/?" + filter + "=bogus"), 400, message);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertAnswer(
                client.get(TICKETS + "?status=bogus&category=nonsense&limit=0&search=%00&tag=a%00&needs_review=x"),
                400,
                "{\"category\":[\"Select a valid choice. nonsense is not one of the available choices.\"],"
                        + "\"status\":[\"Select a valid choice. bogus is not one of the available choices.\"],"
                        + "\"needs_review\":[\"Must be true or false.\"],"
                        + "\"limit\":[\"Give a whole number from 1 to 200.\"],"
                        + "\"tag\":[\"Null characters are not allowed.\"],"
                        + "\"search\":[\"Null characters are not allowed.\"]}");
    }

    @Test
    void twoUnknownValuesOfOneFilter() {
        assertAnswer(
                client.get(TICKETS + "?status=bogus&status=open&status=worse"),
                400,
                "{\"status\":[\"Select a valid choice. bogus is not one of the available choices.\","
                        + "\"Select a valid choice. worse is not one of the available choices.\"]}");
    }

    @Test
    void longAndManyValues() {
        assertThat(client.get(TICKETS + "?search=" + "x".repeat(501)).text())
                .isEqualTo("{\"search\":[\"Ensure this field has no more than 500 characters.\"]}");
        assertThat(client.get(TICKETS + "?search=" + "x".repeat(500)).status()).isEqualTo(200);
        assertThat(client.get(TICKETS + "?status=" + "x".repeat(3000)).text().length())
                .isLessThan(300);
    }
}
