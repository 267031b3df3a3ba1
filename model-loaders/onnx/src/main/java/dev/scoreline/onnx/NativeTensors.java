package dev.scoreline.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayList;
import java.util.List;

/** Tensors of native memory that are freed together. One thread. */
final class NativeTensors implements AutoCloseable {

    private final List<OnnxTensor> tensors = new ArrayList<>();

    OnnxTensor add(OnnxTensor tensor) {
        tensors.add(tensor);
        return tensor;
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
    }
}
