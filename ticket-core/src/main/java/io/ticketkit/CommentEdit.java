package io.ticketkit;

import java.time.Instant;

/**
 * What a comment said before it was edited.
 *
 * @param comment which comment
 * @param number which of its earlier texts: from 1, rising by 1
 * @param content the earlier text
 * @param editorRole the part of who replaced it
 * @param editorId the host's id of who replaced it
 * @param replacedAt when it was replaced, in microseconds
 */
public record CommentEdit(
        CommentId comment, int number, String content, Actor.Role editorRole, String editorId, Instant replacedAt) {
    /** Nothing of the text and nobody's name. */
    @Override
    public String toString() {
        return "CommentEdit[" + comment + "." + number + ", " + content.length() + " characters]";
    }
}
