package io.ticketkit.demo.evaluate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be judged, as the command line has it.
 *
 * @param test the rows that are asked about
 * @param train the rows that are learned from
 * @param text columns of the text, separated by commas
 * @param label column of the label
 * @param sizes of the learning curve, separated by commas
 * @param classifier keyword, learning or llm
 * @param threshold from which confidence on an answer is trusted
 */
public record Request(
        Path test,
        Optional<Path> train,
        Optional<String> text,
        Optional<String> label,
        Optional<String> sizes,
        String classifier,
        double threshold) {}
