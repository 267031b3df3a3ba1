package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import java.util.List;
import org.tribuo.Prediction;
import org.tribuo.clustering.ClusterID;

/** Clustering: the id of a row's cluster. */
final class ClusterAnswers implements Answers<ClusterID> {

    @Override
    public List<Method> methods() {
        return List.of(new Method(PREDICT, DataType.INT64, List.of(-1)));
    }

    @Override
    public List<Outline> columns() {
        return List.of();
    }

    @Override
    public Payload answer(String method, List<Prediction<ClusterID>> predictions) {
        long[] ids = predictions.stream()
                .mapToLong(prediction -> prediction.getOutput().getID())
                .toArray();
        return new Tensor.Longs(new int[] {ids.length}, ids);
    }
}
