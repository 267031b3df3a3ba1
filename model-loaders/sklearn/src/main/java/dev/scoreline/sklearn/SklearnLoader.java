package dev.scoreline.sklearn;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelSource;
import dev.scoreline.sklearn.container.ModelFile;
import dev.scoreline.sklearn.estimator.Estimators;
import dev.scoreline.sklearn.estimator.FittedState;
import dev.scoreline.sklearn.estimator.SklearnVersion;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import java.util.regex.Pattern;

/** Opens the files that {@code pickle.dump} and {@code joblib.dump} write of a fitted estimator. Thread-safe. */
public final class SklearnLoader implements ModelLoader {

    /** joblib chooses its compression by these endings; {@code .z} is its own for zlib. */
    private static final Pattern NAME =
            Pattern.compile(".+\\.(pkl|pickle|joblib|sav)(\\.(gz|gzip|z|zlib|bz2|xz|lzma|lz4))?");

    private static final int HEAD_BYTES = 3;

    @Override
    public String format() {
        return "sklearn";
    }

    @Override
    public String fileNames() {
        return "*.pkl, *.pickle, *.joblib, *.sav, also compressed: *.pkl.gz, *.joblib.xz";
    }

    @Override
    public boolean recognizes(ModelSource source) {
        return NAME.matcher(source.fileName()).matches() || isPickle(source.head(HEAD_BYTES));
    }

    /**
     * Whether these are the first bytes of a pickle of protocol 2 to 5: the opcode PROTO, the protocol, then a frame since
     * protocol 4 and the name of a class before. Older protocols begin with plain letters, as any text does.
     */
    private static boolean isPickle(byte[] head) {
        if (head.length < HEAD_BYTES || head[0] != (byte) 0x80) {
            return false;
        }
        return switch (head[1]) {
            case 2, 3 -> head[2] == 'c';
            case 4, 5 -> head[2] == (byte) 0x95;
            default -> false;
        };
    }

    @Override
    public Model load(ModelSource source) {
        try {
            PyValue value = ModelFile.read(source.path());
            return new SklearnModel(Estimators.outermost().create(value), version(value));
        } catch (InferenceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL,
                    "the model file '" + source.path().getFileName()
                            + "' holds values that no fitted scikit-learn estimator has; save the model again",
                    e);
        }
    }

    private static SklearnVersion version(PyValue value) {
        return value instanceof PyObject object
                ? FittedState.of(object, SklearnVersion.UNKNOWN).version()
                : SklearnVersion.UNKNOWN;
    }
}
