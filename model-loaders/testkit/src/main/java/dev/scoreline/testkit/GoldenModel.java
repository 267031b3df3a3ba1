package dev.scoreline.testkit;

import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.nio.file.Path;

/**
 * A small model file that a library itself saved, with rows and what the library answered.
 *
 * @param file the model; a test may copy and damage it, never change it
 * @param rows at least two rows of all the model's columns
 * @param tolerance the largest difference of a number from the expected one
 */
public record GoldenModel(Path file, String method, Table rows, Payload expected, double tolerance) {}
