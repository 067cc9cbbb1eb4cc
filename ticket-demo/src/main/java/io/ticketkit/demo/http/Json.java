package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Ticket;
import java.util.zip.CRC32C;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/** Answers in JSON. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // a thousandth of a cent as people write it
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule().addSerializer(Ticket.class, new TicketSerializer()))
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static void answer(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(bytes(value));
    }

    /** Says what is wrong with the request as a whole. */
    static ObjectNode detail(String text) {
        return object().put("detail", text);
    }

    /** With an entity tag of its content: whoever has it already gets 304. */
    static void answerTagged(Context ctx, Object value) {
        answerTagged(ctx, "application/json", bytes(value));
    }

    static void answerTagged(Context ctx, String type, byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        ctx.contentType(type).result(content);
        // weak: the same for a compressed answer
        Tags.put(ctx, "W/\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(content.length) + "\"");
    }
}
