package io.ticketkit.demo.archive;

import io.ticketkit.Violation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ticket on every line. */
final class JsonLines implements EntrySource {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Lines lines;
    private final Rejects rejects;

    JsonLines(Lines lines, Rejects rejects) {
        this.lines = lines;
        this.rejects = rejects;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        Lines.Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line == null ? null : line.tooLong() ? tooLong(line) : entry(line);
    }

    private Entry tooLong(Lines.Line line) throws IOException {
        rejects.stream().write(line.bytes());
        lines.rest(rejects.stream());
        rejects.stream().write('\n');
        return Entry.bad(line.number(), List.of(), tooLong());
    }

    static Violation tooLong() {
        return new Violation("line", "This line is too long.", "Allow longer ones with --max-line.");
    }

    private static Entry entry(Lines.Line line) {
        List<byte[]> raw = List.of(withEnd(line.bytes()));
        try {
            return Entry.whole(line.number(), raw.get(0), PastReader.past(tree(line)));
        } catch (UnreadableException e) {
            return Entry.bad(line.number(), raw, e.violation());
        }
    }

    static byte[] withEnd(byte[] line) {
        byte[] all = Arrays.copyOf(line, line.length + 1);
        all[line.length] = '\n';
        return all;
    }

    private static JsonNode tree(Lines.Line line) throws UnreadableException {
        String text = line.text();
        try {
            return MAPPER.readTree(text);
        } catch (UnexpectedEndOfInputException e) {
            throw new UnreadableException(
                    "line",
                    "This JSON object does not end.",
                    line.ended() ? "Put all of a ticket on one line." : "The file is cut off: get all of it.");
        } catch (StreamReadException e) {
            throw new UnreadableException(
                    "line",
                    "This is no JSON, from character "
                            + Math.max(1, e.getLocation().getColumnNr()) + " on.",
                    "");
        } catch (JacksonException e) {
            throw new UnreadableException("line", "This is no JSON object in which every field is there once.", "");
        }
    }
}
