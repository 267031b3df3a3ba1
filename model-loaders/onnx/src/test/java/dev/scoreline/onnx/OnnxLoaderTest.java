package dev.scoreline.onnx;

import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.testkit.GoldenModel;
import dev.scoreline.testkit.ModelLoaderContract;
import java.util.HashMap;
import java.util.Map;

class OnnxLoaderTest implements ModelLoaderContract {

    @Override
    public ModelLoader loader() {
        return new OnnxLoader();
    }

    @Override
    public GoldenModel golden() {
        GoldenCase golden = GoldenCase.read("forest");
        Tensor.Packed rows =
                (Tensor.Packed) golden.inputs().byName().values().iterator().next();
        double[] values = new double[Tensor.size(rows.shape())];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.number(i);
        }
        Table table = Table.dense(values, rows.shape()[0], rows.shape()[1]);
        return new GoldenModel(golden.file(), "predict", table, golden.expected(), 0);
    }

    @Override
    public Map<String, byte[]> foreignFiles() {
        Map<String, byte[]> others = new HashMap<>(ModelLoaderContract.super.foreignFiles());
        others.remove("model.onnx");
        return others;
    }
}
