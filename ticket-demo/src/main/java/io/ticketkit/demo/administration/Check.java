package io.ticketkit.demo.administration;

import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.demo.settings.AdministrationSettings;
import io.ticketkit.demo.settings.Reach;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Finds all that is wrong with a draft at once; what a value must be is known to the settings of the environment. */
final class Check {
    private static final String AGAIN =
            "Give it again: it would go to another address than before. An empty text is for none.";

    private final Overlay overlay;
    private final State before;
    private final Values base;
    private final Draft draft;
    private final List<Violation> violations;

    private Check(Overlay overlay, State before, Draft draft) {
        this.overlay = overlay;
        this.before = before;
        this.base = base(before, draft);
        this.draft = draft;
        this.violations = new ArrayList<>(draft.violations());
    }

    /** What is stored and left out stays so while the draft is about something else: that can be changed all the same. */
    private static Values base(State before, Draft draft) {
        Values stored = before.plain().values();
        Values base = stored;
        for (Setting setting : stored.texts().keySet()) {
            if (draft.changes().keySet().stream().noneMatch(setting::goesTogetherWith)) {
                base = base.as(before.used(), setting);
            } else if (setting.isSecret()
                    && !before.used().isSet(setting)
                    && draft.changes().keySet().stream().noneMatch(setting::isLedBy)) {
                base = base.with(setting, "");
            }
        }
        return base;
    }

    /**
     * The settings that would come of a draft.
     *
     * @param canSeal whether secrets may be given
     * @throws ValidationException when fields are wrong
     */
    static Settings settings(Overlay overlay, State before, Draft draft, boolean canSeal) {
        Check check = new Check(overlay, before, draft.without(setting -> isSentBack(setting, overlay, before, draft)));
        if (!canSeal) {
            check.refuseSecrets();
        }
        return check.run();
    }

    /** What the operator wrote and an admin sends back is the operator's still, who is trusted with more. */
    private static boolean isSentBack(Setting setting, Overlay overlay, State before, Draft draft) {
        Optional<String> text = draft.text(setting);
        return text.isPresent()
                && !setting.isSecret()
                && !before.sealed().has(setting)
                && text.equals(overlay.operator().environment().text(setting.variable()));
    }

    private void refuseSecrets() {
        for (Setting setting : draft.changes().keySet()) {
            if (setting.isSecret() && draft.isSet(setting)) {
                violations.add(new Violation(
                        setting.field(),
                        "It cannot be stored: there is no key to encrypt it with. Set " + AdministrationSettings.KEY
                                + " in the environment (openssl rand -base64 32) and start again."));
            }
        }
    }

    private Settings run() {
        Values wanted = draft.over(base);
        Optional<Settings> settings = each(wanted);
        addresses();
        if (violations.isEmpty()) {
            key(wanted);
            kept(Setting.LLM_API_KEY, wanted, settings.orElseThrow());
            kept(Setting.ZENDESK_TOKEN, wanted, settings.orElseThrow());
        }
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return settings.orElseThrow();
    }

    /** What is wrong is set aside, and the rest looked at without it. Empty when nothing is left to be set aside. */
    private Optional<Settings> each(Values wanted) {
        Values left = wanted;
        while (true) {
            try {
                return Optional.of(overlay.settings(left));
            } catch (SettingsException e) {
                violations.add(violation(e));
                Values rest = left;
                for (Setting wrong : toSetAside(e)) {
                    rest = rest.as(base, wrong);
                }
                if (rest.equals(left)) {
                    return Optional.empty();
                }
                left = rest;
            }
        }
    }

    /** The field itself; one that is not in the draft is wrong because of others that are. */
    private List<Setting> toSetAside(SettingsException e) {
        Optional<Setting> wrong = e.variable().flatMap(Setting::ofVariable);
        if (wrong.filter(draft::has).isPresent()) {
            return List.of(wrong.get());
        }
        return draft.changes().keySet().stream()
                .filter(setting -> wrong.isEmpty() || wrong.get().group().equals(setting.group()))
                .toList();
    }

    /** As the field's own. */
    static Violation violation(SettingsException e) {
        String text = Setting.inFields(e.remedy());
        String sentence = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return new Violation(
                e.variable().flatMap(Setting::ofVariable).map(Setting::field).orElse("detail"),
                sentence.endsWith(".") ? sentence : sentence + ".");
    }

    private void addresses() {
        for (Setting setting : List.of(Setting.LLM_BASE_URL, Setting.ZENDESK_URL)) {
            boolean said = violations.stream().anyMatch(wrong -> wrong.field().equals(setting.field()));
            if (draft.isSet(setting) && !said) {
                draft.text(setting)
                        .flatMap(this::wrongAddress)
                        .ifPresent(why -> violations.add(violation(new SettingsException(setting.variable(), why))));
            }
        }
    }

    /** It is shown again to every admin, so there must be no password in it. */
    private Optional<String> wrongAddress(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null
                || !url.username().isEmpty()
                || !url.password().isEmpty()
                || url.query() != null
                || url.fragment() != null) {
            return Optional.of("give an address like https://host/path, without user, password, query and fragment");
        }
        return overlay.operator().administration().allowPrivate() ? Optional.empty() : Reach.leadsInside(text);
    }

    /** Who stole the session of an admin must not be able to have the key sent elsewhere. */
    private void key(Values wanted) {
        boolean touched =
                draft.has(Setting.LLM_PROVIDER) || draft.has(Setting.LLM_BASE_URL) || draft.has(Setting.LLM_API_KEY);
        if (touched && overlay.isKeyLost(wanted)) {
            violations.add(new Violation(Setting.LLM_API_KEY.field(), AGAIN));
        }
    }

    private void kept(Setting secret, Values wanted, Settings settings) {
        boolean moves = Overlay.goesTo(secret, settings)
                .filter(there -> !there.equals(before.plain().goesTo().get(secret)))
                .isPresent();
        if (moves && wanted.isSet(secret) && !draft.has(secret)) {
            violations.add(new Violation(secret.field(), AGAIN));
        }
    }
}
