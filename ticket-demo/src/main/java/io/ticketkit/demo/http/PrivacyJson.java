package io.ticketkit.demo.http;

import io.ticketkit.Attachment;
import io.ticketkit.Comment;
import io.ticketkit.HostReference;
import io.ticketkit.PersonalData;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.demo.users.User;
import java.io.InputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is kept about a person, as JSON. */
final class PrivacyJson {
    private PrivacyJson() {}

    /** Not the password, of which only a hash is known. */
    static ObjectNode of(User user) {
        return Json.object()
                .put("id", user.id())
                .put("email", user.email())
                .put("name", user.name())
                .put("role", user.role().wireName())
                .put("created_at", TicketJson.time(user.createdAt()));
    }

    static ObjectNode of(PersonalData data) {
        if (data instanceof PersonalData.OwnTicket own) {
            return ticket(own);
        } else if (data instanceof PersonalData.Assigned assigned) {
            return kind("assigned_ticket").put("ticket_id", assigned.ticket().value());
        } else if (data instanceof PersonalData.Named named) {
            ObjectNode json = on("named_on_ticket", named.ticket());
            ArrayNode fields = json.putArray("fields");
            named.fields().stream().sorted().map(TicketField::wireName).forEach(fields::add);
            return json;
        } else if (data instanceof PersonalData.Said said) {
            return comment(said);
        } else if (data instanceof PersonalData.Recorded recorded) {
            return on("history", recorded.ticket()).set("entry", TicketJson.of(recorded.line()));
        } else if (data instanceof PersonalData.Rated rated) {
            return on("rating", rated.rating().ticket())
                    .put("score", rated.rating().score())
                    .put("comment", rated.rating().comment().orElse(null))
                    .put("by", rated.rating().actorId())
                    .put("at", TicketJson.time(rated.rating().changedAt()));
        } else if (data instanceof PersonalData.Judged judged) {
            return on("feedback", judged.feedback().ticket())
                    .put("helpful", judged.feedback().isHelpful())
                    .put("comment", judged.feedback().text().orElse(null))
                    .put("by", judged.feedback().actorId())
                    .put("at", TicketJson.time(judged.feedback().changedAt()));
        } else if (data instanceof PersonalData.Ran ran) {
            return on("run", ran.run().ticket().orElseThrow()).set("run", RunJson.of(ran.run()));
        }
        return said(data);
    }

    private static ObjectNode said(PersonalData data) {
        if (data instanceof PersonalData.Chatted chatted) {
            return kind("conversation")
                    .put("conversation_id", chatted.conversation().id().value())
                    .put(
                            "ticket_id",
                            chatted.conversation().ticket().map(TicketId::value).orElse(null))
                    .put("started_by", chatted.conversation().startedBy().id())
                    .put("created_at", TicketJson.time(chatted.conversation().createdAt()))
                    .put("summary", chatted.summary().orElse(null));
        } else if (data instanceof PersonalData.ChatSaid said) {
            return kind("message")
                    .put("conversation_id", said.conversation().value())
                    .put("sender", said.message().sender().wireName())
                    .put("content", said.message().text())
                    .put("at", TicketJson.time(said.message().at()));
        } else if (data instanceof PersonalData.KeyUsed used) {
            return on("idempotency_key", used.ticket()).put("key", used.key()).put("at", TicketJson.time(used.at()));
        }
        throw new IllegalStateException("a new kind of data: " + data.getClass().getName());
    }

    private static ObjectNode kind(String kind) {
        return Json.object().put("kind", kind);
    }

    private static ObjectNode on(String kind, TicketId ticket) {
        return kind(kind).put("ticket_id", ticket.value());
    }

    private static ObjectNode ticket(PersonalData.OwnTicket own) {
        Ticket ticket = own.ticket();
        ObjectNode json = kind("ticket").put("channel", ticket.channel().orElse(null));
        json.putPOJO("ticket", ticket);
        ArrayNode attributes = json.putArray("attributes");
        ticket.attributes()
                .forEach((name, value) ->
                        attributes.addObject().put("name", name).put("value", value));
        json.put("host_type", ticket.hostReference().map(HostReference::type).orElse(null))
                .put("host_id", ticket.hostReference().map(HostReference::id).orElse(null));
        ArrayNode references = json.putArray("references");
        own.references()
                .forEach(reference ->
                        references.addObject().put("system", reference.system()).put("id", reference.id()));
        return json;
    }

    private static ObjectNode comment(PersonalData.Said said) {
        Comment comment = said.comment();
        ObjectNode json = on("response", comment.ticket())
                .put("id", comment.id().value())
                .put("author", comment.author())
                .put("internal", comment.isInternal())
                .put("content", comment.content())
                .put("created_at", TicketJson.time(comment.createdAt()));
        ArrayNode earlier = json.putArray("earlier");
        said.edits().forEach(edit -> earlier.add(edit.content()));
        return json;
    }

    /** With the content, however large, in Base64. */
    static void write(JsonGenerator json, Attachment file, InputStream content) {
        json.writeStartObject();
        json.writeStringProperty("kind", "attachment");
        json.writeNumberProperty("ticket_id", file.ticket().value());
        json.writeNumberProperty("id", file.id().value());
        json.writeStringProperty("name", file.name());
        json.writeStringProperty("media_type", file.mediaType());
        json.writeStringProperty("by", file.authorId());
        json.writeStringProperty("created_at", TicketJson.time(file.createdAt()));
        json.writeName("content");
        json.writeBinary(content, Math.toIntExact(file.size()));
        json.writeEndObject();
    }
}
