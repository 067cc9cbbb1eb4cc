package io.ticketkit.internal;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.Attachment;
import io.ticketkit.ChatMessage;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.HistoryEntry;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAnswerFeedback;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists read to their end, page by page. */
final class Pages {
    private static final int SIZE = 100;

    private Pages() {}

    /** One page after the other is read, each when it is needed. */
    static <T> Stream<T> all(Function<Seek, List<T>> read, Function<T, Seek.Position> positionOf) {
        return Stream.iterate(
                        read.apply(new Seek(null, false, SIZE)),
                        page -> !page.isEmpty(),
                        page -> page.size() < SIZE
                                ? List.<T>of()
                                : read.apply(new Seek(positionOf.apply(page.get(SIZE - 1)), false, SIZE)))
                .flatMap(List::stream);
    }

    static Seek.Position positionOf(Comment comment) {
        return new Seek.Position(
                EpochMicros.of(comment.createdAt()), comment.id().value());
    }

    static Seek.Position positionOf(CommentEdit edit) {
        return new Seek.Position(edit.number(), edit.number());
    }

    static Seek.Position positionOf(Attachment file) {
        return new Seek.Position(EpochMicros.of(file.createdAt()), file.id().value());
    }

    static Seek.Position positionOf(HistoryEntry line) {
        return new Seek.Position(line.event(), line.position());
    }

    static Seek.Position positionOf(ClassificationRun run) {
        return new Seek.Position(
                EpochMicros.of(run.at()), run.id().orElseThrow().value());
    }

    static Seek.Position positionOf(StoredAnswerFeedback stored) {
        AnswerFeedback feedback = stored.feedback();
        return new Seek.Position(EpochMicros.of(feedback.at()), stored.id());
    }

    static Seek.Position positionOf(ChatMessage message) {
        return new Seek.Position(message.number(), message.number());
    }
}
