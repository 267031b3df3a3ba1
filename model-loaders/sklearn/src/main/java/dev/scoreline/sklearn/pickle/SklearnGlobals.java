package dev.scoreline.sklearn.pickle;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names inside of scikit-learn, from 0.18 to 1.9, that models carry besides their estimators: compiled trees and losses,
 * and what a search or a scorer leaves behind. Immutable; thread-safe.
 */
final class SklearnGlobals {

    static final Set<String> PARTS = Set.of("""
            Bunch

            Tree TreePredictor _BinMapper

            LeastSquaresError LeastAbsoluteError HuberLossFunction QuantileLossFunction
            BinomialDeviance MultinomialDeviance ExponentialLoss
            QuantileEstimator MeanEstimator LogOddsEstimator ScaledLogOddsEstimator
            PriorProbabilityEstimator ZeroEstimator

            HalfSquaredError AbsoluteError PinballLoss HuberLoss HalfPoissonLoss HalfGammaLoss HalfTweedieLoss
            HalfTweedieLossIdentity HalfBinomialLoss HalfMultinomialLoss
            Interval IdentityLink LogLink LogitLink HalfLogitLink MultinomialLogit
            LeastSquares LeastAbsoluteDeviation Poisson BinaryCrossEntropy CategoricalCrossEntropy

            Hinge SquaredHinge Log ModifiedHuber SquaredLoss Huber EpsilonInsensitive SquaredEpsilonInsensitive
            AdamOptimizer SGDOptimizer

            KDTree KDTree32 KDTree64 BallTree BallTree32 BallTree64 newObj

            DummyClassifier DummyRegressor LabelBinarizer MissingIndicator
            _CalibratedClassifier _SigmoidCalibration _TemperatureScaling _ConstantPredictor _BisectingTree
            _BinaryGaussianProcessClassifierLaplace _RemainderColsList _identity
            make_column_selector check_array MissingValues MaskedArray loguniform

            RBF Matern RationalQuadratic ExpSineSquared DotProduct ConstantKernel WhiteKernel PairwiseKernel
            Sum Product Exponentiation CompoundKernel Hyperparameter
            rbf_kernel linear_kernel polynomial_kernel laplacian_kernel sigmoid_kernel cosine_similarity
            euclidean_distances nan_euclidean_distances pairwise_distances

            f_classif f_regression r_regression f_oneway chi2 mutual_info_classif mutual_info_regression

            strip_accents_unicode strip_accents_ascii

            _Scorer _PredictScorer _ProbaScorer _ThresholdScorer _PassthroughScorer _MultimetricScorer _CurveScorer
            _passthrough_scorer
            accuracy_score balanced_accuracy_score f1_score fbeta_score precision_score recall_score jaccard_score
            roc_auc_score average_precision_score log_loss brier_score_loss hinge_loss zero_one_loss hamming_loss
            matthews_corrcoef cohen_kappa_score top_k_accuracy_score ndcg_score dcg_score
            r2_score explained_variance_score max_error mean_squared_error mean_absolute_error median_absolute_error
            mean_squared_log_error mean_absolute_percentage_error root_mean_squared_error
            root_mean_squared_log_error mean_poisson_deviance mean_gamma_deviance mean_tweedie_deviance
            mean_pinball_loss d2_tweedie_score d2_pinball_score d2_absolute_error_score d2_log_loss_score
            d2_brier_score positive_likelihood_ratio negative_likelihood_ratio class_likelihood_ratios

            KFold StratifiedKFold GroupKFold StratifiedGroupKFold ShuffleSplit StratifiedShuffleSplit
            GroupShuffleSplit RepeatedKFold RepeatedStratifiedKFold TimeSeriesSplit LeaveOneOut LeavePOut
            LeaveOneGroupOut LeavePGroupsOut PredefinedSplit _CVIterableWrapper ParameterGrid ParameterSampler

            MetadataRequest MethodMetadataRequest MetadataRouter MethodMapping MethodPair RouterMappingPair
            """.strip().split("\\s+"));

    /** Names that are too many to list: a module's pattern and the pattern of its names. */
    static final Map<Pattern, Pattern> FAMILIES = Map.of(
            // Losses and links in Cython, and how Cython makes them.
            Pattern.compile("sklearn\\._loss\\._loss"), Pattern.compile("(__pyx_unpickle_)?Cy[A-Za-z]+"),
            Pattern.compile("sklearn\\.(linear_model|neighbors|metrics)\\._?[a-z_]+"),
                    Pattern.compile("__pyx_unpickle_[A-Za-z0-9]+"),
            // The metrics of nearest neighbours.
            Pattern.compile("sklearn\\.(neighbors|metrics)\\._?dist_metrics"),
                    Pattern.compile("[A-Za-z]+Distance(32|64)?"),
            // The tags of an estimator, plain data since 1.6.
            Pattern.compile("sklearn\\.utils\\._tags"), Pattern.compile("[A-Za-z]*Tags"),
            // Attributes that were renamed, wrapped to warn.
            Pattern.compile("sklearn\\.utils\\.deprecation"), Pattern.compile("[A-Za-z_]+"));

    private SklearnGlobals() {}
}
