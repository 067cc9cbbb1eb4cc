package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class TicketListTest extends HttpContract {
    private static final Pattern LINK = Pattern.compile("<(http://[^>]+[?&]cursor=[^>]+)>; rel=\"next\"");

    TicketListTest(DemoOn demo) {
        super(demo);
    }

    /** Their ids, newest first. */
    private List<Long> tagged(String tag, int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(created("tags", List.of(tag)).get("id").asLong());
        }
        Collections.reverse(ids);
        return ids;
    }

    private Optional<String> next(Answer answer) {
        return answer.header("Link").map(link -> {
            Matcher matcher = LINK.matcher(link);
            assertThat(link).matches(LINK);
            assertThat(matcher.matches()).isTrue();
            assertThat(matcher.group(1)).startsWith(demo.url() + "/");
            return matcher.group(1).substring(demo.url().length());
        });
    }

    private List<List<Long>> walk(String path) {
        List<List<Long>> pages = new ArrayList<>();
        Optional<String> page = Optional.of(path);
        while (page.isPresent()) {
            Answer answer = client.get(page.get());
            pages.add(ids(ok(answer)));
            page = next(answer);
        }
        return pages;
    }

    @Test
    void isABareArrayNewestFirst() {
        String tag = unused();
        List<Long> newestFirst = tagged(tag, 3);
        Answer answer = client.get(TICKETS + "?tag=" + tag);
        assertThat(ok(answer).isArray()).isTrue();
        assertThat(ids(answer.json())).isEqualTo(newestFirst);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void theWholeListBeginsWithTheNewest() {
        long id = created().get("id").asLong();
        assertThat(ids(ok(client.get(TICKETS)))).startsWith(id);
    }

    @Test
    void itsTicketsAreThoseOfTheDetail() {
        String tag = unused();
        JsonNode ticket = created("tags", List.of(tag));
        assertThat(ok(client.get(TICKETS + "?tag=" + tag)).get(0)).isEqualTo(ticket);
        assertThat(read(ticket)).isEqualTo(ticket);
    }

    @Test
    void nothingFoundIsAnEmptyArray() {
        assertAnswer(client.get(TICKETS + "?tag=" + unused()), 200, "[]");
        assertAnswer(
                client.get(TICKETS + "?paginate=true&tag=" + unused()),
                200,
                "{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}");
    }

    @Test
    void aPageHas50UnlessAskedForMore() {
        String tag = unused();
        List<Long> all = tagged(tag, 51);
        Answer first = client.get(TICKETS + "?tag=" + tag);
        assertThat(ids(ok(first))).isEqualTo(all.subList(0, 50));
        assertThat(walk(TICKETS + "?tag=" + tag)).containsExactly(all.subList(0, 50), all.subList(50, 51));
        assertThat(ids(ok(client.get(TICKETS + "?limit=200&tag=" + tag)))).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/tickets/?limit=2&tag=",
                "/api/tickets?limit=2&tag=",
                "/api/tickets?limit=2&ordering=created_at&tag="
            })
    void theLinksVisitEachTicketOnce(String path) {
        String tag = unused();
        List<Long> all = tagged(tag, 5);
        if (path.contains("ordering")) {
            Collections.reverse(all);
        }
        assertThat(walk(path + tag)).containsExactly(all.subList(0, 2), all.subList(2, 4), all.subList(4, 5));
    }

    @Test
    void theLastFullPageHasNoLink() {
        String tag = unused();
        List<Long> all = tagged(tag, 4);
        assertThat(walk(TICKETS + "?limit=2&tag=" + tag)).containsExactly(all.subList(0, 2), all.subList(2, 4));
        assertThat(client.get(TICKETS + "?limit=4&tag=" + tag).header("Link")).isEmpty();
    }

    @Test
    void ticketsCreatedMeanwhileNeitherRepeatNorHideOthers() {
        String tag = unused();
        List<Long> all = tagged(tag, 4);
        Answer first = client.get(TICKETS + "?limit=2&tag=" + tag);
        tagged(tag, 3);
        assertThat(ids(ok(client.get(next(first).orElseThrow())))).isEqualTo(all.subList(2, 4));
    }

    @Test
    void linksKeepTheWholeQuery() {
        String tag = unused() + " ü&+%=ß";
        List<Long> all = tagged(tag, 3);
        String path = TICKETS + "?tag=" + encoded(tag) + "&tag=other&status=open&search=" + encoded("QUESTION hours")
                + "&ordering=-priority&limit=1";
        assertThat(walk(path))
                .hasSize(3)
                .allMatch(page -> page.size() == 1)
                .flatExtracting(page -> page)
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void paginateWalksForthAndBack() {
        String tag = unused();
        List<Long> all = tagged(tag, 5);
        JsonNode first = ok(client.get(TICKETS + "?paginate=true&limit=2&tag=" + tag));
        assertThat(first.propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(first.get("count").asInt()).isEqualTo(5);
        assertThat(first.get("previous").isNull()).isTrue();
        assertThat(ids(first.get("results"))).isEqualTo(all.subList(0, 2));
        JsonNode second = followed(first, "next");
        assertThat(ids(second.get("results"))).isEqualTo(all.subList(2, 4));
        JsonNode third = followed(second, "next");
        assertThat(ids(third.get("results"))).isEqualTo(all.subList(4, 5));
        assertThat(third.get("next").isNull()).isTrue();
        assertThat(third.get("count").asInt()).isEqualTo(5);
        JsonNode back = followed(third, "previous");
        assertThat(ids(back.get("results"))).isEqualTo(all.subList(2, 4));
        JsonNode start = followed(back, "previous");
        assertThat(ids(start.get("results"))).isEqualTo(all.subList(0, 2));
        assertThat(start.get("previous").isNull()).isTrue();
        assertThat(ids(followed(start, "next").get("results"))).isEqualTo(all.subList(2, 4));
    }

    private JsonNode followed(JsonNode page, String link) {
        String url = page.get(link).asString();
        assertThat(url).startsWith(demo.url() + "/");
        return ok(client.get(url.substring(demo.url().length())));
    }

    @Test
    void paginateHasTheLinkHeaderToo() {
        String tag = unused();
        tagged(tag, 2);
        Answer answer = client.get(TICKETS + "?paginate=true&limit=1&tag=" + tag);
        assertThat(demo.url() + next(answer).orElseThrow())
                .isEqualTo(answer.json().get("next").asString());
    }

    @ParameterizedTest
    @CsvSource({"true,true", "True,true", "1,true", "false,false", "0,false", "'',false"})
    void paginateIsAYesOrNo(String value, boolean counted) {
        assertThat(ok(client.get(TICKETS + "?limit=1&paginate=" + value)).isObject())
                .isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "50", "200", ""})
    void limitsFrom1To200(String limit) {
        created();
        assertThat(ok(client.get(TICKETS + "?limit=" + limit)).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "9999999999", "ten", "1.5", "0x10"})
    void otherLimitsAreRefused(String limit) {
        assertAnswer(
                client.get(TICKETS + "?limit=" + limit), 400, "{\"limit\":[\"Give a whole number from 1 to 200.\"]}");
    }

    @Test
    void aWrongParameterOfThePageIsNamed() {
        assertAnswer(
                client.get(TICKETS + "?paginate=maybe&needs_review=perhaps"),
                400,
                "{\"needs_review\":[\"Must be true or false.\"],\"paginate\":[\"Must be true or false.\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "%00", "....", "🎫"})
    void aMadeUpCursorIsRefused(String cursor) {
        assertAnswer(
                client.get(TICKETS + "?cursor=" + encoded(cursor)),
                400,
                "{\"cursor\":[\"Take the cursor from a Link header.\"]}");
    }

    @Test
    void aCursorBelongsToItsFilterAndOrder() {
        String tag = unused();
        tagged(tag, 2);
        String next = next(client.get(TICKETS + "?limit=1&tag=" + tag)).orElseThrow();
        assertThat(client.get(next.replace(tag, unused())).status()).isEqualTo(400);
        assertThat(client.get(next + "&ordering=created_at").status()).isEqualTo(400);
        assertThat(client.get(next + "&status=open").status()).isEqualTo(400);
        assertThat(client.get(next.replace("limit=1", "limit=7")).status()).isEqualTo(200);
    }

    @Test
    void anUnchangedListIs304() {
        String tag = unused();
        tagged(tag, 2);
        Answer answer = client.get(TICKETS + "?tag=" + tag);
        String etag = answer.header("ETag").orElseThrow();
        assertThat(client.get(TICKETS + "?tag=" + tag, "If-None-Match", etag).status())
                .isEqualTo(304);
        tagged(tag, 1);
        assertThat(client.get(TICKETS + "?tag=" + tag, "If-None-Match", etag).status())
                .isEqualTo(200);
    }

    @Test
    void unknownParametersAreIgnored() {
        String tag = unused();
        tagged(tag, 1);
        assertThat(ok(client.get(TICKETS + "?utm_source=mail&page=7&format=json&tag=" + tag))
                        .size())
                .isEqualTo(1);
    }
}
