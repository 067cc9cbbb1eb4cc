package io.ticketkit.demo.http;

import java.util.ArrayList;
import java.util.List;

/** Files as browsers send them. */
final class Form {
    private static final String BOUNDARY = "----boundary";
    private static final String FIRST = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"";
    private static final String HEAD = FIRST + "file\"; filename=\"a note.txt\"\r\nContent-Type: text/plain\r\n\r\n";
    private static final String END = "\r\n--" + BOUNDARY + "--\r\n";

    /** A small file. */
    static final String FILE = HEAD + "It is empty." + END;
    /** A field that is wrong, and no file. */
    static final String WITHOUT_FILE = FIRST + "internal\"\r\n\r\nperhaps" + END;
    /** It has no end. */
    static final String BROKEN = HEAD + "It is";

    private Form() {}

    /** More than any file may have. */
    static String large() {
        return HEAD + "x".repeat(11 << 20) + END;
    }

    /** Names and values of headers, and the type of a form. */
    static String[] typed(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
        return all.toArray(String[]::new);
    }
}
