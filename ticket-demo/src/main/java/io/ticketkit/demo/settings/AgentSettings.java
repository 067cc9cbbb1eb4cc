package io.ticketkit.demo.settings;

import io.ticketkit.Limits;
import io.ticketkit.Taxonomy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who answers tickets, and who of them gets a new one.
 *
 * @param mode how a new ticket is given to somebody
 * @param agents in the order given
 */
public record AgentSettings(Mode mode, List<Agent> agents) {
    private static final String MODE = "TICKET_AUTO_ASSIGN";
    private static final String AGENTS = "TICKET_AGENTS";
    private static final Pattern AGENT =
            Pattern.compile("(?<name>[^:=|]+)(?::(?<team>[^:=|]+))?(?:=(?<categories>[^:=]+))?");

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
     * @param team which team the ticket goes to as well
     * @param categories codes of the tickets that go to such people first; empty for all
     */
    public record Agent(String name, Optional<String> team, Set<String> categories) {}

    static AgentSettings of(Environment environment, Taxonomy taxonomy) {
        List<Agent> agents = Stream.of(environment.text(AGENTS, "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> agent(text, taxonomy))
                .toList();
        if (agents.stream().map(Agent::name).distinct().count() < agents.size()) {
            throw Environment.wrong(AGENTS, "somebody stands there twice");
        }
        Mode mode = mode(environment.text(MODE, "off").toLowerCase(Locale.ROOT));
        if (mode != Mode.OFF && agents.isEmpty()) {
            throw Environment.wrong(AGENTS, "with " + MODE + " give who gets tickets, like ann, bob");
        }
        return new AgentSettings(mode, agents);
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
            throw Environment.wrong(AGENTS, "give names, comma separated, like ann, bob:team, eve=billing|account");
        }
        String name = checked(parts.group("name"), Limits.PERSON);
        Optional<String> team = Optional.ofNullable(parts.group("team")).map(value -> checked(value, Limits.NAME));
        Set<String> categories = Optional.ofNullable(parts.group("categories")).stream()
                .flatMap(list -> Stream.of(list.split("\\|", -1)))
                .map(category -> taxonomy.resolve(category.strip())
                        .orElseThrow(() -> Environment.wrong(AGENTS, "after = give categories of TICKET_TAXONOMY"))
                        .code())
                .collect(Collectors.toUnmodifiableSet());
        return new Agent(name, team, categories);
    }

    private static String checked(String text, int max) {
        String name = text.strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > max || name.chars().anyMatch(Character::isISOControl)) {
            throw Environment.wrong(AGENTS, "a name has up to " + Limits.PERSON + " characters, a team " + Limits.NAME);
        }
        return name;
    }
}
