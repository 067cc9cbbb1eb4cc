package io.ticketkit.internal;

import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentNotFoundException;
import io.ticketkit.Erasure;
import io.ticketkit.PersonalData;
import io.ticketkit.Scope;
import io.ticketkit.TicketAttachments.ContentReader;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.StoredAttachment;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** What is kept about people of one tenant, for an actor who may know all of it. */
record ScopedPrivacy(Engine engine, String tenant, Actor actor) implements TicketPrivacy {
    @Override
    public void export(String person, Consumer<? super PersonalData> each) {
        engine.rules().require(actor, Action.PRIVACY);
        new PersonExport(engine.storage(), tenant, checked(person), each).run();
    }

    @Override
    public void check(String person) {
        engine.rules().require(actor, Action.PRIVACY);
        checked(person);
    }

    @Override
    public <T> T content(Attachment attachment, ContentReader<T> work) throws IOException {
        engine.rules().require(actor, Action.PRIVACY);
        StoredAttachment found = engine.storage()
                .read(reader ->
                        reader.attachments().find(tenant, Scope.all(), true, attachment.ticket(), attachment.id()))
                .orElseThrow(() -> new AttachmentNotFoundException(attachment.id()));
        try (InputStream content =
                new CheckedContent(found.attachment(), engine.files().open(found))) {
            return work.read(found.attachment(), content);
        }
    }

    @Override
    public Erasure erase(String person) {
        engine.rules().require(actor, Action.PRIVACY);
        return PersonEraser.erase(engine, tenant, checked(person), actor);
    }

    /** In the form in which ids of people are stored. */
    private static String checked(String person) {
        String id = Actor.requester(person).id();
        if (id.equals(ERASED)) {
            throw new ValidationException(
                    List.of(new Violation("person", "This is no person: it stands for those who were erased.")));
        }
        return id;
    }
}
