package io.ticketkit.demo.administration;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings as texts, some of them; an empty text is none, whatever the environment says. Immutable.
 *
 * @param texts by setting
 */
record Values(Map<Setting, String> texts) {
    static final Values NONE = new Values(Map.of());

    Values {
        Map<Setting, String> copy = new EnumMap<>(Setting.class);
        copy.putAll(texts);
        texts = Collections.unmodifiableMap(copy);
    }

    boolean has(Setting setting) {
        return texts.containsKey(setting);
    }

    /** The text; an empty one where there is none. */
    String text(Setting setting) {
        return texts.getOrDefault(setting, "");
    }

    /** Whether there is a text with something in it. */
    boolean isSet(Setting setting) {
        return !text(setting).isEmpty();
    }

    Values with(Setting setting, String text) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(texts);
        all.put(setting, text);
        return new Values(all);
    }

    Values without(Set<Setting> settings) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(texts);
        all.keySet().removeAll(settings);
        return new Values(all);
    }

    /** The other's text, or its absence. */
    Values as(Values other, Setting setting) {
        String text = other.texts.get(setting);
        return text == null ? without(Set.of(setting)) : with(setting, text);
    }

    String json() {
        ObjectNode json = Kind.JSON.createObjectNode();
        texts.forEach((setting, text) -> json.put(setting.field(), text));
        return Kind.JSON.writeValueAsString(json);
    }

    /**
     * Reads what {@link #json} wrote. What a later version stored beside that is passed over.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Values parse(String json) {
        try {
            JsonNode node = Kind.JSON.readTree(json);
            if (!node.isObject()) {
                throw new IllegalArgumentException("not an object");
            }
            Map<Setting, String> all = new EnumMap<>(Setting.class);
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!field.getValue().isString()) {
                    throw new IllegalArgumentException("not a text: " + field.getKey());
                }
                Setting.ofField(field.getKey())
                        .ifPresent(setting -> all.put(setting, field.getValue().asString()));
            }
            return new Values(all);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON", null);
        }
    }

    /** Only which there are. */
    @Override
    public String toString() {
        return "Values" + texts.keySet();
    }
}
