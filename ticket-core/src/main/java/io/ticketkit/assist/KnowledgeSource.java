package io.ticketkit.assist;

import java.util.List;

/**
 * Finds what the host knows about a matter: its help pages, its known problems. A lambda is enough. Implementations are
 * thread-safe. What it gives may be quoted to requesters of that tenant and be sent to a language model.
 */
@FunctionalInterface
public interface KnowledgeSource {
    /**
     * Looks for knowledge.
     *
     * @param tenant whose ticket or chat it is for
     * @param query what it is about: the words of a person, of any length
     * @param limit how many pieces at most, 1 or more; more are cut off
     * @return the best first, possibly none
     * @throws Exception when it fails: the help goes on without knowledge, and the type of the exception is logged. It
     *     runs within the time limit of the help and is interrupted at its end
     */
    List<Knowledge> find(String tenant, String query, int limit) throws Exception;
}
