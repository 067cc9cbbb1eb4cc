package io.ticketkit.demo.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A ticket in a {@link ZendeskServer}. */
public final class ZendeskRecord {
    private final long id;
    private final String subject;
    private final String description;
    private final Set<String> tags;
    private final List<Map<String, Object>> comments = new ArrayList<>();
    private long updatedAt;
    private String status = "open";

    ZendeskRecord(long id, String subject, String description, long createdAt, String... tags) {
        this.id = id;
        this.subject = subject;
        this.description = description;
        this.updatedAt = createdAt;
        this.tags = new LinkedHashSet<>(List.of(tags));
        say(requester(), true, description);
    }

    long requester() {
        return 100 + id;
    }

    long id() {
        return id;
    }

    String subject() {
        return subject;
    }

    public Set<String> tags() {
        return tags;
    }

    List<Map<String, Object>> comments() {
        return comments;
    }

    /** The texts of internal notes. */
    public List<String> notes() {
        return comments.stream()
                .filter(comment -> Objects.equals(comment.get("public"), false))
                .map(comment -> String.valueOf(comment.get("body")))
                .toList();
    }

    void say(long author, boolean isPublic, String text) {
        long number = id * 1_000 + comments.size();
        comments.add(Map.of(
                "id",
                number,
                "type",
                "Comment",
                "author_id",
                author,
                "public",
                isPublic,
                "body",
                text,
                "plain_body",
                text,
                "html_body",
                "<p>" + text + "</p>",
                "created_at",
                stamp()));
    }

    void status(String value) {
        status = value;
    }

    boolean isClosed() {
        return status.equals("closed");
    }

    boolean isDeleted() {
        return status.equals("deleted");
    }

    long updatedAt() {
        return updatedAt;
    }

    void touch(long seconds) {
        updatedAt = seconds;
    }

    String stamp() {
        return Instant.ofEpochSecond(updatedAt).toString();
    }

    boolean isAfter(long time, long number) {
        return updatedAt > time || (updatedAt == time && id > number);
    }

    Map<String, Object> json() {
        return Map.of(
                "id",
                id,
                "subject",
                subject,
                "description",
                description,
                "status",
                status,
                "requester_id",
                requester(),
                "tags",
                List.copyOf(tags),
                "created_at",
                "2025-09-21T14:13:20Z",
                "updated_at",
                stamp());
    }
}
