package io.ticketkit.demo.robust;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.ticketkit.demo.DemoApplication;
import io.ticketkit.demo.testing.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo as a process of its own, as its users run it. Closing kills it. */
final class DemoProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final int HANG_SECONDS = 120;

    private final Process process;
    private final Path errors;
    private final int port;

    private DemoProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        this.port = readPort();
    }

    static DemoProcess start(String databaseUrl, String... jvmArguments) {
        return start(databaseUrl, Map.of(), jvmArguments);
    }

    /** With more environment variables. */
    static DemoProcess start(String databaseUrl, Map<String, String> settings, String... jvmArguments) {
        List<String> command = new ArrayList<>(List.of(bin("java")));
        command.addAll(List.of(jvmArguments));
        // there is a logback-test.xml on the class path of tests
        command.add("-Dlogback.configurationFile=logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DemoApplication.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(
                        name -> name.startsWith("TICKET_") || name.endsWith("_API_KEY") || name.equals("DATABASE_URL"));
        builder.environment().putAll(settings);
        builder.environment().put("TICKET_PORT", "0");
        builder.environment().put("TICKET_DB_URL", databaseUrl);
        try {
            Path errors = Files.createTempFile("ticket-demo", ".log");
            return new DemoProcess(builder.redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bin(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private int readPort() {
        // ends the wait for a line
        Thread watch = new Thread(this::killUnlessStarted, "start of the demo");
        watch.setDaemon(true);
        watch.start();
        String line = firstLine();
        watch.interrupt();
        Matcher address = ADDRESS.matcher(line);
        if (!address.find()) {
            close();
            throw new IllegalStateException("the demo did not start: " + line + " " + errors());
        }
        return Integer.parseInt(address.group(1));
    }

    private void killUnlessStarted() {
        try {
            Thread.sleep(HANG_SECONDS * 1000L);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            // it started
        }
    }

    private String firstLine() {
        try {
            return String.valueOf(process.inputReader().readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    Client client() {
        return new Client("http://127.0.0.1:" + port);
    }

    Wire connect() {
        return new Wire(port);
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** SIGTERM; does not wait. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end. */
    int exitStatus() {
        try {
            if (process.waitFor(HANG_SECONDS, SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the demo does not end");
    }

    /** What it wrote to standard error, its log. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lives on its heap. Collected and counted in one pause: what is delivered meanwhile would count else. */
    long usedKilobytes() {
        Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("no heap size");
        }
        return Long.parseLong(total.group(1)) / 1024;
    }

    long threads() {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .count();
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

    @Override
    public void close() {
        process.destroyForcibly();
        exitStatus();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
