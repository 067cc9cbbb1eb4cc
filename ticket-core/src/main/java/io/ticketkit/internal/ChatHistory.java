package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.ChatMessage;
import io.ticketkit.ChatReply;
import io.ticketkit.Scope;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.assist.RelatedTicket;
import io.ticketkit.assist.Speaker;
import io.ticketkit.assist.Turn;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.TicketReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an assistant is given of a conversation: the latest messages, and of those before them a summary, which grows with
 * the conversation and is stored with it.
 *
 * @param request but for what the host knows, and the deadline
 * @param asked what the person said last
 * @param last the number of the last message it has
 * @param summary what was said before the messages it has, or null when nothing was
 * @param summarised the number of the last message in the summary
 */
record ChatHistory(
        ConversationRequest.Builder request,
        String asked,
        long last,
        @Nullable String summary,
        long summarised) {
    private static final int MESSAGES = 12;
    private static final int CHARACTERS = 6_000;
    private static final int PAGE = 100;
    private static final int THREAD = 10;
    private static final int SIMILAR = 3;

    /** Empty when there are no messages: the conversation is being erased. */
    static Optional<ChatHistory> of(TicketReader reader, String tenant, Access access, StoredConversation stored) {
        List<ChatMessage> latest =
                reader.conversations().messages(tenant, stored.conversation().id(), new Seek(null, true, MESSAGES));
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        List<Turn> turns = new ArrayList<>();
        int room = CHARACTERS;
        int first = latest.size();
        while (first > 0 && room > 0) {
            ChatMessage message = latest.get(--first);
            String text = ChatSummary.cut(message.text(), room);
            turns.add(Turn.of(speaker(message.sender()), text, message.at()));
            room -= text.length();
        }
        Collections.reverse(turns);
        long begin = latest.get(first).number();
        long last = latest.get(latest.size() - 1).number();
        String summary = summary(reader, tenant, stored, begin);
        String asked = asked(latest);
        ConversationRequest.Builder request =
                ConversationRequest.builder(tenant, turns).before(summary);
        stored.conversation().ticket().ifPresent(ticket -> addTicket(request, reader, tenant, ticket));
        TicketId itself = stored.conversation().ticket().orElse(null);
        request.similar(similar(reader, tenant, access, asked, itself));
        return Optional.of(new ChatHistory(request, asked, last, summary, Math.max(stored.summarised(), begin - 1)));
    }

    private static @Nullable String summary(TicketReader reader, String tenant, StoredConversation stored, long begin) {
        String summary = stored.summary();
        long done = stored.summarised();
        while (done < begin - 1) {
            int missing = (int) Math.min(PAGE, begin - 1 - done);
            List<ChatMessage> more = reader.conversations()
                    .messages(
                            tenant,
                            stored.conversation().id(),
                            new Seek(new Seek.Position(done, done), false, missing));
            summary = ChatSummary.extended(summary, more);
            done += missing;
        }
        return summary;
    }

    private static String asked(List<ChatMessage> latest) {
        return latest.stream()
                .filter(message -> message.sender() == ChatMessage.Sender.PERSON)
                .reduce((earlier, later) -> later)
                .map(ChatMessage::text)
                .orElse("");
    }

    /** The ticket is that of the conversation, which whoever talks in it may see. */
    private static void addTicket(
            ConversationRequest.Builder request, TicketReader reader, String tenant, TicketId id) {
        Optional<Ticket> ticket = reader.find(tenant, Scope.all(), id);
        request.ticket(ticket.orElse(null));
        if (ticket.isPresent()) {
            request.thread(PublicReplies.of(reader.comments(), tenant, id).latest(THREAD).stream()
                    .map(reply -> Turn.of(
                            switch (reply.kind()) {
                                case USER -> Speaker.REQUESTER;
                                case STAFF -> Speaker.STAFF;
                                case AI -> Speaker.ASSISTANT;
                                case SYSTEM -> Speaker.SYSTEM;
                            },
                            ChatSummary.cut(reply.content(), CHARACTERS / 2),
                            reply.createdAt()))
                    .toList());
        }
    }

    private static List<RelatedTicket> similar(
            TicketReader reader, String tenant, Access access, String asked, @Nullable TicketId itself) {
        if (!access.allows(Action.VIEW) || access.scope() instanceof Scope.None) {
            return List.of();
        }
        SimilarQuery query = SimilarQuery.solved().toBuilder().limit(SIMILAR).build();
        return new SimilarTickets(reader.words(), tenant, access.scope())
                .to("", asked, itself, query).stream()
                        .map(found -> related(reader, tenant, found))
                        .toList();
    }

    private static RelatedTicket related(TicketReader reader, String tenant, SimilarTicket found) {
        return RelatedTicket.builder(found.id(), found.title(), found.status())
                .score(found.score())
                .answer(PublicReplies.of(reader.comments(), tenant, found.id())
                        .lastOfStaff(THREAD)
                        .orElse(null))
                .build();
    }

    private static Speaker speaker(ChatMessage.Sender sender) {
        return switch (sender) {
            case PERSON -> Speaker.REQUESTER;
            case ASSISTANT -> Speaker.ASSISTANT;
            case STAFF -> Speaker.STAFF;
            case SYSTEM -> Speaker.SYSTEM;
        };
    }

    /** The answer to all of this. */
    ChatMessage answer(long number, Instant at, ChatReply reply) {
        return ChatMessage.builder(number, ChatMessage.Sender.ASSISTANT, reply.content(), at)
                .answers(last)
                .source(reply.source())
                .confidence(reply.confidence())
                .failure(reply.failure().orElse(null))
                .run(reply.run().orElse(null))
                .handsOver(reply.handsOver())
                .build();
    }

    /** The conversation with the summary, unless it has a later one. */
    StoredConversation summarised(StoredConversation stored) {
        return summary == null || stored.summarised() >= summarised ? stored : stored.summarised(summary, summarised);
    }
}
