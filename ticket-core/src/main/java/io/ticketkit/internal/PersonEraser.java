package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.Comment;
import io.ticketkit.Erasure;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.spi.PersonReader;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.StoredErasure;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases one person, in many short transactions. What is done is done: broken off, it goes on with what is left. It ends
 * when a whole look found nothing.
 */
final class PersonEraser {
    /** In whose name, where it is the erased person who asks, or nobody does any more. */
    static final Actor NOBODY = Actor.system("ticketkit-privacy");

    private static final Logger LOG = LoggerFactory.getLogger(PersonEraser.class);
    private static final int PAGE = 100;
    private static final int REST = 500;

    private final Engine engine;
    private final StoredErasure erasure;
    private final String tenant;
    private final String person;
    private final Actor actor;
    private final TicketErasing tickets;
    private final ModelErasing models;
    private final Instant began;
    private boolean found;
    /** Why something could not be erased: all else is erased before it is told. */
    private @Nullable RuntimeException refused;

    private PersonEraser(Engine engine, StoredErasure erasure, Actor actor) {
        this.engine = engine;
        this.erasure = erasure;
        this.tenant = erasure.tenant();
        this.person = Objects.requireNonNull(erasure.person());
        this.actor = actor.id().equals(person) ? NOBODY : actor;
        this.tickets = new TicketErasing(engine, tenant, this.actor);
        this.models = new ModelErasing(tenant);
        this.began = engine.rules().now();
    }

    static Erasure erase(Engine engine, String tenant, String person, Actor actor) {
        StoredErasure begun = engine.own()
                .run(() -> engine.storage()
                        .<StoredErasure>write(writer -> writer.persons()
                                .begin(tenant, person, engine.rules().now())));
        return goOn(engine, begun, actor);
    }

    /** Goes on where it was broken off. */
    static Erasure goOn(Engine engine, StoredErasure erasure, Actor actor) {
        return new PersonEraser(engine, erasure, actor).run();
    }

    private Erasure run() {
        do {
            found = false;
            ownTickets();
            conversations();
            otherTickets();
            rest();
        } while (found);
        if (refused != null) {
            throw refused;
        }
        return end();
    }

    private void ownTickets() {
        TicketId last = null;
        List<TicketId> page;
        do {
            TicketId after = last;
            page = read(persons -> persons.owned(tenant, person, after, PAGE));
            page.forEach(this::eraseTicket);
            last = lastOf(page);
        } while (last != null);
    }

    private static @Nullable TicketId lastOf(List<TicketId> page) {
        return page.isEmpty() ? null : page.get(page.size() - 1);
    }

    private void eraseTicket(TicketId id) {
        step((writer, emit) -> {
            StoredTicket stored = writer.lock(tenant, Scope.all(), id).orElse(null);
            if (stored == null
                    || stored.ticket().requester().filter(person::equals).isEmpty()) {
                return Erasure.builder();
            }
            tickets.erase(writer, emit, stored);
            models.erase(writer.models(), id, engine.rules().now());
            return Erasure.builder().tickets(1);
        });
    }

    private void conversations() {
        StoredConversation last = null;
        List<StoredConversation> page;
        do {
            StoredConversation after = last;
            page = read(persons -> persons.conversations(
                    tenant, person, after == null ? null : after.conversation().id(), PAGE));
            page.forEach(this::forget);
            last = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (last != null);
    }

    private void forget(StoredConversation stored) {
        step((writer, emit) -> {
            if (stored.conversation().startedBy().id().equals(person)) {
                boolean there =
                        writer.persons().forget(tenant, stored.conversation().id());
                return Erasure.builder().conversations(there ? 1 : 0);
            }
            writer.persons().rename(tenant, stored.conversation().id(), person, TicketPrivacy.ERASED);
            found = true;
            return Erasure.builder();
        });
    }

    private void otherTickets() {
        TicketId last = null;
        List<TicketId> page;
        do {
            TicketId after = last;
            page = read(persons -> persons.touched(tenant, person, after, PAGE));
            page.forEach(this::cleanTicket);
            last = lastOf(page);
        } while (last != null);
    }

    private void cleanTicket(TicketId id) {
        step((writer, emit) -> {
            if (writer.lock(tenant, Scope.all(), id).isEmpty()) {
                return Erasure.builder();
            }
            Erasure.Builder counts = Erasure.builder().otherTickets(1);
            counts.comments(emptyComments(writer, emit, id));
            counts.files(removeFiles(writer, emit, id));
            // last: what was just written may name the person, too
            writer.persons().rename(tenant, id, person, TicketPrivacy.ERASED);
            return counts;
        });
    }

    private long emptyComments(TicketWriter writer, Emission emit, TicketId id) {
        List<Comment> own = Pages.all(
                        seek -> writer.comments().ofTicket(tenant, Scope.all(), true, id, seek), Pages::positionOf)
                // what is said on duplicates is listed, too
                .filter(comment ->
                        comment.ticket().equals(id) && comment.author().equals(person) && !comment.isDeleted())
                .toList();
        Discussion discussion = new Discussion(engine.rules(), actor, writer, emit);
        for (Comment comment : own) {
            StoredTicket stored = writer.lock(tenant, Scope.all(), id).orElseThrow();
            Instant at = new AttachmentChange(engine.rules(), actor, writer, emit).timeOf(stored);
            Comment tombstone = comment.toBuilder()
                    .content("")
                    .ai(null)
                    .edits(0)
                    .deletedAt(at)
                    .build();
            writer.comments().wipe(tombstone);
            engine.files().deleteOf(writer, emit, tenant, id, comment.id());
            discussion.deleted(stored, tombstone, at);
        }
        return own.size();
    }

    private long removeFiles(TicketWriter writer, Emission emit, TicketId id) {
        List<Attachment> own = Pages.all(
                        seek -> writer.attachments().ofTicket(tenant, Scope.all(), true, id, seek), Pages::positionOf)
                .filter(file -> file.ticket().equals(id) && file.authorId().equals(person))
                .toList();
        for (Attachment file : own) {
            StoredTicket stored = writer.lock(tenant, Scope.all(), id).orElseThrow();
            writer.attachments()
                    .find(tenant, Scope.all(), true, id, file.id())
                    .ifPresent(found -> engine.files().delete(writer, emit, found));
            new AttachmentChange(engine.rules(), actor, writer, emit).detached(stored, file);
        }
        return own.size();
    }

    private void rest() {
        boolean more;
        do {
            more = engine.own()
                    .run(() -> engine.storage()
                            .<Boolean>write(writer ->
                                    writer.persons().forgetRest(tenant, person, TicketPrivacy.ERASED, began, REST)));
            found |= more;
        } while (more);
    }

    private Erasure end() {
        Erasure counts = engine.own()
                .run(() -> engine.write((writer, emit) -> {
                    // somebody else may have ended it meanwhile
                    Erasure all = writer.persons().lock(erasure).orElse(erasure).counts();
                    writer.persons().end(erasure, engine.rules().now());
                    emit.afterCommit(() -> engine.forget(tenant));
                    return all;
                }));
        LOG.info("A person was erased, by erasing {}: {}", erasure.number(), counts);
        return counts;
    }

    /** What a listener of the host refuses to let go keeps nothing else; in a transaction of the host it ends all. */
    private void step(BiFunction<TicketWriter, Emission, Erasure.Builder> work) {
        try {
            stepNow(work);
        } catch (RuntimeException e) {
            boolean oneOfMany = !engine.storage().joins() || engine.own().runner() != null;
            if (!oneOfMany || Patience.isOutage(e)) {
                throw e;
            }
            refused = refused == null ? e : refused;
        }
    }

    /** One transaction, and what it erased is counted in it. */
    private void stepNow(BiFunction<TicketWriter, Emission, Erasure.Builder> work) {
        Erasure none = Erasure.builder().build();
        boolean some = engine.own()
                .run(() -> engine.writeWithRetry((writer, emit) -> {
                    Erasure done = work.apply(writer, emit).build();
                    if (!done.equals(none)) {
                        writer.persons().add(erasure, done);
                    }
                    return !done.equals(none);
                }));
        found |= some;
    }

    private <T> T read(Function<PersonReader, T> work) {
        return engine.own().run(() -> engine.storage().<T>read(reader -> work.apply(reader.persons())));
    }
}
