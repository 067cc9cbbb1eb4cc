package io.ticketkit.demo.page;

/** What tests run inside the page. */
final class Scripts {
    /** Runs before the page's own scripts, and remembers what must not happen. */
    static final String WATCH = """
            globalThis.watched = [];
            addEventListener('securitypolicyviolation', e => watched.push(e.violatedDirective + ' ' + e.blockedURI));
            addEventListener('error', e => watched.push('error: ' + e.message));
            addEventListener('unhandledrejection', e => watched.push('rejected: ' + e.reason));
            """;

    static final String AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(result => done(
                result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.any.map(c => c.message)).join(' | '))));
            """;

    static final String COUNT_REQUESTS = """
            const real = globalThis.fetch;
            globalThis.asked = 0;
            globalThis.fetch = (path, init) => { asked++; return real(path, init); };
            """;

    /** The next creation of a ticket reaches the server, but its answer gets lost on the way back. */
    static final String LOSE_NEXT_ANSWER = """
            const real = globalThis.fetch;
            globalThis.fetch = async (path, init) => {
              const answer = await real(path, init);
              if (init.method !== 'POST' || path !== '/api/tickets/') return answer;
              globalThis.fetch = real;
              throw new TypeError('Failed to fetch');
            };
            """;

    /** The next reply reaches the server, but its answer gets lost on the way back. */
    static final String LOSE_NEXT_REPLY = """
            const real = globalThis.fetch;
            globalThis.fetch = async (path, init) => {
              const answer = await real(path, init);
              if (init.method !== 'POST' || !path.endsWith('/responses/')) return answer;
              globalThis.fetch = real;
              throw new TypeError('Failed to fetch');
            };
            """;

    /** From now on chats get no answer of the server. */
    static final String BREAK_CHAT = """
            globalThis.realFetch = globalThis.fetch;
            globalThis.fetch = async (path, init) => path.endsWith('/ai/chat/')
              ? new Response(JSON.stringify({detail: 'Internal error.', id: 'quote-me-8'}), {status: 500})
              : realFetch(path, init);
            """;

    /** From now on the server is broken. */
    static final String BREAK_SERVER = """
            globalThis.realFetch = globalThis.fetch;
            globalThis.fetch = async () => new Response(
                JSON.stringify({detail: 'Internal error.', id: 'quote-me-7'}), {status: 500});
            """;

    /** From now on whoever asks for a history finds no server. */
    static final String LOSE_HISTORY = """
            globalThis.realFetch = globalThis.fetch;
            globalThis.fetch = async (path, init) => {
              if (path.includes('/history/')) throw new TypeError('Failed to fetch');
              return realFetch(path, init);
            };
            """;

    /** From now on nobody is told how a ticket was classified. */
    static final String LOSE_RUNS = """
            globalThis.realFetch = globalThis.fetch;
            globalThis.fetch = async (path, init) => path.includes('/runs/')
              ? new Response(JSON.stringify({detail: 'Internal error.'}), {status: 500})
              : realFetch(path, init);
            """;

    /** From now on pauses between two looks take a moment. */
    static final String SHORT_PAUSES = """
            globalThis.unhurried = globalThis.setTimeout;
            globalThis.setTimeout = (run, ms, ...more) => unhurried(run, ms >= 4000 && ms <= 15000 ? 50 : ms, ...more);
            """;

    /** From now on the calls whose path has this in it are answered with this status; 403 without a word. */
    static String failing(String path, int status) {
        String body = status == 403 ? "''" : "JSON.stringify({detail: 'Internal error.', id: 'quote-me-9'})";
        return """
                globalThis.realFetch = globalThis.fetch;
                globalThis.fetch = async (path, init) => path.includes('%s')
                  ? new Response(%s, {status: %d}) : realFetch(path, init);
                """.formatted(path, body, status);
    }

    /** From now on the server takes for ever. */
    static final String STALL_SERVER = "globalThis.fetch = () => new Promise(() => {})";

    /** As if one had been in another window meanwhile. */
    static final String COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))";

    /** What another tab says when it has changed something. */
    static final String CHANGED_IN_ANOTHER_TAB = "new BroadcastChannel('ticketkit').postMessage('changed')";

    static final String MEND_SERVER = "globalThis.fetch = globalThis.realFetch";

    private Scripts() {}
}
