package io.ticketkit.offending;

import io.ticketkit.offending.internal.Engine;
import java.util.List;

public final class ServiceImpl {

    public List<Engine> engines() {
        return List.of();
    }

    Engine hidden() {
        return new Engine();
    }
}
