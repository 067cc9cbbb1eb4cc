package io.ticketkit.llm.internal.provider;

import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.chat.OutputSchema.Property;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An output schema in the words of JSON Schema: only those that every provider takes in its strict form. */
final class SchemaJson {
    private SchemaJson() {}

    static ObjectNode jsonSchema(OutputSchema schema) {
        ObjectNode root = schema(schema, false);
        root.put("additionalProperties", false);
        return root;
    }

    /**
     * As the OpenAPI subset of Gemini's {@code responseSchema}: types in upper case, an order, and nothing said of other
     * properties (https://ai.google.dev/api/caching#Schema).
     */
    static ObjectNode openApi(OutputSchema schema) {
        ObjectNode root = schema(schema, true);
        ArrayNode order = root.putArray("propertyOrdering");
        schema.properties().forEach(property -> order.add(property.name()));
        return root;
    }

    private static ObjectNode schema(OutputSchema schema, boolean upperCase) {
        ObjectNode root = Json.object();
        root.put("type", upperCase ? "OBJECT" : "object");
        root.put("description", schema.description());
        ObjectNode properties = root.putObject("properties");
        ArrayNode required = root.putArray("required");
        for (Property property : schema.properties()) {
            ObjectNode node = properties.putObject(property.name());
            String type = property.type().name();
            node.put("type", upperCase ? type : type.toLowerCase(Locale.ROOT));
            node.put("description", property.description());
            if (!property.values().isEmpty()) {
                ArrayNode values = node.putArray("enum");
                property.values().forEach(values::add);
            }
            required.add(property.name());
        }
        return root;
    }

    /** The schema as an instruction. OpenAI's JSON mode wants the word JSON to be said. */
    static String told(OutputSchema schema) {
        return "Answer with exactly one JSON object and nothing else: no text around it, no code fence. "
                + "It must match this JSON Schema:\n" + Json.text(jsonSchema(schema));
    }
}
