package io.ticketkit.demo.http;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Origin;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes tickets under the names, and in the order, of the contract: without a tree of nodes, for lists are long. */
final class TicketSerializer extends ValueSerializer<Ticket> {
    @Override
    public void serialize(Ticket ticket, JsonGenerator json, SerializationContext context) {
        json.writeStartObject()
                .writeNumberProperty("id", ticket.id().value())
                .writeStringProperty("title", ticket.title())
                .writeStringProperty("description", ticket.description())
                .writeStringProperty("category", ticket.category().code())
                .writeStringProperty("priority", ticket.priority().wireName())
                .writeStringProperty("status", ticket.status().wireName())
                .writeStringProperty("sentiment", ticket.sentiment().wireName())
                .writeNumberProperty("urgency_score", ticket.urgencyScore())
                .writeStringProperty("created_at", TicketJson.time(ticket.createdAt()))
                .writeStringProperty("updated_at", TicketJson.time(ticket.updatedAt()))
                .writeNumberProperty("version", ticket.version())
                .writeStringProperty("requester", ticket.requester().orElse(null))
                .writeStringProperty("assignee", ticket.assignee().orElse(null))
                .writeArrayPropertyStart("tags");
        ticket.tags().forEach(json::writeString);
        json.writeEndArray()
                .writeStringProperty(
                        "resolved_at", ticket.resolvedAt().map(TicketJson::time).orElse(null))
                .writeStringProperty(
                        "closed_at", ticket.closedAt().map(TicketJson::time).orElse(null))
                .writeBooleanProperty("needs_review", ticket.needsReview())
                .writeObjectPropertyStart("suggestion");
        for (ClassifiedField field : ClassifiedField.values()) {
            origin(json.writeObjectPropertyStart(TicketJson.name(field)), ticket.origin(field));
        }
        json.writeEndObject()
                .writeStringProperty(
                        "first_response_at",
                        ticket.firstResponseAt().map(TicketJson::time).orElse(null));
        json.writeName("merged_into");
        ticket.mergedInto().map(TicketId::value).ifPresentOrElse(json::writeNumber, json::writeNull);
        json.writeStringProperty("team", ticket.team().orElse(null)).writeEndObject();
    }

    /** Who or what chose a value, and how sure it was. */
    private static void origin(JsonGenerator json, Origin origin) {
        json.writeStringProperty("source", origin.source().wireName()).writeName("confidence");
        origin.confidence().ifPresentOrElse(json::writeNumber, json::writeNull);
        json.writeBooleanProperty("needs_review", origin.needsReview()).writeEndObject();
    }
}
