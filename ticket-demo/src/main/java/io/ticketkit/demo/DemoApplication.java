package io.ticketkit.demo;

import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: serves, unless a sub-command is named. */
@Command(
        name = "ticket-demo",
        mixinStandardHelpOptions = true,
        description = "Serves the TicketKit demo. Settings are environment variables, see docs/operations.md.")
public final class DemoApplication implements Runnable {
    private DemoApplication() {}

    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        CommandLine command = new CommandLine(new DemoApplication());
        command.getCommandSpec()
                .version("TicketKit demo " + Demo.class.getPackage().getImplementationVersion());
        int status = command.addSubcommand(new SeedCommand(System.getenv()))
                .addSubcommand(new EvaluateCommand(System.getenv()))
                .addSubcommand(new ProcessCommand(System.getenv()))
                .addSubcommand(new ExportCommand(System.getenv(), standardOut()))
                .addSubcommand(new ImportCommand(System.getenv(), System.in))
                .addSubcommand(new ZendeskTestCommand(System.getenv()))
                .addSubcommand(new CreateAdminCommand(System.getenv(), System.in))
                .setExecutionExceptionHandler(DemoApplication::explain)
                .execute(args);
        // serving goes on after main
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Not {@code System.out}, which keeps to itself that it could not write. */
    private static OutputStream standardOut() {
        return new FileOutputStream(FileDescriptor.out);
    }

    @Override
    public void run() {
        Settings settings = Settings.of(System.getenv());
        Demo demo = Demo.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
        System.out.println("TicketKit demo: http://" + Settings.inUrl(settings.host()) + ":" + demo.port() + "/ ("
                + settings.database() + "), API at /docs. Stop with Ctrl-C.");
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
        if (e instanceof SettingsException) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw e;
    }
}
