package io.ticketkit.offending;

import java.util.logging.Logger;

public final class Prints {

    @SuppressWarnings("SystemOut")
    void print(Exception failure) {
        System.out.println("hello");
        failure.printStackTrace();
    }

    Logger logger() {
        return Logger.getLogger("host");
    }
}
