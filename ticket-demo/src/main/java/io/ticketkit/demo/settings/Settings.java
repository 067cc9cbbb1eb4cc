package io.ticketkit.demo.settings;

import io.ticketkit.RetentionRules;
import io.ticketkit.Taxonomy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings, checked.
 *
 * @param environment what all the others were read from
 * @param host where to listen
 * @param port 0 picks one
 * @param database where tickets are kept
 * @param taxonomy the categories
 * @param reviewThreshold confidence below which a person should look, 0 to 1
 * @param classificationTime how long classifying may take
 * @param llm which language model classifies
 * @param outgoing who is told what happens
 * @param zendesk the help desk to work with; empty for none
 * @param background whether the model is asked after a ticket was stored, not before
 * @param lesson how much time is at least between two times that is learned from people; zero for never
 * @param categorization whether the category is classified
 * @param priorityDetection whether the priority is classified
 * @param agents who answers tickets, and who gets a new one
 * @param draftsReplies whether a first reply is drafted for a new ticket
 * @param auth whether callers must log in
 * @param administration what admins may set while the demo runs
 * @param retention for how long what is kept
 * @param corsOrigins pages of these origins may call the API
 * @param allowedHosts values of the Host header, without port, that are answered
 * @param trustedProxies those that are believed who stands behind them
 * @param refusalsLogged how many refusals of one client for one reason are logged in a minute
 */
public record Settings(
        Environment environment,
        String host,
        int port,
        DatabaseSettings database,
        Taxonomy taxonomy,
        double reviewThreshold,
        Duration classificationTime,
        LlmSettings llm,
        OutgoingSettings outgoing,
        Optional<ZendeskSettings> zendesk,
        boolean background,
        Duration lesson,
        boolean categorization,
        boolean priorityDetection,
        AgentSettings agents,
        boolean draftsReplies,
        AuthSettings auth,
        AdministrationSettings administration,
        RetentionRules retention,
        Set<String> corsOrigins,
        Set<String> allowedHosts,
        Networks trustedProxies,
        int refusalsLogged) {
    /** Who calls where nobody logs in. */
    public static final String USER = "demo";

    /**
     * Reads the environment.
     *
     * @throws SettingsException when a value is wrong
     */
    public static Settings of(Map<String, String> variables) {
        return of(new Environment(variables));
    }

    /**
     * Reads the environment, and what is laid over it.
     *
     * @throws SettingsException when a value is wrong
     */
    public static Settings of(Environment environment) {
        AuthSettings auth = AuthSettings.of(environment);
        String host = host(environment.text("TICKET_HOST", "127.0.0.1"), auth);
        Set<String> hosts = environment.list(
                "TICKET_ALLOWED_HOSTS", "[^:/\\s]+|\\[[0-9a-f:]+]", "names like desk.example, comma separated");
        Taxonomy taxonomy = taxonomy(environment.text("TICKET_TAXONOMY", "support"));
        return new Settings(
                environment,
                host,
                environment.whole("TICKET_PORT", 0, 65_535, 8000),
                DatabaseSettings.of(environment),
                taxonomy,
                environment.number("TICKET_AI_CONFIDENCE", 0, 1, 0.7),
                Duration.ofMillis(Math.round(environment.number("TICKET_LLM_TIMEOUT_SECONDS", 0.1, 60, 3.5) * 1000)),
                LlmSettings.of(environment),
                OutgoingSettings.of(environment),
                ZendeskSettings.of(environment),
                environment.isSecond("TICKET_CLASSIFICATION", "inline", "background"),
                Duration.ofSeconds(environment.whole("TICKET_LEARNING_SECONDS", 0, 604_800, 10)),
                environment.isOn("TICKET_CATEGORIZATION"),
                environment.isOn("TICKET_PRIORITY_DETECTION"),
                AgentSettings.of(environment, taxonomy, auth),
                environment.isSecond("TICKET_AI_RESPONSE", "off", "on"),
                auth,
                AdministrationSettings.of(environment),
                RetentionSettings.of(environment),
                environment.list(
                        "TICKET_CORS_ORIGINS",
                        "https?://[^/\\s*]+",
                        "origins like https://shop.example:8443, comma separated, without path"),
                hosts.isEmpty() ? new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", inUrl(host))) : hosts,
                Networks.of(environment, "TICKET_TRUSTED_PROXIES"),
                environment.whole("TICKET_REFUSALS_LOGGED_PER_MINUTE", 1, 1_000_000, 10));
    }

    /** An IPv6 address stands in brackets. */
    public static String inUrl(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** Where nobody logs in, whoever reaches the port may do everything. */
    private static String host(String host, AuthSettings auth) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress() || auth.isOn()) {
                return host;
            }
        } catch (UnknownHostException e) {
            throw new SettingsException("TICKET_HOST is wrong: this name or address is not known here.");
        }
        throw Environment.wrong("TICKET_HOST", "without accounts (TICKET_AUTH=off) give a loopback address, 127.0.0.1");
    }

    private static Taxonomy taxonomy(String name) {
        return switch (name) {
            case "support" -> Taxonomy.support();
            case "product" -> Taxonomy.product();
            case "education" -> Taxonomy.education();
            default -> {
                if (name.startsWith("{")) {
                    yield TaxonomyFile.parse(name);
                }
                if (!Files.isReadable(Path.of(name))) {
                    throw Environment.wrong("TICKET_TAXONOMY", "give support, product, education or a readable file");
                }
                yield TaxonomyFile.read(Path.of(name));
            }
        };
    }
}
