package io.ticketkit;

import java.util.Optional;

/** In which part the author of a comment speaks. */
public enum CommentKind {
    /** Somebody who asks for help. */
    USER,
    /** Somebody who gives help; also when a model wrote the text and a person sent it. */
    STAFF,
    /** A model, whose text no person looked at before. */
    AI,
    /** A program. */
    SYSTEM;

    /** {@return the name used in JSON and in the database: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the kind, or empty when there is none of that name
     */
    public static Optional<CommentKind> parse(String text) {
        return WireNames.parse(values(), text);
    }

    /** {@return the part an actor plays whose comments are of this kind: the role} */
    public Actor.Role role() {
        return switch (this) {
            case USER -> Actor.Role.REQUESTER;
            case STAFF -> Actor.Role.STAFF;
            case AI, SYSTEM -> Actor.Role.SYSTEM;
        };
    }
}
