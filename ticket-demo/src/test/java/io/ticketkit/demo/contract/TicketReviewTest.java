package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What machines chose: how that came about, and people who let it stand or correct it. */
@OnBothDatabases
class TicketReviewTest extends HttpContract {
    TicketReviewTest(DemoOn demo) {
        super(demo);
    }

    /** Of nothing in particular: neither category nor priority can be sure. */
    private JsonNode doubtful() {
        JsonNode ticket = created("title", "Hello", "description", "The thing.", "tags", List.of(unused()));
        assertThat(ticket.get("needs_review").asBoolean()).isTrue();
        assertThat(ticket.at("/suggestion/category/needs_review").asBoolean()).isTrue();
        assertThat(ticket.at("/suggestion/priority/needs_review").asBoolean()).isTrue();
        return ticket;
    }

    private JsonNode runs(JsonNode ticket) {
        return ok(client.get(path(ticket) + "runs/"));
    }

    private static String origin(JsonNode ticket, String field) {
        return ticket.at("/suggestion/" + field).toString();
    }

    private static final String BY_PERSON = "{\"source\":\"person\",\"confidence\":null,\"needs_review\":false}";

    @Test
    void acceptsAllThatNeedsReview() {
        JsonNode ticket = doubtful();
        String tag = ticket.get("tags").get(0).asString();
        assertThat(client.get(TICKETS + "?needs_review=true&tag=" + tag).json()).hasSize(1);
        JsonNode accepted = ok(client.post(path(ticket) + "accept/", "{}"));
        assertThat(accepted.get("needs_review").asBoolean()).isFalse();
        assertThat(accepted.get("category")).isEqualTo(ticket.get("category"));
        assertThat(accepted.get("priority")).isEqualTo(ticket.get("priority"));
        assertThat(accepted.get("version").asInt()).isEqualTo(2);
        assertThat(origin(accepted, "category")).isEqualTo(BY_PERSON);
        assertThat(origin(accepted, "priority")).isEqualTo(BY_PERSON);
        assertThat(read(ticket)).isEqualTo(accepted);
        assertThat(client.get(TICKETS + "?needs_review=true&tag=" + tag).json()).isEmpty();

        JsonNode history = history(ticket);
        assertThat(texts(history, "action")).containsExactly("submitted", "accepted", "accepted");
        assertThat(history.get(1).get("field").asString()).isEqualTo("category");
        assertThat(history.get(1).get("from")).isEqualTo(ticket.get("category"));
        assertThat(history.get(1).get("to")).isEqualTo(ticket.get("category"));
        JsonNode values = runs(ticket).get(0).get("values");
        assertThat(values.at("/category/fate").asString()).isEqualTo("accepted");
        assertThat(values.at("/priority/fate").asString()).isEqualTo("accepted");
        assertThat(values.at("/sentiment/fate").asString()).isEqualTo("applied");
    }

    @Test
    void acceptsOneFieldAndCorrectsTheOther() {
        JsonNode ticket = doubtful();
        JsonNode accepted = ok(client.post(path(ticket) + "accept/", "{\"fields\":[\"category\"]}"));
        assertThat(accepted.get("needs_review").asBoolean()).isTrue();
        assertThat(origin(accepted, "category")).isEqualTo(BY_PERSON);
        assertThat(origin(accepted, "priority")).isEqualTo(origin(ticket, "priority"));
        ok(client.patch(path(ticket), "{\"priority\":\"critical\"}"));
        JsonNode values = runs(ticket).get(0).get("values");
        assertThat(values.at("/category/fate").asString()).isEqualTo("accepted");
        assertThat(values.at("/category/corrected_to").isNull()).isTrue();
        assertThat(values.at("/priority/fate").asString()).isEqualTo("corrected");
        assertThat(values.at("/priority/corrected_to").asString()).isEqualTo("critical");
    }

    @Test
    void whatNeedsNoReviewStaysAsItIs() {
        JsonNode ticket = created("category", "billing", "priority", "low");
        for (String body : new String[] {"{}", "{\"fields\":[]}", "{\"fields\":[\"category\",\"priority\"]}"}) {
            assertThat(ok(client.post(path(ticket) + "accept/", body))).isEqualTo(ticket);
        }
        assertThat(ok(client.send("POST", path(ticket) + "accept", null))).isEqualTo(ticket);
        assertThat(history(ticket)).hasSize(1);
    }

    @Test
    void aLostRaceIsTold() {
        JsonNode ticket = doubtful();
        JsonNode changed = ok(client.patch(path(ticket), "{\"assignee\":\"ann\"}"));
        Answer lost = client.post(path(ticket) + "accept/", "{}", "If-Match", "\"1\"");
        assertThat(lost.status()).isEqualTo(412);
        assertThat(lost.json().get("current")).isEqualTo(changed);
        Answer won = client.post(path(ticket) + "accept/", "{}", "If-Match", "\"2\"");
        assertThat(won.status()).isEqualTo(200);
        assertThat(won.header("ETag")).contains("\"3\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"fields\":[\"sentiment\"]} | {\"fields\":[\"\\\"sentiment\\\" is not a valid choice.\"]}",
                "{\"fields\":[\"category\",\"colour\"]} | {\"fields\":[\"\\\"colour\\\" is not a valid choice.\"]}",
                "{\"fields\":[{}]} | {\"fields\":[\"Not a valid string.\"]}",
                "{\"fields\":\"category\"} | {\"fields\":[\"Expected a list of texts.\"]}",
                "{\"fields\":null} | {\"fields\":[\"This field may not be null.\"]}"
            })
    void wrongFieldsAreNamed(String body, String answer) {
        JsonNode ticket = doubtful();
        assertAnswer(client.post(path(ticket) + "accept/", body), 400, answer);
        assertThat(read(ticket)).isEqualTo(ticket);
    }

    @Test
    void ofNoTicket() {
        for (String id : new String[] {"999999999", "0", "abc"}) {
            assertAnswer(client.post(TICKETS + id + "/accept/", "{\"fields\":7"), 404, NOT_FOUND);
            assertAnswer(client.get(TICKETS + id + "/runs/"), 404, NOT_FOUND);
        }
    }

    @Test
    void runsTellHowItWasClassified() {
        JsonNode ticket = created("description", "I was charged twice, please refund the second payment.");
        JsonNode run = runs(ticket).get(0);
        assertThat(runs(ticket)).hasSize(1);
        assertThat(run.propertyNames())
                .containsExactly(
                        "id",
                        "at",
                        "source",
                        "outcome",
                        "reason",
                        "model",
                        "cost_usd",
                        "prompt_version",
                        "input_tokens",
                        "output_tokens",
                        "attempts",
                        "cached",
                        "flags",
                        "duration_ms",
                        "rationale",
                        "values",
                        "purpose");
        assertThat(run.get("source").asString()).isEqualTo("keyword");
        assertThat(run.get("outcome").asString()).isEqualTo("answered");
        assertThat(run.get("model").isNull()).isTrue();
        assertThat(run.get("cost_usd").isNull()).isTrue();
        assertThat(run.get("rationale").asString()).isNotBlank();
        assertThat(run.at("/values/category/value")).isEqualTo(ticket.get("category"));
        assertThat(run.at("/values/category/confidence")).isEqualTo(ticket.at("/suggestion/category/confidence"));
    }

    @Test
    void runsArePagedOldestFirst() {
        JsonNode ticket = doubtful();
        ok(client.patch(path(ticket), json("description", "The other thing.")));
        JsonNode all = runs(ticket);
        assertThat(all).hasSize(2);
        assertThat(texts(all, "at")).isSorted();
        Answer first = client.get(path(ticket) + "runs/?limit=1");
        assertThat(ok(first).get(0)).isEqualTo(all.get(0));
        String next = first.header("Link").orElseThrow().replaceFirst("^<http://[^/]+(.+)>.*", "$1");
        Answer second = client.get(next);
        assertThat(ok(second).get(0)).isEqualTo(all.get(1));
        assertThat(second.header("Link")).isEmpty();
        assertThat(client.get(path(ticket) + "runs/?limit=0&cursor=x").status()).isEqualTo(400);
        assertThat(client.get(path(ticket) + "runs/?cursor=x").status()).isEqualTo(400);
    }
}
