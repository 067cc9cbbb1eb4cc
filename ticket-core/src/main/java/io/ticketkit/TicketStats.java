package io.ticketkit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers about a selection of tickets. Immutable. */
public final class TicketStats {
    private final long total;
    private final double averagePerDay;
    private final double averageUrgency;
    private final Map<Status, Long> byStatus;
    private final Map<Priority, Long> byPriority;
    private final SortedMap<Category, Long> byCategory;
    private final Map<Sentiment, Long> bySentiment;

    private TicketStats(Builder builder) {
        this.total = builder.total;
        this.averagePerDay = builder.days == 0 ? 0 : (double) builder.total / builder.days;
        this.averageUrgency = builder.total == 0 ? 0 : (double) builder.urgencySum / builder.total;
        this.byStatus = Collections.unmodifiableMap(new EnumMap<>(builder.byStatus));
        this.byPriority = Collections.unmodifiableMap(new EnumMap<>(builder.byPriority));
        this.byCategory = Collections.unmodifiableSortedMap(new TreeMap<>(builder.byCategory));
        this.bySentiment = Collections.unmodifiableMap(new EnumMap<>(builder.bySentiment));
    }

    /** {@return a builder that has counted nothing} For storages. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many tickets} */
    public long total() {
        return total;
    }

    /** {@return how many of them have status {@link Status#OPEN}} */
    public long open() {
        return byStatus.getOrDefault(Status.OPEN, 0L);
    }

    /** {@return tickets divided by the number of UTC days on which one was created; 0 when there are none} */
    public double averagePerDay() {
        return averagePerDay;
    }

    /** {@return the mean urgency score, 0 to 100; 0 when there are no tickets} */
    public double averageUrgency() {
        return averageUrgency;
    }

    /** {@return tickets by status, every status present} */
    public Map<Status, Long> byStatus() {
        return byStatus;
    }

    /** {@return tickets by priority, every priority present} */
    public Map<Priority, Long> byPriority() {
        return byPriority;
    }

    /** {@return tickets by category, sorted by code; every active category and every one that has tickets} */
    public SortedMap<Category, Long> byCategory() {
        return byCategory;
    }

    /** {@return tickets by sentiment, every sentiment present} */
    public Map<Sentiment, Long> bySentiment() {
        return bySentiment;
    }

    /**
     * The same numbers with every active category of a taxonomy present.
     *
     * @param taxonomy the taxonomy
     * @return new stats
     */
    public TicketStats withCategoriesOf(Taxonomy taxonomy) {
        return new TicketStats(this, taxonomy);
    }

    private TicketStats(TicketStats other, Taxonomy taxonomy) {
        SortedMap<Category, Long> categories = new TreeMap<>(other.byCategory);
        taxonomy.active().forEach(category -> categories.putIfAbsent(category, 0L));
        this.total = other.total;
        this.averagePerDay = other.averagePerDay;
        this.averageUrgency = other.averageUrgency;
        this.byStatus = other.byStatus;
        this.byPriority = other.byPriority;
        this.byCategory = Collections.unmodifiableSortedMap(categories);
        this.bySentiment = other.bySentiment;
    }

    @Override
    public String toString() {
        return "TicketStats[total " + total + ", by status " + byStatus + ", by priority " + byPriority
                + ", by category " + byCategory + ", by sentiment " + bySentiment + ", per day " + averagePerDay
                + ", urgency " + averageUrgency + "]";
    }

    /** Adds up groups of tickets; not thread-safe. */
    public static final class Builder {
        private long total;
        private long days;
        private long urgencySum;
        private final Map<Status, Long> byStatus = zeros(Status.class);
        private final Map<Priority, Long> byPriority = zeros(Priority.class);
        private final SortedMap<Category, Long> byCategory = new TreeMap<>();
        private final Map<Sentiment, Long> bySentiment = zeros(Sentiment.class);

        private Builder() {}

        private static <E extends Enum<E>> Map<E, Long> zeros(Class<E> type) {
            Map<E, Long> zeros = new EnumMap<>(type);
            for (E constant : type.getEnumConstants()) {
                zeros.put(constant, 0L);
            }
            return zeros;
        }

        /**
         * Adds tickets that have all this in common.
         * @param category their category
         * @param priority their priority
         * @param status their status
         * @param sentiment their sentiment
         * @return where to say how many there are
         */
        public Group group(Category category, Priority priority, Status status, Sentiment sentiment) {
            return (count, urgency) -> {
                total += count;
                urgencySum += urgency;
                byCategory.merge(category, count, Long::sum);
                byPriority.merge(priority, count, Long::sum);
                byStatus.merge(status, count, Long::sum);
                bySentiment.merge(sentiment, count, Long::sum);
                return this;
            };
        }

        /**
         * Sets on how many UTC days at least one of the tickets was created.
         * @param count the days
         * @return this
         */
        public Builder days(long count) {
            this.days = count;
            return this;
        }

        /** {@return the numbers} */
        public TicketStats build() {
            return new TicketStats(this);
        }
    }

    /** Tickets that have category, priority, status and sentiment in common. */
    @FunctionalInterface
    public interface Group {
        /**
         * Adds them.
         * @param count how many
         * @param urgencySum the sum of their urgency scores
         * @return the builder
         */
        Builder add(long count, long urgencySum);
    }
}
