package io.ticketkit.llm.internal.prompt;

import io.ticketkit.Ticket;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.assist.FormerReply;
import io.ticketkit.assist.Knowledge;
import io.ticketkit.assist.RelatedTicket;
import io.ticketkit.assist.Speaker;
import io.ticketkit.assist.TextLanguage;
import io.ticketkit.assist.Turn;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatMessage.Role;
import io.ticketkit.llm.redaction.Redactor;
import java.util.List;
import java.util.Optional;

/**
 * Makes prompts for help: instructions only in the system message, everything that people wrote as data in the user
 * message. Thread-safe.
 */
public final class HelpPrompts {
    private final Redactor redactor;
    private final int maxCharacters;
    private final Keyed keyed = new Keyed();

    /**
     * Fixes what is the same for all tickets.
     *
     * @param maxCharacters of the texts that are sent: a third is for the ticket, a third for what was said on it, a third
     *     for everything else
     */
    public HelpPrompts(Redactor redactor, int maxCharacters) {
        this.redactor = redactor;
        this.maxCharacters = maxCharacters;
    }

    /** Asks for a reply: internal notes are left out, should there be any. */
    public HelpPrompt reply(AssistanceRequest request) {
        Material material = material(request, false);
        related(material, "earlier_tickets", request.earlier(), true);
        related(material, "similar_tickets", request.similar(), false);
        knowledge(material, request.knowledge());
        former(material, "replies_that_helped", request.formerReplies(), true);
        former(material, "replies_that_did_not_help", request.formerReplies(), false);
        return prompt(HelpTask.REPLY, material, request.language().or(() -> language(request.ticket())));
    }

    /** Asks for a summary, of the internal notes too that are there. */
    public HelpPrompt summary(AssistanceRequest request) {
        Material material = material(request, true);
        return prompt(HelpTask.SUMMARY, material, request.language().or(() -> language(request.ticket())));
    }

    /** Asks for actions: internal notes are left out, should there be any. */
    public HelpPrompt actions(AssistanceRequest request) {
        Material material = material(request, false);
        related(material, "similar_tickets", request.similar(), false);
        return prompt(HelpTask.ACTIONS, material, request.language().or(() -> language(request.ticket())));
    }

    /** Asks for an answer in a chat. */
    public HelpPrompt chat(ConversationRequest request) {
        Material material = new Material(redactor, maxCharacters / 3);
        request.ticket().ifPresent(ticket -> ticket(material, ticket));
        if (!request.thread().isEmpty()) {
            material.next();
            thread(material, "thread", request.thread(), false);
        }
        material.next();
        request.before().ifPresent(before -> material.own("said_before", before));
        thread(material, "chat", request.messages(), false);
        material.next();
        related(material, "similar_tickets", request.similar(), false);
        knowledge(material, request.knowledge());
        return prompt(HelpTask.CHAT, material, request.language().or(() -> language(request.messages())));
    }

    private Material material(AssistanceRequest request, boolean notes) {
        Material material = new Material(redactor, maxCharacters / 3);
        ticket(material, request.ticket());
        material.next();
        thread(material, "thread", request.thread(), notes);
        material.next();
        return material;
    }

    private static void ticket(Material material, Ticket ticket) {
        material.begin("ticket");
        material.own("title", ticket.title());
        material.own("description", ticket.description());
        material.fact("category", ticket.category().code());
        material.fact("priority", ticket.priority().wireName());
        material.fact("sentiment", ticket.sentiment().wireName());
        material.fact("status", ticket.status().wireName());
        material.fact("assigned", String.valueOf(ticket.assignee().isPresent()));
        material.end();
    }

    /** As many of the latest turns as there is room for. */
    private static void thread(Material material, String name, List<Turn> turns, boolean notes) {
        List<Turn> shown =
                turns.stream().filter(turn -> notes || !turn.internal()).toList();
        int from = shown.size();
        int room = material.room();
        while (from > 0 && room > 0) {
            from--;
            room -= Math.min(shown.get(from).text().length(), Material.LONGEST);
        }
        if (from > 0) {
            material.flag(Prompt.TEXT_CUT);
        }
        material.beginList(name);
        for (Turn turn : shown.subList(from, shown.size())) {
            material.begin(null);
            material.fact("from", turn.internal() ? "internal_note" : name(turn.speaker()));
            material.own("text", turn.text());
            material.end();
        }
        material.endList();
    }

    private static String name(Speaker speaker) {
        return switch (speaker) {
            case REQUESTER -> "requester";
            case STAFF -> "staff";
            case ASSISTANT -> "assistant";
            case SYSTEM -> "system";
        };
    }

    /** @param own whether they are the same requester's */
    private static void related(Material material, String name, List<RelatedTicket> tickets, boolean own) {
        material.beginList(name);
        int number = 0;
        for (RelatedTicket ticket : tickets) {
            number++;
            material.begin(null);
            material.fact("n", String.valueOf(number));
            material.fact("status", ticket.status().wireName());
            if (ticket.duplicate()) {
                material.fact("duplicate", "true");
            }
            material.text("title", ticket.title(), own);
            ticket.answer().ifPresent(answer -> material.text("answer", answer, own));
            material.end();
        }
        material.endList();
    }

    private static void knowledge(Material material, List<Knowledge> pieces) {
        material.beginList("knowledge");
        int number = 0;
        for (Knowledge piece : pieces) {
            number++;
            material.begin(null);
            material.fact("n", String.valueOf(number));
            material.known("title", piece.title());
            material.known("text", piece.text());
            piece.url().ifPresent(url -> material.known("url", url));
            material.end();
        }
        material.endList();
    }

    private static void former(Material material, String name, List<FormerReply> replies, boolean helpful) {
        material.beginList(name);
        for (FormerReply reply : replies) {
            if (reply.helpful() == helpful) {
                material.begin(null);
                material.text("text", reply.text(), false);
                material.end();
            }
        }
        material.endList();
    }

    private static Optional<String> language(Ticket ticket) {
        return TextLanguage.guess(ticket.title() + "\n" + ticket.description());
    }

    private static Optional<String> language(List<Turn> messages) {
        StringBuilder said = new StringBuilder();
        messages.stream()
                .filter(turn -> turn.speaker() == Speaker.REQUESTER)
                .forEach(turn -> said.append(turn.text()).append('\n'));
        return TextLanguage.guess(said.toString());
    }

    private HelpPrompt prompt(HelpTask task, Material material, Optional<String> language) {
        language.ifPresent(code -> material.fact("language", code));
        String json = material.json();
        // nobody who writes a ticket can know it, so nobody can end the material early
        String mark = "ticket-" + keyed.of(json).substring(0, 16);
        return new HelpPrompt(
                task,
                List.of(
                        new ChatMessage(Role.SYSTEM, task.instructions()),
                        new ChatMessage(Role.USER, mark + "\n" + json + "\n" + mark)),
                task.schema(),
                material.texts(),
                material.knownTexts(),
                language,
                material.flags(),
                mark);
    }
}
