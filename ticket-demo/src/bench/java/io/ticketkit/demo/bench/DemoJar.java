package io.ticketkit.demo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo as its users start it, {@code java -jar}, with half a gigabyte of heap. Closing stops it. */
final class DemoJar implements AutoCloseable {
    static final String HEAP = "-Xmx512m";

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int STOP_SECONDS = 300;

    private final Process process;
    private final int port;

    private DemoJar(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; returns when it says its address. Its log goes to the end of {@code load-demo.log}, which all share. */
    static DemoJar start(LoadOptions options, String databaseUrl, List<String> jvmArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(bin("java"), HEAP));
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", options.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(
                        name -> name.startsWith("TICKET_") || name.endsWith("_API_KEY") || name.equals("DATABASE_URL"));
        builder.environment().put("TICKET_PORT", "0");
        builder.environment().put("TICKET_DB_URL", databaseUrl);
        Path log = options.output().resolve("load-demo.log");
        Process process =
                builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader();
        return new DemoJar(process, port(output).orElseThrow(() -> {
            process.destroyForcibly();
            return new IllegalStateException("the demo did not start, see " + log);
        }));
    }

    /** The JVM may say something before; what comes after is read, too, for nobody could write it else. */
    private static OptionalInt port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                Thread rest = new Thread(() -> drain(output), "output of the demo");
                rest.setDaemon(true);
                rest.start();
                return OptionalInt.of(Integer.parseInt(address.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // said to nobody
            }
        } catch (IOException e) {
            // it ended
        }
    }

    private static String bin(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    int port() {
        return port;
    }

    Line connect() throws IOException {
        return new Line(port);
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What lives on its heap: collects first. */
    long liveMegabytes() {
        Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
        return total.find() ? Long.parseLong(total.group(1)) >> 20 : -1;
    }

    /** What it has of the machine's memory, heap, code and all; -1 where nobody says. */
    long residentMegabytes() {
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return resident.find() ? Long.parseLong(resident.group(1)) >> 10 : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private String jcmd(String command) {
        try {
            Process jcmd = new ProcessBuilder(bin("jcmd"), String.valueOf(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As SIGTERM does; waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
