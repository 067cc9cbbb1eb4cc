package io.ticketkit.llm.internal.answer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out what a model thought before it answered: tags as {@code <think>}, and the channels of the Harmony format
 * (gpt-oss), whole or with the marks that a server left.
 */
final class Reasoning {
    private static final Pattern TAG = Pattern.compile(
            "(?i)<(/?)(?:(?:seed:)?think|thinking|thoughts?|reasoning|reflection|analysis|scratchpad)\\b[^<>]{0,200}>"
                    + "|\\[(/?)THINK\\]|◁(/?)think▷");
    private static final Pattern MARK = Pattern.compile("<\\|(channel|message|end|start|return|call|constrain)\\|>");
    private static final String FINAL = "assistantfinal";

    private Reasoning() {}

    static String removed(String answer) {
        return withoutTags(withoutChannels(answer));
    }

    /** What was opened and never closed goes on to the end; what was only closed began at the start. */
    private static String withoutTags(String text) {
        Matcher tag = TAG.matcher(text);
        StringBuilder said = new StringBuilder();
        int depth = 0;
        int from = 0;
        while (tag.find()) {
            boolean closing = "/".equals(tag.group(1)) || "/".equals(tag.group(2)) || "/".equals(tag.group(3));
            if (closing && depth == 0) {
                said.setLength(0);
            } else if (depth == 0) {
                said.append(text, from, tag.start()).append('\n');
            }
            depth = Math.max(0, depth + (closing ? -1 : 1));
            from = tag.end();
        }
        if (depth == 0) {
            said.append(text, from, text.length());
        }
        return said.toString();
    }

    /** A message stands between its mark and the next but {@code constrain}; its channel's name stands before the mark. */
    private static String withoutChannels(String text) {
        Matcher mark = MARK.matcher(text);
        StringBuilder said = new StringBuilder();
        String header = "";
        boolean thinking = false;
        int from = 0;
        while (mark.find()) {
            String before = text.substring(from, mark.start());
            if (mark.group(1).equals("message")) {
                header += before;
                thinking =
                        header.strip().startsWith("analysis") || header.strip().startsWith("commentary");
                header = "";
            } else if (mark.group(1).equals("constrain")) {
                header += before + " ";
            } else {
                if (!thinking) {
                    said.append(before).append('\n');
                }
                thinking = false;
                header = "";
            }
            from = mark.end();
        }
        if (!thinking) {
            said.append(text, from, text.length());
        }
        String whole = said.toString();
        int last = whole.lastIndexOf(FINAL);
        return whole.stripLeading().startsWith("analysis") && last >= 0
                ? whole.substring(last + FINAL.length())
                : whole;
    }
}
