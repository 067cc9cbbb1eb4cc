package io.ticketkit.demo.administration;

import io.ticketkit.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an admin wants to be set.
 *
 * @param changes a text, or nothing: then the environment says, or the default; settings that are not there stay
 * @param violations fields that no value was found in
 */
record Draft(Map<Setting, Optional<String>> changes, List<Violation> violations) {
    /** What is told of the settings beside them: whoever sends back what was read sends these too. */
    private static final Set<String> TOLD =
            Set.of("sources", "secrets", "can_store_secrets", "problems", "version", "changed_at", "changed_by");

    static Draft of(ObjectNode body) {
        Map<Setting, Optional<String>> changes = new EnumMap<>(Setting.class);
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            Optional<Setting> setting = Setting.ofField(field.getKey());
            if (setting.isEmpty()) {
                if (!TOLD.contains(field.getKey())) {
                    violations.add(new Violation(shortened(field.getKey()), "This is not a setting."));
                }
            } else if (field.getValue().isNull()) {
                changes.put(setting.get(), Optional.empty());
            } else {
                try {
                    changes.put(setting.get(), Optional.of(text(setting.get(), field.getValue())));
                } catch (IllegalArgumentException e) {
                    violations.add(new Violation(field.getKey(), String.valueOf(e.getMessage())));
                }
            }
        }
        return new Draft(changes, violations);
    }

    /** An empty text is none, of whatever kind. */
    private static String text(Setting setting, JsonNode node) {
        return node.isString() && node.asString().isBlank()
                ? ""
                : setting.kind().text(node);
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }

    /** The same without some. */
    Draft without(Predicate<Setting> which) {
        Map<Setting, Optional<String>> rest = new EnumMap<>(Setting.class);
        rest.putAll(changes);
        rest.keySet().removeIf(which);
        return new Draft(rest, violations);
    }

    boolean has(Setting setting) {
        return changes.containsKey(setting);
    }

    /** The text with something in it, if there is one. */
    Optional<String> text(Setting setting) {
        return changes.getOrDefault(setting, Optional.empty()).filter(text -> !text.isEmpty());
    }

    boolean isSet(Setting setting) {
        return text(setting).isPresent();
    }

    Values over(Values values) {
        Values all = values;
        for (Map.Entry<Setting, Optional<String>> change : changes.entrySet()) {
            all = change.getValue().isPresent()
                    ? all.with(change.getKey(), change.getValue().get())
                    : all.without(Set.of(change.getKey()));
        }
        return all;
    }

    /** Only which fields. */
    @Override
    public String toString() {
        return "Draft" + changes.keySet();
    }
}
