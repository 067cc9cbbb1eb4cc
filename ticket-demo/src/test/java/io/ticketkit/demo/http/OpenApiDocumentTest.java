package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.TicketService;
import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.settings.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description by itself, and beside the routes there are. */
class OpenApiDocumentTest {
    /** Pages for people: no calls of the API. */
    private static final Set<String> NOT_DESCRIBED = Set.of("GET /", "GET /docs");
    /** A keyword that is misspelt would allow everything. */
    private static final Set<String> KEYWORDS = Set.of("""
            $ref additionalProperties const default description enum format items maxItems maxLength maximum minItems
            minLength minProperties minimum oneOf pattern properties propertyNames required type uniqueItems
            """.split("\\s+"));

    private final OpenApiDocument document = new OpenApiDocument();

    @Test
    void itIsOpenApi31() {
        assertThat(document.problemsOfDocument(document.root())).isEmpty();

        ObjectNode wrong = document.root().deepCopy().asObject();
        wrong.path("paths").path("/healthz").path("get").asObject().put("sumary", "misspelt");
        assertThat(document.problemsOfDocument(wrong)).isNotEmpty();
    }

    @Test
    void referencesLeadSomewhereAndNothingIsThereForNothing() {
        Set<String> used = new HashSet<>();
        document.walk((pointer, node) -> {
            if (node.has("$ref")) {
                String reference = node.path("$ref").asString();
                assertThat(reference).as(pointer).startsWith("#/components/");
                assertThat(document.root().at(reference.substring(1)).isMissingNode())
                        .as("%s: %s leads nowhere", pointer, reference)
                        .isFalse();
                used.add(reference);
            }
        });
        Set<String> defined = new HashSet<>();
        document.root().path("components").properties().stream()
                // are named by "security", not referred to
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> defined.add("#/components/" + kind.getKey() + "/" + name)));
        assertThat(used).isEqualTo(defined);
    }

    @Test
    void operationsSayWhatTheyAre() {
        List<Operation> operations = document.operations();
        assertThat(operations)
                .extracting(Operation::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-zA-Z]+"));
        Set<String> tags = new HashSet<>();
        document.root().path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
        for (Operation operation : operations) {
            assertThat(operation.node().path("summary").asString(""))
                    .as("summary of %s", operation)
                    .isNotBlank();
            assertThat(operation.statuses()).as("%s", operation).anyMatch(status -> status.startsWith("2"));
            assertThat(operation.statuses()).as("%s", operation).anyMatch(status -> status.matches("[45].*"));
            assertThat(operation.node().path("tags"))
                    .as("tags of %s", operation)
                    .isNotEmpty();
            operation.node().path("tags").forEach(tag -> assertThat(tags).contains(tag.asString()));
            assertThat(operation.path()).as("as in the contract").matches(".*/|/healthz|/api/openapi\\.json");
        }
    }

    @Test
    void parametersAreDescribedAndThoseOfThePathAreThere() {
        for (Operation operation : document.operations()) {
            Set<String> names = Pattern.compile("\\{(.+?)}")
                    .matcher(operation.path())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toSet());
            assertThat(operation.parameters().stream()
                            .filter(parameter -> parameter.path("in").asString().equals("path"))
                            .map(parameter -> parameter.path("name").asString()))
                    .as("%s", operation)
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(operation.parameters())
                    .as("%s", operation)
                    .allMatch(parameter ->
                            !parameter.path("description").asString("").isBlank())
                    .extracting(parameter -> parameter.path("in") + " " + parameter.path("name"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void schemasAreSchemasAndSayWhetherTheyAreClosed() {
        List<String> problems = new ArrayList<>();
        document.walk((pointer, node) -> {
            if (!isSchema(pointer)) {
                return;
            }
            document.problemsOfSchema(node).forEach(problem -> problems.add(pointer + problem));
            node.propertyNames().stream()
                    .filter(keyword -> !KEYWORDS.contains(keyword))
                    .forEach(keyword -> problems.add(pointer + ": unknown keyword " + keyword));
            if (node.path("type").asString("").equals("object") && !node.has("additionalProperties")) {
                problems.add(pointer + ": says nothing of other properties");
            }
            node.path("required").forEach(name -> {
                if (!node.path("properties").has(name.asString())) {
                    problems.add(pointer + ": requires what it does not describe: " + name);
                }
            });
        });
        assertThat(problems).isEmpty();
    }

    /** The value of a member "schema", what components name, and what is nested in one. */
    private static boolean isSchema(String pointer) {
        return pointer.matches("(.*/schema|/components/schemas/[^/]+)"
                + "(/properties/[^/]+|/items|/propertyNames|/oneOf/[0-9]+|/additionalProperties)*");
    }

    @Test
    void examplesFitTheirSchemas() {
        List<String> problems = new ArrayList<>();
        Set<String> checked = new TreeSet<>();
        document.walk((pointer, node) -> {
            if (!node.has("schema")) {
                return;
            }
            List<JsonNode> examples = new ArrayList<>();
            if (node.has("example")) {
                examples.add(node.path("example"));
            }
            node.path("examples")
                    .forEach(example -> examples.add(document.resolved(example).path("value")));
            for (JsonNode example : examples) {
                checked.add(pointer);
                document.problems(node.path("schema"), example)
                        .forEach(problem -> problems.add(pointer + ", " + example + ": " + problem));
            }
        });
        assertThat(problems).isEmpty();
        assertThat(checked).hasSizeGreaterThan(40);
    }

    @Test
    void everyBodyThatIsSentHasAnExample() {
        assertThat(document.operations())
                .filteredOn(operation -> operation.node().has("requestBody") && !operation.takesForm())
                .isNotEmpty()
                .allMatch(operation -> !document.requestExamples(operation).isEmpty());
    }

    /** HEAD comes with every GET, OPTIONS with every path; the head of the document says so. */
    @Test
    void theRoutesAreThoseDescribed() {
        Set<String> described = new TreeSet<>(NOT_DESCRIBED);
        document.operations().stream()
                .forEach(operation -> described.add(operation.method() + " " + withoutSlash(operation.path())));
        Set<String> there = new TreeSet<>();
        routes().forEach((path, methods) -> {
            assertThat(methods.contains("HEAD")).as("HEAD with GET: %s", path).isEqualTo(methods.contains("GET"));
            methods.stream()
                    .filter(method -> !method.equals("HEAD"))
                    .forEach(method -> there.add(method + " " + withoutSlash(path)));
        });
        assertThat(described).isEqualTo(there);
    }

    @Test
    void whatNeedsATokenIsDescribedSo() {
        assertThat(document.root().path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        assertThat(document.root()
                        .at("/components/securitySchemes/bearer/scheme")
                        .asString())
                .isEqualTo("bearer");
        for (Operation operation : document.operations()) {
            boolean free = served(Routes::isFree, withoutSlash(operation.path()));
            assertThat(operation.node().has("security")).as("%s", operation).isEqualTo(free);
            assertThat(operation.has(401) || free).as("%s", operation).isTrue();
            assertThat(operation.has(429)).as("%s", operation).isTrue();
        }
    }

    private static Map<String, Set<String>> routes() {
        return served(
                (routes, all) -> routes.byPath().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, route -> route.getValue().keySet())),
                "");
    }

    private static <T> T served(BiFunction<Routes, String, T> question, String path) {
        TicketService none = FailingService.with(new IllegalStateException());
        try (WebServer server = TestHost.server(Settings.of(Map.of()), none)) {
            return question.apply(server.routes(), path);
        }
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
