package io.ticketkit.demo.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How values become JSON: snake case, in the order of declaration. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}

    static void answer(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(MAPPER.writeValueAsBytes(value));
    }

    /** With an entity tag of its content: whoever has it already gets 304. */
    static void answerTagged(Context ctx, Object value) {
        answerBytes(ctx, "application/json", MAPPER.writeValueAsBytes(value));
    }

    static void answerBytes(Context ctx, String type, byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        ctx.contentType(type).result(content);
        // weak: the same for a compressed answer
        Tags.put(ctx, "W/\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(content.length) + "\"");
    }

    /** An answer that says what is wrong with the request as a whole. */
    static void detail(Context ctx, int status, String text) {
        answer(ctx, status, new Detail(text));
    }

    static byte[] detail(String text) {
        return MAPPER.writeValueAsString(new Detail(text)).getBytes(StandardCharsets.UTF_8);
    }

    private record Detail(String detail) {}
}
