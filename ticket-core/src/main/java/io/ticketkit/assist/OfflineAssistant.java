package io.ticketkit.assist;

import io.ticketkit.ChatReply;
import io.ticketkit.NextActions;
import io.ticketkit.Provenance;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Source;
import io.ticketkit.Summary;
import java.util.List;
import java.util.Optional;

/** Helps by templates, words and rules, without any model. Never abstains and never fails. Immutable and thread-safe. */
public final class OfflineAssistant implements Assistant {
    /** Creates the assistant. */
    public OfflineAssistant() {}

    @Override
    public Optional<ReplyDraft> reply(AssistanceRequest request) {
        return Optional.of(ReplyDraft.builder(request.ticket().title(), 0, Provenance.of(Source.RULE))
                .build());
    }

    @Override
    public Optional<Summary> summarize(AssistanceRequest request) {
        return Optional.of(Summary.builder(request.ticket().title(), Provenance.of(Source.RULE))
                .build());
    }

    @Override
    public Optional<NextActions> nextActions(AssistanceRequest request) {
        return Optional.of(NextActions.of(List.of(), Provenance.of(Source.RULE)));
    }

    @Override
    public Optional<ChatReply> chat(ConversationRequest request) {
        return Optional.of(ChatReply.builder("A person will look.", 0, Provenance.of(Source.RULE))
                .handsOver()
                .build());
    }

    @Override
    public Source source() {
        return Source.RULE;
    }
}
