package io.ticketkit.demo.administration;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How JSON of a setting becomes the text that the environment would have; whether that works is checked later. */
enum Kind {
    TEXT {
        @Override
        String text(JsonNode node) {
            return line(node, 2_000);
        }
    },
    /** Never given out again. */
    SECRET {
        @Override
        String text(JsonNode node) {
            return line(node, 2_000);
        }
    },
    NUMBER {
        @Override
        String text(JsonNode node) {
            if (!node.isNumber() && !(node.isString() && node.asString().matches("-?[0-9.]{1,40}"))) {
                throw new IllegalArgumentException("A valid number is required.");
            }
            return node.asString();
        }
    },
    SWITCH {
        @Override
        String text(JsonNode node) {
            Boolean value = node.isBoolean()
                    ? Boolean.valueOf(node.asBoolean())
                    : WORDS.get(node.isString() ? node.asString().toLowerCase(Locale.ROOT) : "");
            if (value == null) {
                throw new IllegalArgumentException("Must be a valid boolean.");
            }
            return value ? "on" : "off";
        }
    },
    LIST {
        @Override
        String text(JsonNode node) {
            if (!node.isArray()) {
                throw new IllegalArgumentException("Expected a list of texts.");
            }
            StringBuilder all = new StringBuilder();
            for (JsonNode item : node) {
                String text = line(item, 500);
                if (text.isBlank() || text.contains(",")) {
                    throw new IllegalArgumentException("Each is a text with something in it, and without a comma.");
                }
                all.append(all.isEmpty() ? "" : ",").append(text);
            }
            return bounded(all.toString(), 50_000);
        }
    },
    /** Prices: a file is for who can reach the machine. */
    OBJECT {
        @Override
        String text(JsonNode node) {
            if (!node.isObject() || node.isEmpty()) {
                throw new IllegalArgumentException("Expected a JSON object with something in it.");
            }
            return bounded(JSON.writeValueAsString(node), 200_000);
        }
    },
    /** The name of one that is known, or one of one's own; again no file. */
    TAXONOMY {
        @Override
        String text(JsonNode node) {
            if (node.isString()
                    && (KNOWN.contains(node.asString()) || node.asString().isEmpty())) {
                return node.asString();
            }
            if (!node.isObject()) {
                throw new IllegalArgumentException(
                        "Give support, product, education or an object {\"fallback\", \"categories\": [{\"code\", …}]}.");
            }
            return bounded(JSON.writeValueAsString(node), 200_000);
        }
    };

    /** What it writes every database can keep: null characters and halves of characters too. */
    static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Map<String, Boolean> WORDS =
            Map.of("true", true, "on", true, "1", true, "false", false, "off", false, "0", false);
    private static final Set<String> KNOWN = Set.of("support", "product", "education");

    /**
     * As the environment would have it; empty for none.
     *
     * @throws IllegalArgumentException when it is no value of this kind; the message is for people, without the value
     */
    abstract String text(JsonNode node);

    /** Whether this is what {@link #text} makes; of what somebody else put into the database, no name of a file is. */
    boolean makes(String text) {
        return switch (this) {
            case OBJECT -> text.isEmpty() || text.startsWith("{");
            case TAXONOMY -> text.isEmpty() || text.startsWith("{") || KNOWN.contains(text);
            default -> text.chars().noneMatch(Character::isISOControl);
        };
    }

    private static String line(JsonNode node, int most) {
        if (!node.isString()) {
            throw new IllegalArgumentException("Not a valid string.");
        }
        String text = node.asString().strip();
        if (text.chars().anyMatch(Character::isISOControl)
                || text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("Control characters and halves of characters are not allowed.");
        }
        return bounded(text, most);
    }

    private static String bounded(String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException("Ensure this field has no more than " + most + " characters.");
        }
        return text;
    }
}
