package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the demo really answers, beside what its description promises: every operation, every status. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiAnswersTest {
    /** Answers that no test can provoke, by operation and status, each with the reason. */
    private static final Map<String, String> NOT_PROVOKED = Map.of();
    /** Which categories there are, the document cannot know; nor what a classifier left out. */
    private static final String OPEN = ".*/(category_breakdown|values)/[^/]+";

    private final OpenApiDocument document = new OpenApiDocument();
    private final OpenApiCalls calls = new OpenApiCalls(document);

    @BeforeAll
    void callEverything() {
        calls.makeAll();
    }

    @Test
    void requestsAreReadAsDescribed() {
        assertThat(calls.problems()).isEmpty();
    }

    @Test
    void everyAnswerIsOneOfThoseDescribed() {
        assertThat(calls.exchanges()).hasSizeGreaterThan(200);
        assertThat(calls.exchanges().stream().flatMap(exchange -> exchange.problems(document).stream()))
                .isEmpty();
    }

    @Test
    void everyAnswerDescribedWasGiven() {
        Set<String> described = document.operations().stream()
                .flatMap(operation -> operation.statuses().stream().map(status -> operation.id() + " " + status))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> given = calls.exchanges().stream().map(Exchange::kind).collect(Collectors.toSet());
        assertThat(NOT_PROVOKED.keySet())
                .as("excuses that are none")
                .isSubsetOf(described)
                .doesNotContainAnyElementsOf(given);
        described.removeAll(given);
        assertThat(described).as("described but never answered").isEqualTo(NOT_PROVOKED.keySet());
    }

    @Test
    void whatIsServedIsTheDescription() {
        assertThat(calls.exchanges())
                .filteredOn(exchange -> exchange.kind().equals("readDescription 200"))
                .isNotEmpty()
                .allMatch(exchange -> exchange.json().equals(document.root()));
    }

    /** The check itself: an answer that lost a header, a field, gained one, or has one of another type, is found out. */
    @Test
    void wrongAnswersDoNotFit() {
        int[] tried = {0};
        shortest().forEach((kind, exchange) -> {
            wrong(exchange.withStatus(299), tried);
            document.requiredHeaders(exchange.operation(), exchange.status())
                    .forEach(name -> wrong(exchange.without(name), tried));
            if (kind.equals("readAttachment 200")) {
                return; // may be anything
            }
            if (exchange.body().isEmpty()) {
                wrong(exchange.withBody("{}"), tried);
            } else {
                wrong(exchange.withContentType("text/html"), tried);
                wrong(exchange.withBody(exchange.body() + "}"), tried);
                wrong(exchange.withBody("\"text\""), tried);
            }
            if (!exchange.body().isEmpty()
                    && exchange.status() < 300
                    && !exchange.operation().id().equals("readDescription")) {
                wrongMembers(exchange, tried);
            }
        });
        assertThat(tried[0]).isGreaterThan(1000);
    }

    private void wrongMembers(Exchange exchange, int[] tried) {
        OpenApiDocument.walk("", exchange.json(), (pointer, node) -> {
            if (!node.isObject()) {
                return;
            }
            wrong(changed(exchange, pointer, object -> object.put("surprise", "x")), tried);
            for (String name : node.propertyNames()) {
                wrong(
                        changed(
                                exchange,
                                pointer,
                                object -> object.putObject(name).put("surprise", "x")),
                        tried);
                if (!(pointer + "/" + name).matches(OPEN)) {
                    wrong(changed(exchange, pointer, object -> object.remove(name)), tried);
                }
            }
        });
    }

    private static Exchange changed(Exchange exchange, String pointer, Consumer<ObjectNode> change) {
        JsonNode body = exchange.json();
        change.accept(body.at(pointer).asObject());
        return exchange.withBody(body.toString());
    }

    private void wrong(Exchange exchange, int[] tried) {
        tried[0]++;
        assertThat(exchange.problems(document))
                .as("wrong, and nobody noticed: %s", exchange)
                .isNotEmpty();
    }

    /** Of each kind of answer one that has as little in it as possible, but something. */
    private Map<String, Exchange> shortest() {
        return calls.exchanges().stream()
                .filter(exchange -> !exchange.body().equals("[]"))
                .collect(Collectors.toMap(
                        Exchange::kind,
                        Function.identity(),
                        BinaryOperator.minBy(
                                Comparator.comparing(exchange -> exchange.body().length()))));
    }
}
