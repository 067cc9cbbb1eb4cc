package io.ticketkit.demo.robust;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.ticketkit.demo.DemoApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code import} or {@code export} as a process of its own. Closing kills it. */
final class ArchiveProcess implements AutoCloseable {
    private static final int HANG_SECONDS = 600;

    private final Process process;
    private final Path errors;

    private ArchiveProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static ArchiveProcess start(String url, Path errors, String jvmArgument, String... arguments) throws IOException {
        ProcessBuilder builder = builder(url, jvmArgument, arguments);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start();
        return new ArchiveProcess(process, errors);
    }

    /** With a standard output of its own. */
    static ArchiveProcess startInto(Path out, String url, Path errors, String... arguments) throws IOException {
        ProcessBuilder builder = builder(url, "-Xmx64m", arguments);
        Process process = builder.redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        return new ArchiveProcess(process, errors);
    }

    private static ProcessBuilder builder(String url, String jvmArgument, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                jvmArgument,
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                DemoApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TICKET_") || name.equals("DATABASE_URL"));
        builder.environment().put("TICKET_DB_URL", url);
        return builder;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for the end; what it said goes with the failure. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(HANG_SECONDS, SECONDS)) {
            throw new IllegalStateException("it does not end");
        }
        return process.exitValue();
    }

    String told() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
