package io.ticketkit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a classifier is asked. Immutable. */
public final class ClassificationRequest {
    private final String tenant;
    private final @Nullable String title;
    private final String description;
    private final Taxonomy taxonomy;
    private final Deadline deadline;

    private ClassificationRequest(Builder builder) {
        this.tenant = builder.tenant;
        this.title = builder.title;
        this.description = builder.description;
        this.taxonomy = builder.taxonomy;
        this.deadline = Objects.requireNonNullElseGet(builder.deadline, () -> Deadline.after(Duration.ofMillis(3500)));
    }

    /**
     * Starts a request.
     *
     * @param description the text; may be of any length, even empty
     * @return a builder for tenant {@code default}, without title, with the support taxonomy and a deadline of 3.5 s
     */
    public static Builder builder(String description) {
        return new Builder(description);
    }

    /** {@return whose ticket it is: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return the title: the title, or empty when there is none yet} */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /** {@return the description: the text} */
    public String description() {
        return description;
    }

    /**
     * Title and description as one text.
     *
     * @return the title, a line break and the description; only the description when there is no title
     */
    public String text() {
        return title == null ? description : title + "\n" + description;
    }

    /** {@return what the text can be classified as: the taxonomy} */
    public Taxonomy taxonomy() {
        return taxonomy;
    }

    /** {@return until when an answer is of use: the deadline} */
    public Deadline deadline() {
        return deadline;
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "ClassificationRequest[" + text().length() + " characters]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private String tenant = "default";
        private @Nullable String title;
        private final String description;
        private Taxonomy taxonomy = Taxonomy.support();
        private @Nullable Deadline deadline;

        private Builder(String description) {
            this.description = description;
        }

        /**
         * Sets the tenant.
         * @param value the tenant
         * @return this
         */
        public Builder tenant(String value) {
            this.tenant = value;
            return this;
        }

        /**
         * Sets the title.
         * @param value the title, or null for none
         * @return this
         */
        public Builder title(@Nullable String value) {
            this.title = value;
            return this;
        }

        /**
         * Sets the taxonomy.
         * @param value the taxonomy
         * @return this
         */
        public Builder taxonomy(Taxonomy value) {
            this.taxonomy = value;
            return this;
        }

        /**
         * Sets the deadline.
         * @param value the deadline
         * @return this
         */
        public Builder deadline(Deadline value) {
            this.deadline = value;
            return this;
        }

        /** {@return the request} Makes the request. */
        public ClassificationRequest build() {
            return new ClassificationRequest(this);
        }
    }
}
