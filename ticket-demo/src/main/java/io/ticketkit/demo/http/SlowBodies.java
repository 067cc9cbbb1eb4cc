package io.ticketkit.demo.http;

import io.ticketkit.Deadline;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off a body that takes too long, and keeps those that are waited for few. Jetty alone waits for every next byte
 * (30 s), so that who sends them one by one could hold a worker for ever.
 */
final class SlowBodies extends Handler.Wrapper {
    private final Duration longest;
    private final Crowd crowd;

    SlowBodies(Duration longest, Crowd crowd) {
        this.longest = longest;
        this.crowd = crowd;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Timed timed = new Timed(request, Deadline.after(longest), crowd);
        Request.addCompletionListener(request, failure -> timed.finish(new EOFException("the answer is complete")));
        return super.handle(timed, response, callback);
    }

    private static final class Timed extends Request.Wrapper {
        private final Deadline deadline;
        private final Crowd crowd;
        /** Null as long as it never waited. */
        private @Nullable String client;

        private boolean waits;
        /** Why nothing more is read. */
        private @Nullable Exception end;

        Timed(Request request, Deadline deadline, Crowd crowd) {
            super(request);
            this.deadline = deadline;
            this.crowd = crowd;
        }

        @Override
        public synchronized Content.@Nullable Chunk read() {
            if (end == null && deadline.hasPassed()) {
                finish(new TimeoutException("the body came too slowly"));
            }
            if (end != null) {
                return Content.Chunk.from(end);
            }
            Content.Chunk chunk = super.read();
            if (chunk == null && !waits) {
                // whoever reads now waits; what is there in one piece never comes here
                String from = Clients.client(String.valueOf(Request.getRemoteAddr(getWrapped())));
                client = from;
                waits = crowd.enter(from);
                if (!waits) {
                    finish(new Crowd.FullException());
                    return read();
                }
            } else if (chunk != null && chunk.isLast()) {
                leave();
            }
            return chunk;
        }

        synchronized void finish(Exception why) {
            end = why;
            leave();
        }

        private void leave() {
            if (waits && client != null) {
                waits = false;
                crowd.leave(client);
            }
        }
    }
}
