package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.Erasure;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.PersonalData;
import io.ticketkit.Rating;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that is kept about a person is told, and erased. */
interface PrivacyContract extends StorageContract {
    private static List<PersonalData> export(TicketService service) {
        List<PersonalData> told = new ArrayList<>();
        service.privacy().export(PersonStory.PERSON, told::add);
        return told;
    }

    private static <T extends PersonalData> List<T> only(List<PersonalData> told, Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    default void everythingIsTold() throws IOException {
        PersonStory story = new PersonStory(harness(), builder -> {});
        Ticket bobs = story.tell();

        List<PersonalData> told = export(story.officer());

        assertThat(only(told, PersonalData.OwnTicket.class))
                .hasSize(PersonStory.OWN_TICKETS)
                .allSatisfy(own -> assertThat(own.ticket().requester()).contains(PersonStory.PERSON));
        assertThat(only(told, PersonalData.OwnTicket.class)
                        .get(PersonStory.OWN_TICKETS - 1)
                        .references())
                .singleElement()
                .satisfies(reference -> assertThat(reference.id()).isEqualTo("h-" + PersonStory.MARK));
        assertThat(only(told, PersonalData.Said.class))
                .extracting(said -> said.comment().content())
                .containsExactly(
                        "I am still " + PersonStory.MARK + ".",
                        "Called " + PersonStory.MARK + ", nobody there.",
                        "Signed, " + PersonStory.MARK,
                        "To do, " + PersonStory.MARK);
        assertThat(only(told, PersonalData.Said.class).get(0).edits())
                .singleElement()
                .satisfies(edit -> assertThat(edit.content()).isEqualTo("I am " + PersonStory.MARK + "."));
        assertThat(only(told, PersonalData.Assigned.class)).containsExactly(new PersonalData.Assigned(bobs.id()));
        assertThat(only(told, PersonalData.Named.class))
                .containsExactly(new PersonalData.Named(
                        bobs.id(),
                        Set.of(
                                TicketField.CATEGORY,
                                TicketField.PRIORITY,
                                TicketField.TAGS,
                                TicketField.ATTRIBUTES,
                                TicketField.HOST_REFERENCE)));
        assertThat(only(told, PersonalData.Recorded.class))
                .filteredOn(line -> line.ticket().equals(bobs.id()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Stream.concat(
                                Stream.of(line.line().actorId()),
                                line.line().change().stream().flatMap(c -> Stream.of("" + c.from(), "" + c.to()))))
                        .contains(PersonStory.PERSON));
        assertThat(only(told, PersonalData.Rated.class))
                .extracting(rated -> rated.rating().score())
                .containsExactly(2, 5);
        assertThat(only(told, PersonalData.Judged.class)).hasSize(2);
        assertThat(only(told, PersonalData.Ran.class)).hasSizeGreaterThanOrEqualTo(PersonStory.OWN_TICKETS);
        assertThat(only(told, PersonalData.Chatted.class)).hasSize(3);
        assertThat(only(told, PersonalData.ChatSaid.class))
                .extracting(said -> said.message().text())
                .contains("I am here, " + PersonStory.MARK)
                .doesNotContain("Is anybody there?");
        assertThat(only(told, PersonalData.KeyUsed.class))
                .extracting(PersonalData.KeyUsed::key)
                .containsExactlyInAnyOrder("key-" + PersonStory.MARK, "reply-" + PersonStory.MARK);
        List<PersonalData.FileKept> files = only(told, PersonalData.FileKept.class);
        assertThat(files).hasSize(2);
        for (PersonalData.FileKept file : files) {
            String content = story.officer()
                    .privacy()
                    .content(
                            file.attachment(),
                            (known, stream) -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(content).isEqualTo("Inside stands " + PersonStory.MARK + ".");
        }
        assertThat(told.stream().map(PersonalData::toString).collect(Collectors.joining()))
                .doesNotContain("I am", "key-");
    }

    @Test
    default void nothingIsLeftOfWhoIsErased() {
        List<TicketEvent> heard = new ArrayList<>();
        PersonStory story = new PersonStory(harness(), builder -> builder.afterCommit(heard::add));
        Ticket bobs = story.tell();
        heard.clear();

        Erasure erasure = story.officer().privacy().erase(PersonStory.PERSON);

        assertThat(erasure)
                .isEqualTo(Erasure.builder()
                        .tickets(PersonStory.OWN_TICKETS)
                        .otherTickets(1)
                        .comments(2)
                        .files(1)
                        .conversations(1)
                        .build());
        assertThat(export(story.officer())).isEmpty();
        TicketService staff = story.as(Actor.staff("agent-1"));
        assertThat(staff.search(TicketQuery.all()).items())
                .extracting(Ticket::id)
                .containsExactly(bobs.id());
        assertThat(heard.stream().filter(TicketEvent.Erased.class::isInstance)).hasSize(PersonStory.OWN_TICKETS);
        Ticket left = staff.get(bobs.id());
        assertThat(left.assignee()).contains(TicketPrivacy.ERASED);
        assertThat(left.tags()).isEmpty();
        assertThat(left.attributes()).containsEntry("expert", TicketPrivacy.ERASED);
        assertThat(left.hostReference().orElseThrow().id()).isEqualTo(TicketPrivacy.ERASED);
        assertThat(left.origin(ClassifiedField.CATEGORY).chosenBy()).contains(TicketPrivacy.ERASED);
        assertThat(left.category().code()).isEqualTo("technical");
        assertThat(staff.comments().list(bobs.id(), PageRequest.first()).items())
                .extracting(Comment::author, Comment::content, Comment::isDeleted)
                .containsExactly(
                        tuple("bob", "Hello? (edited)", false),
                        tuple(TicketPrivacy.ERASED, "", true),
                        tuple(TicketPrivacy.ERASED, "", true));
        assertThat(staff.history(bobs.id(), PageRequest.first(200)).items())
                .extracting(HistoryEntry::actorId)
                .contains(TicketPrivacy.ERASED, "bob", "officer")
                .doesNotContain(PersonStory.PERSON);
        Rating rating = staff.feedback().find(bobs.id()).orElseThrow();
        assertThat(rating.score()).isEqualTo(5);
        assertThat(rating.comment()).isEmpty();
        assertThat(rating.actorId()).isEqualTo(TicketPrivacy.ERASED);
        assertThat(staff.attachments().list(bobs.id(), PageRequest.first()).items())
                .extracting(Attachment::name)
                .isEmpty();
        assertThat(story.officer().privacy().erase(PersonStory.PERSON))
                .isEqualTo(Erasure.builder().build());
    }

    @Test
    default void brokenOffItGoesOnWhereItWas() {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        PersonStory story = new PersonStory(
                harness(),
                builder -> builder.beforeCommit(event -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new IllegalStateException("broken off");
                    }
                }));
        story.tell();
        left.set(3);

        assertThatThrownBy(() -> story.officer().privacy().erase(PersonStory.PERSON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken off");
        assertThat(export(story.officer())).isNotEmpty();
        assertThat(only(export(story.officer()), PersonalData.OwnTicket.class)).hasSize(PersonStory.OWN_TICKETS - 3);

        left.set(Integer.MAX_VALUE);
        assertThat(story.officer().privacy().erase(PersonStory.PERSON).tickets())
                .isEqualTo(PersonStory.OWN_TICKETS);
        assertThat(export(story.officer())).isEmpty();
    }

    @Test
    default void onlyThoseWhoMayAndOnlyInTheirTenant() {
        Desk desk = desk();
        Ticket ticket =
                desk.as(Actor.requester("ada")).submit(Fixtures.draft("Printer").build());
        for (Actor actor : List.of(Actor.requester("ada"), Actor.staff("agent-1"))) {
            TicketPrivacy denied = desk.as(actor).privacy();
            assertThatThrownBy(() -> denied.erase("ada"))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            e -> assertThat(e.action()).isEqualTo(Action.PRIVACY));
            assertThatThrownBy(() -> denied.export("ada", data -> {})).isInstanceOf(AccessDeniedException.class);
        }
        TicketPrivacy elsewhere = desk().as(Actor.system("officer")).privacy();
        List<PersonalData> told = new ArrayList<>();

        elsewhere.export("ada", told::add);
        assertThat(told).isEmpty();
        assertThat(elsewhere.erase("ada")).isEqualTo(Erasure.builder().build());
        assertThat(desk.staff().get(ticket.id()).requester()).contains("ada");
        for (String nobody : List.of(" ", TicketPrivacy.ERASED, "a".repeat(255))) {
            assertThatThrownBy(() -> elsewhere.erase(nobody)).isInstanceOf(ValidationException.class);
        }
    }

    @Test
    default void whoErasesThemselvesIsNotNamedEither() {
        Desk desk = desk();
        TicketService own = desk.as(Actor.system("robot"));
        own.submit(Fixtures.draft("Printer").requester("robot").build());
        Ticket other = own.submit(Fixtures.draft("Door").requester("bob").build());

        assertThat(own.privacy().erase("robot").tickets()).isEqualTo(1);

        assertThat(desk.staff().history(other.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::actorId)
                .containsOnly(TicketPrivacy.ERASED);
    }
}
