package io.ticketkit.llm.chat;

import java.util.List;

/**
 * The form an answer shall have: one JSON object with these properties, all required, and no others. Only what every
 * provider understands can be said; ranges and lengths are for the reader of the answer to check.
 *
 * @param name 1 to 64 characters of a to z and underscore
 * @param description what the object is, for the model
 * @param properties in the order in which the model shall write them
 */
public record OutputSchema(String name, String description, List<Property> properties) {
    /**
     * Checks the name and keeps a copy.
     *
     * @param name as above
     * @param description as above
     * @param properties as above
     * @throws IllegalArgumentException when the name is not well-formed or there are no properties
     */
    public OutputSchema {
        if (!name.matches("[a-z_]{1,64}")) {
            throw new IllegalArgumentException("name: 1 to 64 characters of a to z and underscore");
        }
        properties = List.copyOf(properties);
        if (properties.isEmpty()) {
            throw new IllegalArgumentException("properties: there must be at least one");
        }
    }

    /** What a property's value is. */
    public enum Type {
        /** A text. */
        STRING,
        /** A whole number. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN
    }

    /**
     * One property.
     *
     * @param name 1 to 64 characters of a to z and underscore
     * @param type what its value is
     * @param description what it means, for the model
     * @param values the allowed values of a string; empty for any
     */
    public record Property(String name, Type type, String description, List<String> values) {
        /**
         * Checks the name and keeps a copy.
         *
         * @param name as above
         * @param type as above
         * @param description as above
         * @param values as above
         * @throws IllegalArgumentException when the name is not well-formed, or what is not a string has allowed values
         */
        public Property {
            if (!name.matches("[a-z_]{1,64}")) {
                throw new IllegalArgumentException("name: 1 to 64 characters of a to z and underscore");
            }
            values = List.copyOf(values);
            if (type != Type.STRING && !values.isEmpty()) {
                throw new IllegalArgumentException("values: only a string has allowed values");
            }
        }
    }
}
