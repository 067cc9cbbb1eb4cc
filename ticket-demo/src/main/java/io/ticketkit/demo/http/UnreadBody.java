package io.ticketkit.demo.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * What is left of a body when its request is answered. It is read to its end before the answer leaves: else the next
 * request on the connection may be read from its middle, and a client that is still sending may never see its answer.
 */
final class UnreadBody {
    /** What is longer is not worth it: the connection is closed, and who still sends may find it reset. */
    private static final long MOST = 64L << 20;

    private static final int PIECE = 1 << 14;

    private UnreadBody() {}

    static void discard(Context ctx) {
        if (!isReadToItsEnd(ctx)) {
            ctx.header("Connection", "close");
        }
    }

    private static boolean isReadToItsEnd(Context ctx) {
        try {
            // who asks first whether to send the body may not have sent it, and opening it would say: go on
            if (ctx.header("Expect") != null) {
                return false;
            }
            ServletInputStream rest = ctx.req().getInputStream();
            if (rest.isFinished()) {
                return true;
            }
            byte[] piece = new byte[PIECE];
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
