package dev.scoreline.scoring;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The answer to one request, ready to be sent. Who takes it owns the buffer's bytes.
 *
 * @param json the answer's bytes, between the buffer's position and its limit; its array may be longer
 * @param rows how many rows were scored
 * @param execution how long the model worked on them
 */
public record ScoreAnswer(ByteBuffer json, int rows, Duration execution) {}
