package io.ticketkit.demo.administration;

import io.ticketkit.demo.settings.AdministrationSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes settings of what is stored. What does not work is left out and said: it must not keep the demo from starting. */
final class StoredSettings {
    /** Who may be given which tickets: agents name categories. */
    private static final Set<Setting> ASSIGNMENT = Set.of(Setting.TAXONOMY, Setting.AUTO_ASSIGN, Setting.AGENTS);

    private final Overlay overlay;
    private final Optional<Vault> vault;

    StoredSettings(Overlay overlay, Optional<Vault> vault) {
        this.overlay = overlay;
        this.vault = vault;
    }

    State read(Stored stored) {
        List<String> problems = new ArrayList<>();
        Values sealed = values(stored, problems);
        Plain plain = plain(sealed, problems);
        Values used = plain.values();
        while (true) {
            try {
                checkForms(used);
                Settings settings = overlay.settings(used);
                Optional<Setting> astray = astray(plain, used, settings);
                if (astray.isEmpty()) {
                    return new State(stored, sealed, plain, used, settings, List.copyOf(problems));
                }
                problems.add(
                        "The stored " + astray.get().field() + " was given for another address than the one it would"
                                + " go to now, and counts as not set. Give it again, or set the address it was given for.");
                used = used.with(astray.get(), "");
            } catch (SettingsException e) {
                Set<Setting> without = group(e, used);
                problems.add("Stored settings do not work and are left out, the environment's are used instead ("
                        + names(without) + "): " + e.getMessage());
                used = used.without(without);
            }
        }
    }

    /** Whoever can write into the database must not have files of this machine read. */
    private static void checkForms(Values values) {
        values.texts().forEach((setting, text) -> {
            if (!setting.isSecret() && !setting.kind().makes(text)) {
                throw new SettingsException(setting.variable(), "nothing of this form is ever stored");
            }
        });
    }

    private static Values values(Stored stored, List<String> problems) {
        try {
            return Values.parse(stored.json());
        } catch (IllegalArgumentException e) {
            problems.add("The stored settings cannot be read and are left out, the environment's are used instead."
                    + " Whoever saves settings replaces them.");
            return Values.NONE;
        }
    }

    /** The environment, or somebody in the database, may lead a secret elsewhere than who gave it wanted. */
    private static Optional<Setting> astray(Plain plain, Values used, Settings settings) {
        return plain.goesTo().keySet().stream()
                .filter(used::isSet)
                .filter(secret -> Overlay.goesTo(secret, settings)
                        .filter(now -> !now.equals(plain.goesTo().get(secret)))
                        .isPresent())
                .findFirst();
    }

    private Plain plain(Values sealed, List<String> problems) {
        Values opened = sealed;
        Map<Setting, String> goesTo = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (setting.isSecret() && sealed.isSet(setting)) {
                String text = sealed.text(setting);
                Optional<Secret> secret = vault.flatMap(known -> known.opened(setting, text));
                if (secret.isEmpty()) {
                    problems.add("The stored " + setting.field() + " cannot be decrypted and counts as not set: "
                            + AdministrationSettings.KEY + " is "
                            + (vault.isEmpty() ? "not set." : "another than the one it was stored with.")
                            + " Set the right one, or give the secret again.");
                }
                secret.ifPresent(known -> goesTo.put(setting, known.goesTo()));
                opened = opened.with(setting, secret.map(Secret::text).orElse(""));
            }
        }
        return new Plain(opened, goesTo);
    }

    /** All that belong together; where nothing of it is stored, what it depends on, and all in the last resort. */
    private static Set<Setting> group(SettingsException e, Values values) {
        Optional<Setting> wrong = e.variable().flatMap(Setting::ofVariable);
        Set<Setting> all =
                stored(values, other -> wrong.filter(other::goesTogetherWith).isPresent());
        if (all.isEmpty()) {
            all = stored(values, other -> wrong.filter(ASSIGNMENT::contains).isPresent() && ASSIGNMENT.contains(other));
        }
        return all.isEmpty() ? values.texts().keySet() : all;
    }

    private static Set<Setting> stored(Values values, Predicate<Setting> which) {
        return values.texts().keySet().stream()
                .filter(which)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Setting.class)));
    }

    private static String names(Set<Setting> settings) {
        return String.join(", ", settings.stream().map(Setting::field).toList());
    }
}
