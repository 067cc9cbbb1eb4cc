package io.ticketkit.jpa.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One call of an operation in one way; {@link Main} says which, in the process that has the database. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StorageBenchmark {
    @Param("10000")
    public String tickets;

    @Param("find")
    public String operation;

    @Param({"raw", "ticketkit", "hibernate"})
    public String way;

    private IntFunction<Object> call;
    private int number;

    @Setup
    public void prepare() {
        call = Main.operation(operation, way);
        number = Main.firstCall(way);
    }

    @Benchmark
    public Object call() {
        number = (number + 1) & Integer.MAX_VALUE;
        return call.apply(number);
    }
}
