package io.ticketkit.demo.administration;

import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.StorageException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads, checks, stores and applies what admins set. Thread-safe; changes of one node are made one after the other, those of
 * several by who stores first.
 */
public final class SettingsDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsDesk.class);
    private static final int ATTEMPTS = 5;
    private static final String TOO_LONG =
            "All settings together are too long to be stored: shorten taxonomy, llm_prices or agents.";

    private final Overlay overlay;
    private final SettingsStore store;
    private final Optional<Vault> vault;
    private final StoredSettings reader;
    private volatile @Nullable Live live;
    private volatile @Nullable State state;

    /**
     * A desk, which has read nothing yet.
     *
     * @param operator the settings of the environment
     * @param store where changes are kept
     */
    public SettingsDesk(Settings operator, SettingsStore store) {
        this.overlay = new Overlay(operator);
        this.store = store;
        this.vault = operator.administration().key().map(Vault::new);
        this.reader = new StoredSettings(overlay, vault);
    }

    /**
     * Builds what will run; with the environment's settings alone when it cannot be built with what is stored.
     *
     * @param build with which settings
     * @throws SettingsException when it cannot be built with the environment's settings either
     */
    public synchronized <T> T start(Function<Settings, T> build) {
        State read = reader.read(store.read());
        T built;
        try {
            built = build.apply(read.settings());
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException e) {
            if (read.used().texts().isEmpty()) {
                throw e;
            }
            read = withoutAny(read, e);
            built = build.apply(read.settings());
        }
        keep(read);
        return built;
    }

    private State withoutAny(State read, RuntimeException e) {
        List<String> problems = new ArrayList<>(read.problems());
        problems.add("Stored settings do not work and are left out, the environment's are used instead: " + reason(e));
        return new State(
                read.stored(), read.sealed(), read.plain(), Values.NONE, overlay.operator(), List.copyOf(problems));
    }

    private static String reason(RuntimeException e) {
        // only of ours it is known that they tell no secret
        return e instanceof SettingsException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + ".";
    }

    /** From now on changes are applied to this. */
    public synchronized void runs(Live running) {
        live = running;
    }

    private void keep(State next) {
        state = next;
        next.problems().forEach(LOG::error);
    }

    private State state() {
        return Objects.requireNonNull(state, "nothing was started");
    }

    private Live live() {
        return Objects.requireNonNull(live, "nothing runs");
    }

    /** {@return what is in force on this node} */
    public Snapshot read() {
        return snapshot(state());
    }

    private Snapshot snapshot(State now) {
        View view = new View(now, overlay.operator());
        return new Snapshot(
                now.version(),
                view.values(),
                view.sources(),
                view.secrets(),
                vault.isPresent(),
                now.problems().stream().map(Setting::inFields).toList(),
                now.stored().at(),
                now.stored().by());
    }

    /**
     * Takes over what another node stored. What does not work is left out; when nothing can be built of it, what runs goes
     * on.
     */
    public void refresh() {
        try {
            if (store.version() != state().version()) {
                refreshNow();
            }
        } catch (StorageException e) {
            LOG.debug("The settings could not be read, and are tried again", e);
        }
    }

    private synchronized void refreshNow() {
        Stored stored = store.read();
        if (stored.version() != state().version()) {
            takeOver(stored);
        }
    }

    private void takeOver(Stored stored) {
        State next = reader.read(stored);
        try {
            live().prepare(next.settings()).enter();
            LOG.info("Settings of version {} are in force here", next.version());
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException e) {
            next = notBuilt(next, e);
        }
        keep(next);
    }

    /** What runs goes on; nothing is tried again before the next change. */
    private State notBuilt(State next, RuntimeException e) {
        List<String> problems = new ArrayList<>(next.problems());
        problems.add("Stored settings do not work and are not in force here: " + reason(e));
        return new State(
                next.stored(), next.sealed(), next.plain(), state().used(), state().settings(), List.copyOf(problems));
    }

    /**
     * Changes settings: checked, stored, and in force here when this returns.
     *
     * @param body fields to change; null is for what the environment says, or the default
     * @param expected the version it was made for; empty for any
     * @param who changes them
     * @return what is in force then
     * @throws ValidationException when a field is wrong, or when it does not work
     * @throws StaleSettingsException when they were changed since
     */
    public synchronized Snapshot change(ObjectNode body, OptionalLong expected, String who) {
        Draft draft = Draft.of(body);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            State before = current();
            if (expected.isPresent() && expected.getAsLong() != before.version()) {
                throw new StaleSettingsException();
            }
            Optional<State> after = changed(before, draft, who);
            if (after.isPresent()) {
                return snapshot(after.get());
            }
        }
        throw new StaleSettingsException();
    }

    /** What is stored now. It is in force here first: who changes nothing of it is told that it is. */
    private State current() {
        Stored stored = store.read();
        // by hand it may be changed without a new version
        if (!stored.equals(state().stored())) {
            takeOver(stored);
        }
        return state();
    }

    /** Empty when another node was faster. */
    private Optional<State> changed(State before, Draft draft, String who) {
        Values sealed = sealed(before, draft);
        String json = sealed.json();
        if (json.equals(before.stored().json())) {
            return Optional.of(before);
        }
        if (json.length() > SettingsStore.LONGEST) {
            throw new ValidationException(List.of(new Violation("detail", TOO_LONG)));
        }
        // as every node will read it
        State after = reader.read(new Stored(before.version() + 1, json, Optional.empty(), Optional.empty()));
        Live.Prepared prepared = prepared(after.settings());
        Optional<Stored> stored = Optional.empty();
        try {
            stored = store.write(before.version(), json, who, changes(before, after));
        } finally {
            if (stored.isEmpty()) {
                prepared.discard();
            }
        }
        stored.ifPresent(row -> {
            prepared.enter();
            keep(after.with(row));
            LOG.info("Settings of version {} are in force", row.version());
        });
        return stored.map(after::with);
    }

    private Live.Prepared prepared(Settings settings) {
        try {
            return live().prepare(settings);
        } catch (SettingsException e) {
            throw new ValidationException(List.of(Check.violation(e)));
        }
    }

    /** What is in force anyway need not be stored: who sends back all that was read changes nothing. */
    private Values sealed(State before, Draft draft) {
        Settings wanted = Check.settings(overlay, before, draft, vault.isPresent());
        Values sealed = before.sealed();
        for (Map.Entry<Setting, Optional<String>> change : draft.changes().entrySet()) {
            Setting setting = change.getKey();
            Optional<String> text = change.getValue();
            if (text.isEmpty()) {
                sealed = sealed.without(Set.of(setting));
            } else if (setting.isSecret()) {
                String secret = text.get();
                sealed = sealed.with(setting, secret.isEmpty() ? "" : sealed(setting, secret, wanted));
            } else if (before.used().has(setting) != before.sealed().has(setting)
                    || !View.value(setting, wanted).equals(View.value(setting, before.settings()))) {
                sealed = sealed.with(setting, text.get());
            }
        }
        return sealed;
    }

    private String sealed(Setting setting, String secret, Settings wanted) {
        String goesTo = Overlay.goesTo(setting, wanted).orElse("");
        return vault.orElseThrow().sealed(setting, new Secret(secret, goesTo));
    }

    private static List<SettingsStore.Changed> changes(State before, State after) {
        List<SettingsStore.Changed> changes = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String old = before.sealed().texts().get(setting);
            if (!Objects.equals(old, after.sealed().texts().get(setting))) {
                String from = View.words(setting, before);
                String to = View.words(setting, after);
                boolean replaced = setting.isSecret() && from.equals("set") && to.equals("set");
                changes.add(new SettingsStore.Changed(setting, from, replaced ? "set to another" : to));
            }
        }
        return changes;
    }

    /**
     * Tries the language model.
     *
     * @param body fields to try it with instead of those in force; nothing of it is stored
     * @throws ValidationException when a field is wrong
     */
    public Report tryModel(ObjectNode body) {
        return live().tryModel(trial(body)).inFields();
    }

    /**
     * Tries Zendesk.
     *
     * @param body fields to try it with instead of those in force; nothing of it is stored
     * @throws ValidationException when a field is wrong
     */
    public Report tryZendesk(ObjectNode body) {
        return live().tryZendesk(trial(body)).inFields();
    }

    private Settings trial(ObjectNode body) {
        Draft draft = Draft.of(body);
        return draft.changes().isEmpty() && draft.violations().isEmpty()
                ? state().settings()
                : Check.settings(overlay, state(), draft, true);
    }

    /** Forgets that a person changed anything; what was changed stays. */
    public void forget(String who) {
        if (store.forget(who)) {
            refresh();
        }
    }

    /** {@return who changed what, newest first} */
    public Page<Change> history(PageRequest request) {
        return store.history(request);
    }
}
