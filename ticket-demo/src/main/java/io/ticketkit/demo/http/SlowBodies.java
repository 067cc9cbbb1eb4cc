package io.ticketkit.demo.http;

import io.ticketkit.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off a body that takes too long. Jetty alone waits for every next byte (30 s), so that who sends them one by one
 * could hold a worker for ever.
 */
final class SlowBodies extends Handler.Wrapper {
    private final Duration longest;

    SlowBodies(Duration longest) {
        this.longest = longest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Timed(request, Deadline.after(longest)), response, callback);
    }

    private static final class Timed extends Request.Wrapper {
        private final Deadline deadline;

        Timed(Request request, Deadline deadline) {
            super(request);
            this.deadline = deadline;
        }

        @Override
        public Content.@Nullable Chunk read() {
            return deadline.hasPassed()
                    ? Content.Chunk.from(new TimeoutException("the body came too slowly"))
                    : super.read();
        }
    }
}
