package io.ticketkit.jpa;

import io.ticketkit.Actor;
import io.ticketkit.ConversationQuery;
import io.ticketkit.HostReference;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunPurpose;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.TicketId;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** For each index a call that needs it. Both databases have it unless said otherwise. */
final class IndexNeeds {
    private static final String TENANT = "acme";
    private static final Instant START = EpochMicros.toInstant(1_700_000_000_000_000L);
    private static final Instant SOON = START.plus(Duration.ofMinutes(30));
    private static final Instant END = START.plus(Duration.ofDays(30));
    private static final TrendRange DAY =
            TrendRange.days(LocalDate.of(2023, 11, 15), LocalDate.of(2023, 11, 15), ZoneOffset.UTC);
    private static final PageRequest PAGE = PageRequest.first(20);
    private static final Seek FIRST = new Seek(null, false, 20);
    private static final JobKey JOB = new JobKey(TENANT, "import");
    private static final TicketId TICKET = new TicketId(5_000);
    private static final TicketId ORIGINAL = new TicketId(2_500);

    private final TicketStorage storage;
    private final TicketService staff;
    private final TicketService requester;
    private final Map<String, Runnable> calls = new LinkedHashMap<>();
    private long erased = 3_000;

    IndexNeeds(TicketStorage storage, TicketKit kit, boolean h2) {
        this.storage = storage;
        this.staff = kit.forTenant(TENANT).as(Actor.system("desk"));
        this.requester = kit.forTenant(TENANT).as(Actor.requester("requester-7"));
        lists();
        figures();
        hangingOnTickets();
        workers();
        if (h2) {
            onlyOnH2();
        } else {
            onlyOnPostgresql();
        }
    }

    /** By the names of the indexes, in lower case. */
    Map<String, Runnable> calls() {
        return calls;
    }

    private void lists() {
        list("ticket_created_idx", query -> query);
        list("ticket_status_idx", query -> query.statuses(Status.OPEN));
        list("ticket_assignee_idx", query -> query.assignees("agent-7"));
        list("ticket_requester_idx", query -> query.requesters("requester-7"));
        list("ticket_category_idx", query -> query.categories("billing"));
        list("ticket_priority_idx", query -> query.order(TicketOrder.PRIORITY));
        list("ticket_urgency_idx", query -> query.order(TicketOrder.URGENCY));
        list("ticket_updated_idx", query -> query.order(TicketOrder.RECENTLY_UPDATED));
        list("ticket_host_idx", query -> query.hostReference(new HostReference("order", "o-99")));
        list("ticket_attribute_idx", query -> query.attribute("order", "o-77"));
        list("ticket_review_idx", query -> query.needsReview(true));
        call("ticket_conversation_created_idx", () -> staff.conversations().list(ConversationQuery.all(), PAGE));
        call("ticket_conversation_starter_idx", () -> requester.conversations().list(ConversationQuery.all(), PAGE));
        call("ticket_comment_created_idx", () -> staff.comments().all(PAGE));
    }

    private void list(String index, Function<TicketQuery.Builder, TicketQuery.Builder> filter) {
        call(index, () -> staff.search(filter.apply(TicketQuery.builder()).build(), PAGE));
    }

    private void call(String index, Runnable call) {
        if (calls.put(index, call) != null) {
            throw new IllegalArgumentException("twice: " + index);
        }
    }

    private void read(String index, Consumer<TicketReader> work) {
        call(
                index,
                () -> storage.read(reader -> {
                    work.accept(reader);
                    return true;
                }));
    }

    private void write(String index, Consumer<TicketWriter> work) {
        call(
                index,
                () -> storage.write(writer -> {
                    work.accept(writer);
                    return true;
                }));
    }

    private void figures() {
        TicketQuery all = TicketQuery.all();
        call("ticket_resolved_idx", () -> staff.analytics().times(all, TicketMilestone.RESOLUTION, START, SOON));
        call("ticket_responded_idx", () -> staff.analytics().times(all, TicketMilestone.FIRST_RESPONSE, START, SOON));
        call("ticket_rating_changed_idx", () -> staff.analytics().satisfaction(all, START, SOON));
        write("ticket_not_done_idx", writer -> writer.rotations().openTickets(TENANT, List.of("agent-1", "agent-10")));
        read("ticket_labelled_idx", reader -> reader.models().fingerprint(TENANT));
    }

    private void hangingOnTickets() {
        call("ticket_comment_ticket_idx", () -> staff.comments().list(TICKET, PAGE));
        call("ticket_run_ticket_idx", () -> staff.runs().ofTicket(TICKET, PAGE));
        read("ticket_answer_feedback_changed_idx", reader -> reader.feedback().judgedReplies(TENANT, 50));
        read("ticket_external_ticket_idx", reader -> reader.externals().of(TENANT, TICKET));
        erasing("ticket_idempotency_ticket_idx");
        erasing("ticket_comment_edit_ticket_idx");
        erasing("ticket_job_item_ticket_idx");
    }

    /** Some of them serve the checks of foreign keys. */
    private void erasing(String index) {
        call(index, () -> staff.erase(new TicketId(erased++)));
    }

    private void workers() {
        write("ticket_run_queue_idx", writer -> writer.queue().claim(RunPurpose.CLASSIFICATION, END, END, 5));
        write("ticket_outbox_due_idx", writer -> writer.outbox().claim("mail", END, END, 5));
        write(
                "ticket_job_item_due_idx",
                writer -> writer.jobs().claim(new JobLife(JOB, 1), new JobLease(1, END, END), false, 5));
        write("ticket_closed_idx", writer -> writer.retention().closed(TENANT, SOON, null, 5));
        write("ticket_idempotency_used_idx", writer -> writer.retention().forgetKeys(TENANT, SOON, 5));
        write("ticket_conversation_updated_idx", writer -> writer.retention().forgetConversations(TENANT, SOON, 5));
        read("ticket_erasure_ended_idx", reader -> reader.persons().erasedSince(END.minus(Duration.ofDays(26))));
    }

    private void onlyOnPostgresql() {
        TicketQuery all = TicketQuery.all();
        list("ticket_search_idx", query -> query.text("hums 77"));
        list("ticket_tag_idx", query -> query.tags("tag-77"));
        list("ticket_status_category_idx", query -> query.statuses(Status.OPEN).categories("billing"));
        list("ticket_status_priority_idx", query -> query.statuses(Status.OPEN).priorities(Priority.HIGH));
        call(
                "ticket_figures_idx",
                () -> staff.stats(TicketQuery.builder()
                        .createdAfter(START)
                        .createdBefore(SOON)
                        .build()));
        call("ticket_groups_idx", () -> staff.stats(all));
        call("ticket_history_done_idx", () -> staff.trend(all, DAY));
        call("ticket_history_opened_idx", () -> staff.analytics().reopenings(all, START, SOON));
        call("ticket_run_figures_idx", () -> staff.runs().work(DAY));
        call("ticket_run_apart_idx", () -> staff.runs().accuracy(START, END));
        write("ticket_run_told_idx", writer -> writer.retention().forgetRunTexts(TENANT, SOON, 5));
        write("ticket_job_item_trouble_idx", writer -> writer.jobs().troubles(JOB, Scope.all(), FIRST));
        write("ticket_outbox_dead_idx", writer -> writer.outbox().deadLetters("mail", FIRST));
        call(
                "ticket_conversation_ticket_idx",
                () -> staff.conversations().list(ConversationQuery.ofTicket(TICKET), PAGE));
        call("ticket_attachment_ticket_idx", () -> staff.attachments().list(TICKET, PAGE));
        call("ticket_answer_feedback_ticket_idx", () -> staff.feedback().list(new TicketId(50), PAGE));
        call("ticket_merge_original_idx", () -> staff.links().of(ORIGINAL, PAGE));
        call("ticket_link_high_idx", () -> staff.links().of(ORIGINAL, PAGE));
        erasing("ticket_attachment_comment_idx");
        erasing("ticket_answer_feedback_comment_idx");
    }

    private void onlyOnH2() {
        read("ticket_tag_idx", reader -> reader.persons().touched(TENANT, "tag-77", null, 5));
        call("ticket_history_field_idx", () -> staff.trend(TicketQuery.all(), DAY));
        call("ticket_run_asked_idx", () -> staff.runs().work(DAY));
        call("ticket_figures_idx", () -> staff.stats(TicketQuery.all()));
    }
}
