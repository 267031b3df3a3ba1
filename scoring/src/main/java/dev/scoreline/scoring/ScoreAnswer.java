package dev.scoreline.scoring;

import java.nio.ByteBuffer;

/**
 * The answer to one request, ready to be sent. Who takes it owns the buffer's bytes.
 *
 * @param body the answer's bytes, between the buffer's position and its limit; its array may be longer
 * @param rows how many rows were scored
 * @param phases where its time went
 */
public record ScoreAnswer(ByteBuffer body, int rows, Phases phases) {}
