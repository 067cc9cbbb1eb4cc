package io.ticketkit.demo.settings;

import io.ticketkit.Category;
import io.ticketkit.Limits;
import io.ticketkit.Taxonomy;
import io.ticketkit.ValidationException;
import io.ticketkit.demo.users.Names;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who answers tickets, and who of them gets a new one.
 *
 * @param mode how a new ticket is given to somebody
 * @param agents in the order given; when none are, but tickets are given to somebody, the user of the demo
 */
public record AgentSettings(Mode mode, List<Agent> agents) {
    private static final String MODE = "TICKET_AUTO_ASSIGN";
    private static final String AGENTS = "TICKET_AGENTS";
    private static final Pattern AGENT = Pattern.compile("(?<name>[^=|]+)(?:=(?<categories>[^=]+))?");

    /** How a new ticket is given to somebody. */
    public enum Mode {
        /** Not at all. */
        OFF,
        /** To one after the other. */
        ROUND_ROBIN,
        /** To who has the fewest open ones. */
        LEAST_OPEN
    }

    /**
     * Somebody who answers tickets.
     *
     * @param name as it stands in assignee
     * @param categories codes of the tickets that such a person gets
     */
    public record Agent(String name, Set<String> categories) {}

    static AgentSettings of(Environment environment, Taxonomy taxonomy, AuthSettings auth) {
        List<Agent> agents = Stream.of(environment.text(AGENTS, "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> agent(text, taxonomy))
                .toList();
        if (agents.stream().map(Agent::name).distinct().count() < agents.size()) {
            throw Environment.wrong(AGENTS, "somebody stands there twice");
        }
        Mode mode = mode(environment.text(MODE, "off").toLowerCase(Locale.ROOT));
        boolean alone = mode != Mode.OFF && agents.isEmpty();
        if (alone && auth.isOn()) {
            throw Environment.wrong(MODE, "with TICKET_AUTH=on name those who answer tickets in " + AGENTS);
        }
        return new AgentSettings(mode, alone ? List.of(new Agent(Settings.USER, all(taxonomy))) : agents);
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "off" -> Mode.OFF;
            case "on", "least_open" -> Mode.LEAST_OPEN;
            case "round_robin" -> Mode.ROUND_ROBIN;
            default -> throw Environment.wrong(MODE, "give off, on, least_open or round_robin");
        };
    }

    private static Agent agent(String text, Taxonomy taxonomy) {
        Matcher parts = AGENT.matcher(text);
        if (!parts.matches()) {
            throw Environment.wrong(AGENTS, "give names, comma separated, like ann, bob, eve=billing|account");
        }
        String typed = parts.group("name").strip();
        // as accounts are compared: who is written in capitals is no other
        String name = Names.folded(typed);
        if (typed.chars().anyMatch(Character::isISOControl) || !isName(name)) {
            throw Environment.wrong(
                    AGENTS, "a name has up to " + Limits.PERSON + " characters, without control characters");
        }
        String categories = parts.group("categories");
        return new Agent(name, categories == null ? all(taxonomy) : categories(categories, taxonomy));
    }

    private static boolean isName(String name) {
        try {
            return !io.ticketkit.Agent.builder(name).build().id().isEmpty();
        } catch (ValidationException e) {
            return false;
        }
    }

    private static Set<String> all(Taxonomy taxonomy) {
        return taxonomy.active().stream().map(Category::code).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> categories(String text, Taxonomy taxonomy) {
        return Stream.of(text.split("\\|", -1))
                .map(name -> taxonomy.resolve(name.strip())
                        .orElseThrow(() -> Environment.wrong(AGENTS, "after = give categories of TICKET_TAXONOMY")))
                .map(Category::code)
                .collect(Collectors.toUnmodifiableSet());
    }
}
