package io.ticketkit.llm.examples;

import io.ticketkit.Classifier;
import io.ticketkit.testkit.ClassifierContract;

class ContractClassifierTest extends ClassifierContract {
    @Override
    protected Classifier classifier() {
        return new ContractClassifier();
    }
}
