package io.ticketkit.demo.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * What is left of a body when its request is answered. It is read to its end before the answer leaves: else the next
 * request on the connection may be read from its middle, and a client that is still sending may never see its answer.
 */
final class UnreadBody {
    /** What is longer is not worth it: the connection is closed. */
    private static final long MOST = 32L << 20;

    private static final int PIECE = 1 << 14;

    private UnreadBody() {}

    static void discard(Context ctx) {
        if (!isReadToItsEnd(ctx)) {
            ctx.header("Connection", "close");
        }
    }

    private static boolean isReadToItsEnd(Context ctx) {
        byte[] piece = new byte[PIECE];
        try {
            ServletInputStream rest = ctx.req().getInputStream();
            // who asks first whether to send the body has not sent it
            if (rest.isFinished() || ctx.header("Expect") != null) {
                return rest.isFinished();
            }
            long total = 0;
            int read = rest.read(piece);
            while (read >= 0 && total < MOST) {
                total += read;
                read = rest.read(piece);
            }
            return read < 0;
        } catch (IOException | RuntimeException e) {
            // cut off, or of a broken form
            return false;
        }
    }
}
