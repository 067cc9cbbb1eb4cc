package io.ticketkit.demo.administration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings as an admin may see them.
 *
 * @param version counted up with every change
 * @param values what is in force, by field; no secrets
 * @param sources where each comes from: stored, environment, default
 * @param secrets whether each is set, and where it comes from
 * @param canStoreSecrets whether there is a key to encrypt them with
 * @param problems what is stored and does not work, in words
 * @param at when they were changed last
 * @param by who did
 */
public record Snapshot(
        long version,
        ObjectNode values,
        ObjectNode sources,
        ObjectNode secrets,
        boolean canStoreSecrets,
        List<String> problems,
        Optional<Instant> at,
        Optional<String> by) {}
