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
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start();
        return new ArchiveProcess(process, errors);
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
