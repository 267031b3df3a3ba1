import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Trains the model of this example: a logistic regression on the iris measurements, saved as Tribuo's protobuf. */
public final class TrainIris {

    private TrainIris() {}

    /** @param arguments the folder with {@code iris.csv}, where {@code iris.tribuo} is written */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Model<Label> model = new LogisticRegressionTrainer().train(read(folder.resolve("iris.csv")));
        model.serializeToFile(folder.resolve("iris.tribuo"));
    }

    private static MutableDataset<Label> read(Path file) throws IOException {
        LabelFactory labels = new LabelFactory();
        var source = new SimpleDataSourceProvenance("iris", OffsetDateTime.now(), labels);
        MutableDataset<Label> rows = new MutableDataset<>(source, labels);
        List<String> lines = Files.readAllLines(file);
        String[] names = List.of(lines.get(0).split(",")).subList(0, 4).toArray(String[]::new);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            double[] values = new double[names.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.parseDouble(cells[i]);
            }
            rows.add(new ArrayExample<>(new Label(cells[names.length]), names, values));
        }
        return rows;
    }
}
