package dev.scoreline.sklearn.estimator;

import java.util.Set;

/**
 * Whether a tree or a forest takes NaN: {@code BaseDecisionTree._support_missing_values} and the tags behind it, as each
 * version of scikit-learn has them. Whether there were missing values in training does not matter: a node without them
 * sends NaN to the child that had more rows.
 */
final class MissingValues {

    private static final Set<String> CRITERIA =
            Set.of("gini", "log_loss", "entropy", "squared_error", "friedman_mse", "poisson");

    private MissingValues() {}

    /** Trees take NaN since scikit-learn 1.3. */
    static boolean areTakenByTree(FittedState tree) {
        if (tree.version().isBefore(1, 3)) {
            return false;
        }
        if (!splitters(tree).contains(tree.text("splitter", ""))) {
            return false;
        }
        return isSince19(tree) || (!isMonotonic(tree) && CRITERIA.contains(tree.text("criterion", "")));
    }

    /** Forests take NaN since scikit-learn 1.4, if their trees do. */
    static boolean areTakenByForest(FittedState forest, FittedState firstTree) {
        return !forest.version().isBefore(1, 4) && areTakenByTree(firstTree);
    }

    private static Set<String> splitters(FittedState tree) {
        if (tree.version().isBefore(1, 6)) {
            return Set.of("best");
        }
        boolean isExtra = tree.className().startsWith("ExtraTree") && !isUntaggedExtraTree(tree);
        return isExtra ? Set.of("random") : Set.of("best", "random");
    }

    /** In 1.6 ExtraTreeRegressor had the tag of DecisionTreeRegressor by a slip: a colon in the place of an equals sign. */
    private static boolean isUntaggedExtraTree(FittedState tree) {
        return tree.className().equals("ExtraTreeRegressor") && tree.version().isBefore(1, 7);
    }

    /** Since 1.9 every criterion takes NaN, also under monotonic constraints. */
    private static boolean isSince19(FittedState tree) {
        return !tree.version().isBefore(1, 9);
    }

    private static boolean isMonotonic(FittedState tree) {
        return tree.find("monotonic_cst").isPresent();
    }
}
