package io.ticketkit.demo;

import io.ticketkit.conventions.ArchitectureConventions;

class ArchitectureTest implements ArchitectureConventions {

    @Override
    public String basePackage() {
        return "io.ticketkit.demo";
    }
}
