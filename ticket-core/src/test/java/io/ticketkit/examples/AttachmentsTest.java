package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.AttachmentRules;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.PageRequest;
import io.ticketkit.StorageException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.FileAttachmentStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a directory, and what people think of the help. */
class AttachmentsTest {
    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TicketKit kit(InMemoryTicketStorage storage, Path directory) {
        TicketKit kit = TicketKit.builder()
                .storage(storage)
                .attachmentStore(new FileAttachmentStore(directory))
                .attachmentRules(AttachmentRules.builder()
                        .maxBytes(2_000_000)
                        .allowedTypes(Set.of("image/*", "application/pdf"))
                        .build())
                .build();
        return kit;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void filesGoInAndOut(@TempDir Path directory) throws IOException {
        try (TicketKit kit = kit(new InMemoryTicketStorage(), directory)) {
            TicketService ada = kit.as(Actor.requester("ada"));
            TicketService staff = kit.as(Actor.staff("agent-7"));
            Ticket ticket = ada.submit(TicketDraft.of("Charged twice", "See the invoice."));
            InputStream upload = content("%PDF");

            Attachment file = ada.attachments()
                    .add(ticket.id(), AttachmentDraft.of("C:\\scans\\Invoice 4711.PDF", "application/pdf"), upload);

            assertThat(file.name()).isEqualTo("Invoice 4711.PDF");
            assertThat(files(directory)).hasSize(1);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            long size = staff.attachments()
                    .read(ticket.id(), file.id(), (attachment, content) -> content.transferTo(response));
            assertThat(response).hasToString("%PDF");
            assertThat(size).isEqualTo(4);
            assertThatThrownBy(() ->
                            ada.attachments().add(ticket.id(), AttachmentDraft.of("a.txt", "text/plain"), content("x")))
                    .isInstanceOf(ValidationException.class);
            assertThat(files(directory)).hasSize(1);
            assertThat(kit.removeUnusedFiles()).isZero();

            staff.erase(ticket.id());
            assertThat(files(directory)).isEmpty();
        }
    }

    @Test
    void whatWasAlteredOrLostIsNoticed(@TempDir Path directory) throws IOException {
        try (TicketKit kit = kit(new InMemoryTicketStorage(), directory)) {
            TicketService staff = kit.as(Actor.staff("agent-7"));
            Ticket ticket = staff.submit(TicketDraft.of("Charged twice", "See the invoice."));
            AttachmentDraft draft = AttachmentDraft.of("a.pdf", "application/pdf");
            Attachment file = staff.attachments().add(ticket.id(), draft, content("%PDF"));
            Path path = files(directory).get(0);

            for (String altered : List.of("%PDf", "%PD", "%PDF+", "")) {
                Files.writeString(path, altered);
                assertThatThrownBy(() -> staff.attachments()
                                .read(ticket.id(), file.id(), (attachment, content) -> content.readAllBytes()))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("is not what was stored");
                assertThatThrownBy(() -> staff.attachments().read(ticket.id(), file.id(), (attachment, content) -> {
                            content.skipNBytes(altered.length());
                            return content.read();
                        }))
                        .isInstanceOf(StorageException.class);
            }
            Files.delete(path);
            assertThatThrownBy(() -> staff.attachments()
                            .read(ticket.id(), file.id(), (attachment, content) -> content.readAllBytes()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("is lost");
        }
    }

    @Test
    void peopleSayWhatTheyThink() {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            TicketService ada = kit.as(Actor.requester("ada"));
            TicketService staff = kit.as(Actor.staff("agent-7"));
            Ticket ticket = ada.submit(TicketDraft.of("Printer", "It jams."));
            Comment answer = staff.comments()
                    .add(ticket.id(), CommentDraft.reply("Restart it.").ai(AiMark.generated()));

            ada.feedback().rate(ticket.id(), 4, "Quick, but I had to ask twice.");
            staff.feedback()
                    .judge(
                            ticket.id(),
                            AnswerFeedbackDraft.builder(false)
                                    .comment(answer.id())
                                    .text("That was another printer.")
                                    .build());

            assertThat(ada.feedback().find(ticket.id()).orElseThrow().score()).isEqualTo(4);
            assertThat(staff.feedback().list(ticket.id(), PageRequest.first()).items())
                    .hasSize(1);
        }
    }
}
