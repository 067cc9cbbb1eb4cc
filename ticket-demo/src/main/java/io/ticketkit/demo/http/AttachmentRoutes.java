package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Files that hang on tickets. */
final class AttachmentRoutes {
    private static final String ALL = "/api/tickets/{id}/attachments";
    private static final String ONE = ALL + "/{n}";

    /** In bytes. */
    static final long LARGEST = AttachmentRules.standard().maxBytes();

    private final Tickets tickets;

    AttachmentRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(ALL, this::list)
                .add("POST", ALL, this::attach)
                .get(ONE, this::download)
                .add("DELETE", ONE, this::delete);
    }

    private void list(Context ctx) {
        TicketId id = Ids.ticket(ctx);
        Lists.answer(ctx, page -> tickets.of(ctx).attachments().list(id, page).map(file -> of(ctx, file)));
    }

    private void attach(Context ctx) throws IOException {
        Ticket ticket = tickets.of(ctx).get(Ids.ticket(ctx));
        try (Upload upload = Upload.of(ctx, LARGEST)) {
            AttachmentDraft.Builder draft = AttachmentDraft.builder();
            upload.fields().bool("internal").ifPresent(draft::internal);
            upload.fields().text("response").map(Ids::response).ifPresent(draft::comment);
            Part file = upload.required();
            draft.name(file.getSubmittedFileName()).mediaType(file.getContentType());
            try (InputStream content = file.getInputStream()) {
                Attachment attachment = FieldNames.renamed(
                        Map.of("comment", "response"),
                        () -> tickets.of(ctx).attachments().add(ticket.id(), draft.build(), content));
                ctx.header("Location", url(ctx, attachment));
                Json.answer(ctx, 201, of(ctx, attachment));
            }
        }
    }

    private void download(Context ctx) throws IOException {
        TicketId id = Ids.ticket(ctx);
        AttachmentId number = Ids.attachment(ctx);
        Attachment file = tickets.of(ctx)
                .attachments()
                .find(id, number)
                .orElseThrow(() -> new AttachmentNotFoundException(number));
        Download.announce(ctx, file);
        if (Download.isWanted(ctx)) {
            tickets.of(ctx).attachments().read(id, number, (known, content) -> {
                Download.send(ctx, content);
                return known;
            });
        }
    }

    private void delete(Context ctx) {
        tickets.of(ctx).attachments().delete(Ids.ticket(ctx), Ids.attachment(ctx));
        ctx.status(204);
    }

    private static String url(Context ctx, Attachment file) {
        return Links.base(ctx) + "/api/tickets/" + file.ticket() + "/attachments/" + file.id() + "/";
    }

    private static ObjectNode of(Context ctx, Attachment file) {
        return Json.object()
                .put("id", file.id().value())
                .put("ticket", file.ticket().value())
                .put("response", file.comment().map(CommentId::value).orElse(null))
                .put("name", file.name())
                .put("media_type", file.mediaType())
                .put("size", file.size())
                .put("checksum", file.sha256())
                .put("internal", file.isInternal())
                .put("author", file.authorId())
                .put("created_at", TicketJson.time(file.createdAt()))
                .put("url", url(ctx, file));
    }
}
