package io.ticketkit.llm.examples;

import io.ticketkit.assist.Knowledge;
import io.ticketkit.assist.KnowledgeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A host's help pages as knowledge. */
public final class HelpPages implements KnowledgeSource {
    private final Map<String, String> pages;

    HelpPages(Map<String, String> pages) {
        this.pages = pages;
    }

    @Override
    public List<Knowledge> find(String tenant, String query, int limit) {
        String words = query.toLowerCase(Locale.ROOT);
        return pages.entrySet().stream()
                .filter(page -> words.contains(page.getKey()))
                .limit(limit)
                .map(page -> Knowledge.of(page.getKey(), page.getKey(), page.getValue())
                        .withUrl("https://help.example/" + page.getKey()))
                .toList();
    }
}
