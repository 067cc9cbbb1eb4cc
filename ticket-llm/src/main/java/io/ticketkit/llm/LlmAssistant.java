package io.ticketkit.llm;

import io.ticketkit.ChatReply;
import io.ticketkit.ClassificationException;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.NextAction;
import io.ticketkit.NextActions;
import io.ticketkit.Provenance;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Source;
import io.ticketkit.Summary;
import io.ticketkit.assist.AssistanceException;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.Assistant;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.assist.Knowledge;
import io.ticketkit.assist.RelatedTicket;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.internal.answer.HelpReading;
import io.ticketkit.llm.internal.prompt.HelpPrompt;
import io.ticketkit.llm.internal.prompt.HelpPrompts;
import io.ticketkit.llm.internal.prompt.HelpTask;
import io.ticketkit.llm.internal.prompt.Prompt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Helps by a language model: drafts replies, sums up, suggests what to do, answers in chats. Thread-safe.
 *
 * <p>What leaves the process is redacted, see {@link #preview}. In the answer placeholders of the ticket's own texts are
 * restored, but for cards, passwords, tokens and keys; those of other people's texts have no way back. Web addresses and
 * contacts that do not stand in the ticket, its thread or the knowledge are taken out, and an answer that repeats its
 * instructions is none. The model can do nothing but give a text.
 *
 * <p>Confidence is the model's own, at most 0.95 where it used knowledge or the answer to a similar ticket, at most 0.6
 * where it had nothing but the ticket to go by, and at most 0.3 where something is odd ({@link ModelCall#flags()}): the
 * texts seem to give orders to the model, an address or a contact had to be taken out, or the language is not the
 * requester's.
 *
 * <p>Every failure is an {@link AssistanceException} with its reason and what is known of the call.
 */
public final class LlmAssistant implements Assistant {
    private static final double SUPPORTED = 0.95;
    private static final double UNSUPPORTED = 0.6;
    private static final double DOUBTED = 0.3;
    /** Where the model said nothing of use about how sure it is. */
    private static final double NOT_SAID = 0.5;

    private static final int MOST_ACTIONS = 5;
    private static final Set<String> DOUBTFUL =
            Set.of(Prompt.SUSPECTED_INJECTION, Checked.UNKNOWN_URL, Checked.UNKNOWN_CONTACT, Checked.OTHER_LANGUAGE);
    private static final Pattern ACTION =
            Pattern.compile("[\\s*•-]{0,10}([a-z_]{3,20})(?:\\s{1,3}#?(\\d{1,3}))?\\s{0,3}:\\s{0,3}(\\S.{0,500})");

    private final HelpPrompts prompts;
    private final Map<HelpTask, Inquiry> inquiries = new EnumMap<>(HelpTask.class);

    LlmAssistant(LlmAssistantBuilder builder, Spending spending) {
        this.prompts = new HelpPrompts(builder.redactor, builder.maxCharacters);
        for (HelpTask task : HelpTask.values()) {
            inquiries.put(task, new Inquiry(builder.model, spending, task.version(), builder.maxOutputTokens));
        }
    }

    /**
     * Starts an assistant.
     *
     * @param model who is asked; it stays the caller's to close
     * @return a builder with the standard redactor, no prices and no budget
     */
    public static LlmAssistantBuilder builder(ChatModel model) {
        return new LlmAssistantBuilder(model);
    }

    /**
     * Shows exactly what {@link #reply} would send for a request, and sends nothing.
     *
     * @param request the request
     * @return the messages, in their order
     */
    public List<ChatMessage> preview(AssistanceRequest request) {
        return prompts.reply(request).messages();
    }

    /** What a model said, checked, and what is known of the call. */
    private record Said(String text, HelpReading reading, ModelCall call) {
        double confidence(boolean supported) {
            double own = reading.confidence().orElse(NOT_SAID);
            return Math.min(own, most(supported));
        }

        double most(boolean supported) {
            double sound = supported ? SUPPORTED : UNSUPPORTED;
            return isDoubtful() ? DOUBTED : sound;
        }

        boolean isDoubtful() {
            return call.flags().stream().anyMatch(DOUBTFUL::contains);
        }

        Provenance provenance() {
            return Provenance.of(call);
        }
    }

    @Override
    public Optional<ReplyDraft> reply(AssistanceRequest request) throws AssistanceException {
        Said said = ask(prompts.reply(request), request.tenant(), request.deadline());
        List<String> knowledge = chosen(request.knowledge(), said.reading().knowledge()).stream()
                .map(Knowledge::id)
                .toList();
        List<RelatedTicket> similar = chosen(request.similar(), said.reading().similar()).stream()
                .filter(ticket -> ticket.answer().isPresent())
                .toList();
        boolean supported = !knowledge.isEmpty() || !similar.isEmpty();
        return Optional.of(ReplyDraft.builder(said.text(), said.confidence(supported), said.provenance())
                .atMost(said.most(supported))
                .knowledge(knowledge)
                .similar(similar.stream().map(RelatedTicket::id).toList())
                .build());
    }

    @Override
    public Optional<Summary> summarize(AssistanceRequest request) throws AssistanceException {
        Said said = ask(prompts.summary(request), request.tenant(), request.deadline());
        return Optional.of(Summary.builder(said.text(), said.provenance()).build());
    }

    @Override
    public Optional<NextActions> nextActions(AssistanceRequest request) throws AssistanceException {
        HelpPrompt prompt = prompts.actions(request);
        Said said = ask(prompt, request.tenant(), request.deadline());
        List<NextAction> actions = new ArrayList<>();
        for (String line : said.text().lines().toList()) {
            Matcher action = ACTION.matcher(line);
            if (action.matches() && actions.size() < MOST_ACTIONS) {
                action(action, request.similar()).ifPresent(actions::add);
            }
        }
        if (actions.isEmpty()) {
            throw new AssistanceException(
                    FailureReason.INVALID_ANSWER, "the answer has no action that is known", said.call(), null);
        }
        return Optional.of(NextActions.of(actions, said.provenance()));
    }

    private static Optional<NextAction> action(Matcher line, List<RelatedTicket> similar) {
        Optional<NextAction> action =
                NextAction.Kind.parse(line.group(1)).map(kind -> NextAction.of(kind, line.group(3)));
        if (action.isEmpty() || action.get().kind() != NextAction.Kind.MERGE_DUPLICATE) {
            return action;
        }
        // only into what was offered as a duplicate
        String number = Objects.requireNonNullElse(line.group(2), "0");
        return chosen(similar, List.of(Integer.valueOf(number))).stream()
                .filter(RelatedTicket::duplicate)
                .findFirst()
                .flatMap(ticket -> action.map(found -> found.about(ticket.id())));
    }

    @Override
    public Optional<ChatReply> chat(ConversationRequest request) throws AssistanceException {
        Said said = ask(prompts.chat(request), request.tenant(), request.deadline());
        List<String> knowledge = chosen(request.knowledge(), said.reading().knowledge()).stream()
                .map(Knowledge::id)
                .toList();
        ChatReply.Builder reply = ChatReply.builder(
                        said.text(), said.confidence(!knowledge.isEmpty()), said.provenance())
                .knowledge(knowledge);
        return Optional.of((said.reading().handOver() ? reply.handsOver() : reply).build());
    }

    /** What was offered under these numbers, from 1; others are nothing. */
    private static <T> List<T> chosen(List<T> offered, List<Integer> numbers) {
        return numbers.stream()
                .filter(number -> number >= 1 && number <= offered.size())
                .map(number -> offered.get(number - 1))
                .toList();
    }

    private Said ask(HelpPrompt prompt, String tenant, Deadline deadline) throws AssistanceException {
        Inquiry inquiry = Objects.requireNonNull(inquiries.get(prompt.task()));
        if (deadline.hasPassed()) {
            throw new AssistanceException(
                    FailureReason.TIMEOUT,
                    "nothing was called, the deadline has passed",
                    inquiry.notSent(prompt.flags()),
                    null);
        }
        Inquiry.Answer answer;
        try {
            answer = inquiry.ask(tenant, prompt.messages(), prompt.schema(), prompt.flags(), deadline);
        } catch (ClassificationException e) {
            throw new AssistanceException(
                    e.reason(), "the model gave no answer", e.call().orElse(null), e);
        }
        HelpReading reading = HelpReading.of(answer.text(), prompt.task().help());
        Checked checked = Checked.of(prompt, reading);
        Set<String> flags = new LinkedHashSet<>(prompt.flags());
        flags.addAll(checked.flags());
        ModelCall call = answer.call().toBuilder().flags(flags).build();
        String text = checked.text()
                .orElseThrow(() -> new AssistanceException(
                        FailureReason.INVALID_ANSWER, "the answer is not of the form asked for", call, null));
        return new Said(text, reading, call);
    }

    /** {@return {@link Source#LLM}, whatever came of it} */
    @Override
    public Source source() {
        return Source.LLM;
    }
}
