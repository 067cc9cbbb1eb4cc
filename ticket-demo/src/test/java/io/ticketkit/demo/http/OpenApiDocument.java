package io.ticketkit.demo.http;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API, as a test reads it. */
public final class OpenApiDocument {
    static final JsonMapper MAPPER = new JsonMapper();

    private static final String SCHEMAS = "/components/schemas";
    private static final String HERE = "https://ticketkit.test/schemas.json";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode root;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> compiled = new LinkedHashMap<>();

    public OpenApiDocument() {
        this.root = MAPPER.readTree(resource("/io/ticketkit/demo/openapi.json"));
        ObjectNode schemas = MAPPER.createObjectNode();
        schemas.set("$defs", absolute(root.at(SCHEMAS).deepCopy()));
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .build();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(HERE, schemas.toString())).schemaRegistryConfig(config));
    }

    /** One documented call. */
    public record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {
        public String id() {
            return node.path("operationId").asString();
        }

        Set<String> statuses() {
            return Set.copyOf(node.path("responses").propertyNames());
        }

        boolean has(int status) {
            return node.path("responses").has(String.valueOf(status));
        }

        public boolean reads() {
            return method.equals("GET");
        }

        public boolean takesForm() {
            return node.path("requestBody").path("content").has("multipart/form-data");
        }

        boolean takes(String parameter) {
            return parameters.stream().anyMatch(p -> p.path("name").asString().equals(parameter));
        }

        /** Whether a path, without its query, is one of these; a slash at its end does not matter. */
        boolean fits(String called) {
            return called.replaceFirst("/$", "")
                    .matches(path.replaceFirst("/$", "").replaceAll("\\{.+?}", "[^/]+"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> {
                            List<JsonNode> parameters = new ArrayList<>();
                            path.getValue().path("parameters").forEach(node -> parameters.add(resolved(node)));
                            member.getValue().path("parameters").forEach(node -> parameters.add(resolved(node)));
                            operations.add(new Operation(
                                    member.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    member.getValue(),
                                    parameters));
                        }));
        return operations;
    }

    /** What a reference leads to; anything else as it is. */
    public JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref") && at.path("$ref").asString().startsWith("#/")) {
            at = root.at(at.path("$ref").asString().substring(1));
        }
        return at;
    }

    JsonNode response(Operation operation, int status) {
        return resolved(operation.node().path("responses").path(String.valueOf(status)));
    }

    List<String> requiredHeaders(Operation operation, int status) {
        return response(operation, status).path("headers").properties().stream()
                .filter(header -> resolved(header.getValue()).path("required").asBoolean(false))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The schema of a JSON body that is sent. */
    JsonNode requestSchema(Operation operation) {
        return operation.node().at("/requestBody/content/application~1json/schema");
    }

    /** The examples of a JSON body that is sent. */
    public List<JsonNode> requestExamples(Operation operation) {
        return operation.node().at("/requestBody/content/application~1json/examples").properties().stream()
                .map(example -> resolved(example.getValue()).path("value"))
                .toList();
    }

    /** Everything in the document, with the JSON pointer to it. */
    void walk(BiConsumer<String, JsonNode> visitor) {
        walk("", root, visitor);
    }

    static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.properties()
                .forEach(member -> walk(
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                        member.getValue(),
                        visitor));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(pointer + "/" + i, node.get(i), visitor);
        }
    }

    /** Why a value does not fit a schema of the document; empty when it does. */
    List<String> problems(JsonNode schema, JsonNode value) {
        return messages(compiled.computeIfAbsent(schema, node -> registry.getSchema(absolute(node.deepCopy()))), value);
    }

    /** References to schemas of the document, from wherever. */
    private static JsonNode absolute(JsonNode schema) {
        walk("", schema, (pointer, node) -> {
            String reference = node.path("$ref").asString("");
            if (node instanceof ObjectNode object && reference.startsWith("#" + SCHEMAS)) {
                object.put("$ref", HERE + "#/$defs" + reference.substring(1 + SCHEMAS.length()));
            }
        });
        return schema;
    }

    /** Why something is no schema. */
    List<String> problemsOfSchema(JsonNode schema) {
        return messages(
                registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId())), schema);
    }

    /** Why the document is not OpenAPI 3.1, by the schema of the OpenAPI Initiative. */
    List<String> problemsOfDocument(JsonNode document) {
        return messages(registry.getSchema(resource("/openapi/schemas/v3.1/schema.yaml"), InputFormat.YAML), document);
    }

    private static List<String> messages(Schema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static String resource(String name) {
        try (InputStream stream = OpenApiDocument.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
