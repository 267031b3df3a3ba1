package dev.scoreline.tribuo;

import static java.util.Map.entry;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import dev.scoreline.model.InferenceException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.anomaly.libsvm.protos.LibSVMAnomalyModelProto;
import org.tribuo.anomaly.protos.AnomalyInfoProto;
import org.tribuo.anomaly.protos.EventProto;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.classification.mnb.protos.MultinomialNaiveBayesProto;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.classification.protos.LabelProto;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.classification.sgd.protos.FMClassificationModelProto;
import org.tribuo.classification.sgd.protos.KernelSVMModelProto;
import org.tribuo.clustering.kmeans.protos.KMeansModelProto;
import org.tribuo.clustering.protos.ClusterIDProto;
import org.tribuo.clustering.protos.ClusteringInfoProto;
import org.tribuo.common.sgd.protos.FMParametersProto;
import org.tribuo.common.tree.protos.LeafNodeProto;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.math.protos.LinearParametersProto;
import org.tribuo.math.protos.PolynomialKernelProto;
import org.tribuo.math.protos.RBFKernelProto;
import org.tribuo.math.protos.SigmoidKernelProto;
import org.tribuo.math.protos.SparseTensorProto;
import org.tribuo.multilabel.protos.ClassifierChainModelProto;
import org.tribuo.multilabel.protos.ImmutableMultiLabelInfoProto;
import org.tribuo.multilabel.protos.IndependentMultiLabelModelProto;
import org.tribuo.multilabel.protos.MultiLabelProto;
import org.tribuo.multilabel.sgd.protos.FMMultiLabelModelProto;
import org.tribuo.multilabel.sgd.protos.MultiLabelLinearSGDProto;
import org.tribuo.protos.core.BinningTransformerProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.IDFTransformerProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.LinearScalingTransformerProto;
import org.tribuo.protos.core.MeanStdDevTransformerProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.SimpleTransformProto;
import org.tribuo.protos.core.TransformedModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.regression.libsvm.protos.LibSVMRegressionModelProto;
import org.tribuo.regression.protos.DimensionTupleProto;
import org.tribuo.regression.protos.ImmutableRegressionInfoProto;
import org.tribuo.regression.protos.RegressorProto;
import org.tribuo.regression.rtree.protos.IndependentRegressionTreeModelProto;
import org.tribuo.regression.sgd.protos.FMRegressionModelProto;
import org.tribuo.regression.sgd.protos.RegressionLinearSGDProto;
import org.tribuo.regression.slm.protos.SparseLinearModelProto;

/**
 * The classes that a model's file may name, each with the message that it keeps its data in. Tribuo looks up whatever name stands
 * in the file ({@code ProtoUtil.deserialize}, {@code Class.forName}), so a name that is not in this table must never reach it.
 */
final class AllowedClasses {

    private static final int MAX_SHOWN_CHARS = 100;

    private static final Message NONE = Empty.getDefaultInstance();

    private static final Map<String, Message> MODELS = Map.ofEntries(
            entry("org.tribuo.anomaly.libsvm.LibSVMAnomalyModel", LibSVMAnomalyModelProto.getDefaultInstance()),
            entry(
                    "org.tribuo.classification.libsvm.LibSVMClassificationModel",
                    LibSVMClassificationModelProto.getDefaultInstance()),
            entry(
                    "org.tribuo.classification.mnb.MultinomialNaiveBayesModel",
                    MultinomialNaiveBayesProto.getDefaultInstance()),
            entry(
                    "org.tribuo.classification.sgd.fm.FMClassificationModel",
                    FMClassificationModelProto.getDefaultInstance()),
            entry("org.tribuo.classification.sgd.kernel.KernelSVMModel", KernelSVMModelProto.getDefaultInstance()),
            entry(
                    "org.tribuo.classification.sgd.linear.LinearSGDModel",
                    ClassificationLinearSGDProto.getDefaultInstance()),
            entry("org.tribuo.clustering.kmeans.KMeansModel", KMeansModelProto.getDefaultInstance()),
            entry("org.tribuo.common.tree.TreeModel", TreeModelProto.getDefaultInstance()),
            entry("org.tribuo.ensemble.WeightedEnsembleModel", WeightedEnsembleModelProto.getDefaultInstance()),
            entry(
                    "org.tribuo.multilabel.baseline.ClassifierChainModel",
                    ClassifierChainModelProto.getDefaultInstance()),
            entry(
                    "org.tribuo.multilabel.baseline.IndependentMultiLabelModel",
                    IndependentMultiLabelModelProto.getDefaultInstance()),
            entry("org.tribuo.multilabel.sgd.fm.FMMultiLabelModel", FMMultiLabelModelProto.getDefaultInstance()),
            entry("org.tribuo.multilabel.sgd.linear.LinearSGDModel", MultiLabelLinearSGDProto.getDefaultInstance()),
            entry(
                    "org.tribuo.regression.libsvm.LibSVMRegressionModel",
                    LibSVMRegressionModelProto.getDefaultInstance()),
            entry(
                    "org.tribuo.regression.rtree.IndependentRegressionTreeModel",
                    IndependentRegressionTreeModelProto.getDefaultInstance()),
            entry("org.tribuo.regression.sgd.fm.FMRegressionModel", FMRegressionModelProto.getDefaultInstance()),
            entry("org.tribuo.regression.sgd.linear.LinearSGDModel", RegressionLinearSGDProto.getDefaultInstance()),
            entry("org.tribuo.regression.slm.SparseLinearModel", SparseLinearModelProto.getDefaultInstance()),
            entry("org.tribuo.transform.TransformedModel", TransformedModelProto.getDefaultInstance()));

    private static final Map<String, Message> PARTS = Map.ofEntries(
            entry("org.tribuo.CategoricalIDInfo", CategoricalIDInfoProto.getDefaultInstance()),
            entry("org.tribuo.ImmutableFeatureMap", ImmutableFeatureMapProto.getDefaultInstance()),
            entry("org.tribuo.RealIDInfo", RealIDInfoProto.getDefaultInstance()),
            entry("org.tribuo.anomaly.Event", EventProto.getDefaultInstance()),
            entry("org.tribuo.anomaly.ImmutableAnomalyInfo", AnomalyInfoProto.getDefaultInstance()),
            entry("org.tribuo.classification.ImmutableLabelInfo", ImmutableLabelInfoProto.getDefaultInstance()),
            entry("org.tribuo.classification.Label", LabelProto.getDefaultInstance()),
            entry("org.tribuo.classification.ensemble.FullyWeightedVotingCombiner", NONE),
            entry("org.tribuo.classification.ensemble.VotingCombiner", NONE),
            entry("org.tribuo.clustering.ClusterID", ClusterIDProto.getDefaultInstance()),
            entry("org.tribuo.clustering.ImmutableClusteringInfo", ClusteringInfoProto.getDefaultInstance()),
            entry("org.tribuo.common.sgd.FMParameters", FMParametersProto.getDefaultInstance()),
            entry("org.tribuo.common.tree.LeafNode", LeafNodeProto.getDefaultInstance()),
            entry("org.tribuo.common.tree.SplitNode", SplitNodeProto.getDefaultInstance()),
            entry("org.tribuo.math.LinearParameters", LinearParametersProto.getDefaultInstance()),
            entry("org.tribuo.math.distance.CosineDistance", NONE),
            entry("org.tribuo.math.distance.L1Distance", NONE),
            entry("org.tribuo.math.distance.L2Distance", NONE),
            entry("org.tribuo.math.kernel.Linear", NONE),
            entry("org.tribuo.math.kernel.Polynomial", PolynomialKernelProto.getDefaultInstance()),
            entry("org.tribuo.math.kernel.RBF", RBFKernelProto.getDefaultInstance()),
            entry("org.tribuo.math.kernel.Sigmoid", SigmoidKernelProto.getDefaultInstance()),
            entry("org.tribuo.math.la.DenseMatrix", DenseTensorProto.getDefaultInstance()),
            entry("org.tribuo.math.la.DenseSparseMatrix", SparseTensorProto.getDefaultInstance()),
            entry("org.tribuo.math.la.DenseVector", DenseTensorProto.getDefaultInstance()),
            entry("org.tribuo.math.la.SparseVector", SparseTensorProto.getDefaultInstance()),
            entry("org.tribuo.math.util.ExpNormalizer", NONE),
            entry("org.tribuo.math.util.NoopNormalizer", NONE),
            entry("org.tribuo.math.util.Normalizer", NONE),
            entry("org.tribuo.math.util.SigmoidNormalizer", NONE),
            entry("org.tribuo.multilabel.ImmutableMultiLabelInfo", ImmutableMultiLabelInfoProto.getDefaultInstance()),
            entry("org.tribuo.multilabel.MultiLabel", MultiLabelProto.getDefaultInstance()),
            entry("org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner", NONE),
            entry("org.tribuo.regression.ImmutableRegressionInfo", ImmutableRegressionInfoProto.getDefaultInstance()),
            entry("org.tribuo.regression.Regressor", RegressorProto.getDefaultInstance()),
            entry("org.tribuo.regression.Regressor$DimensionTuple", DimensionTupleProto.getDefaultInstance()),
            entry("org.tribuo.regression.ensemble.AveragingCombiner", NONE),
            entry(
                    "org.tribuo.transform.transformations.BinningTransformation$BinningTransformer",
                    BinningTransformerProto.getDefaultInstance()),
            entry(
                    "org.tribuo.transform.transformations.IDFTransformation$IDFTransformer",
                    IDFTransformerProto.getDefaultInstance()),
            entry(
                    "org.tribuo.transform.transformations.LinearScalingTransformation$LinearScalingTransformer",
                    LinearScalingTransformerProto.getDefaultInstance()),
            entry(
                    "org.tribuo.transform.transformations.MeanStdDevTransformation$MeanStdDevTransformer",
                    MeanStdDevTransformerProto.getDefaultInstance()),
            entry("org.tribuo.transform.transformations.SimpleTransform", SimpleTransformProto.getDefaultInstance()));

    private AllowedClasses() {}

    /** The names of the model classes. */
    static Set<String> models() {
        return MODELS.keySet();
    }

    /** The names of the classes that models are made of. */
    static Set<String> parts() {
        return PARTS.keySet();
    }

    /**
     * The message that a class keeps its data in, or none if it has no data.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} if the class is not in the table; the class is not looked up
     */
    static Optional<Message> dataOf(String className) {
        Message data = MODELS.get(className);
        if (data == null) {
            data = PARTS.get(className);
        }
        if (data == null) {
            throw refusal(className);
        }
        return data == NONE ? Optional.empty() : Optional.of(data);
    }

    private static InferenceException refusal(String className) {
        if (className.isEmpty()) {
            return InferenceException.invalidModel("the file does not say of which class the model is; save it again");
        }
        return InferenceException.unsupportedModel(
                "the model holds " + shown(className) + ", " + RefusedClasses.reason(className));
    }

    private static String shown(String className) {
        String printable = className.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= MAX_SHOWN_CHARS ? printable : printable.substring(0, MAX_SHOWN_CHARS) + "…";
    }
}
