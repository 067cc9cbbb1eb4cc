package io.ticketkit.llm.internal.prompt;

import java.util.regex.Pattern;

/**
 * The marks by which models tell who speaks. In a ticket they are broken up: a person can still read them, a tokenizer
 * does not take them for marks.
 */
final class RoleMarkers {
    /** {@code <|im_start|>}, {@code <|eot_id|>}; DeepSeek writes them with full-width bars. */
    private static final Pattern SPECIAL = Pattern.compile("<([|｜])|([|｜])>");

    /** Whole marks: the signs alone are operators in some languages. */
    private static final Pattern WHOLE = Pattern.compile("<[|｜][\\w▁]{1,40}[|｜]>");

    private static final Pattern BRACKETED =
            Pattern.compile("(?i)\\[(/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CALLS|THINK))\\]");
    private static final Pattern LLAMA = Pattern.compile("(?i)<<(/?SYS)>>");
    private static final Pattern TAG = Pattern.compile(
            "(?i)<(/?(?:system|assistant|user|human|developer|instructions?|prompt"
                    + "|think|thinking|reasoning|tool_?\\w{0,20}|function_?\\w{0,20}|start_of_turn|end_of_turn|bos|eos|s)\\b)");
    private static final Pattern LINE = Pattern.compile(
            "(?im)^([ \\t>#*_-]{0,10}(?:system|assistant|developer|human|user|ai|instructions?)[*_ ]{0,3}):");

    private RoleMarkers() {}

    /** Whether there are marks that a person hardly writes by chance. */
    static boolean found(String text) {
        return mayHave(text)
                && (WHOLE.matcher(text).find()
                        || LLAMA.matcher(text).find()
                        || BRACKETED.matcher(text).find());
    }

    private static boolean mayHave(String text) {
        return text.indexOf('<') >= 0 || text.indexOf('>') >= 0 || text.indexOf('[') >= 0 || text.indexOf(':') >= 0;
    }

    static String broken(String text) {
        String broken =
                SPECIAL.matcher(text).replaceAll(m -> m.group(1) != null ? "< " + m.group(1) : m.group(2) + " >");
        broken = BRACKETED.matcher(broken).replaceAll("[ $1 ]");
        broken = LLAMA.matcher(broken).replaceAll("< <$1> >");
        broken = TAG.matcher(broken).replaceAll("< $1");
        return LINE.matcher(broken).replaceAll("$1 -");
    }
}
