package dev.scoreline.tribuo;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Finds the type of a model's outputs, which Tribuo's files do not state, and with it the answers that the model gives. */
final class ModelOfOutput {

    private ModelOfOutput() {}

    /**
     * The model, once it has answered for a first row: parts that do not fit together, which Tribuo does not all compare, fail here
     * and not in a request.
     *
     * @param metadata what the model's file says of it
     */
    static TribuoModel<?> open(Model<?> model, ModelDataProto metadata) {
        Output<?> output = model.getOutputIDInfo().getOutput(0);
        if (output instanceof Label) {
            Model<Label> labelling = model.castModel(Label.class);
            List<String> labels = labels(labelling.getOutputIDInfo(), Label::getLabel);
            return open(
                    labelling,
                    LabelFactory.UNKNOWN_LABEL,
                    metadata,
                    probe -> new LabelAnswers(ScoreColumns.of(labels, probe)));
        }
        if (output instanceof MultiLabel) {
            Model<MultiLabel> labelling = model.castModel(MultiLabel.class);
            List<String> labels = labels(labelling.getOutputIDInfo(), MultiLabel::getLabelString);
            return open(
                    labelling,
                    MultiLabelFactory.UNKNOWN_MULTILABEL,
                    metadata,
                    probe -> new MultiLabelAnswers(ScoreColumns.of(labels, probe)));
        }
        if (output instanceof Regressor) {
            return open(
                    model.castModel(Regressor.class),
                    RegressionFactory.UNKNOWN_REGRESSOR,
                    metadata,
                    RegressionAnswers::new);
        }
        if (output instanceof ClusterID) {
            return open(
                    model.castModel(ClusterID.class),
                    ClusteringFactory.UNASSIGNED_CLUSTER_ID,
                    metadata,
                    probe -> new ClusterAnswers());
        }
        if (output instanceof Event) {
            return open(
                    model.castModel(Event.class), AnomalyFactory.UNKNOWN_EVENT, metadata, probe -> new EventAnswers());
        }
        throw InferenceException.invalidModel("the model has no outputs to answer with; save the model again");
    }

    private static <T extends Output<T>> List<String> labels(ImmutableOutputInfo<T> outputs, Function<T, String> name) {
        List<String> labels = new ArrayList<>(outputs.size());
        for (int id = 0; id < outputs.size(); id++) {
            T output = outputs.getOutput(id);
            if (output == null) {
                throw InferenceException.invalidModel("the model has " + outputs.size()
                        + " labels but none with the id " + id + "; save the model again");
            }
            labels.add(name.apply(output));
        }
        return labels;
    }

    private static <T extends Output<T>> TribuoModel<T> open(
            Model<T> model, T unknown, ModelDataProto metadata, Function<Prediction<T>, Answers<T>> answersOf) {
        Examples<T> examples = new Examples<>(unknown, Examples.names(model.getFeatureIDMap()));
        Answers<T> answers = answersOf.apply(model.predict(examples.filled(1)));
        ModelDescription description = new ModelDescription(
                TribuoLoader.FORMAT,
                Optional.of(metadata.getTribuoVersion()).filter(version -> !version.isEmpty()),
                ModelOutline.of(model, answers.columns(), metadata));
        TribuoModel<T> opened = new TribuoModel<>(model, examples, answers, description);
        return opened;
    }
}
