package dev.scoreline.scoring.codec;

/** How a body is written. */
public enum BodyFormat {
    JSON,
    /** ONNX Runtime Server's messages in protobuf's binary form. */
    PROTOBUF
}
