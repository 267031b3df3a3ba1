import dev.scoreline.model.Tensor;
import dev.scoreline.model.entry.EntryModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Two models in a chain: whom of the patients to call, those first whose disease is expected to progress most. */
class CallList {
    record Patient(String name, Map<String, Object> customer, double[] measures) {}

    record Call(String name, double progress) {}

    private EntryModels models;

    void init(EntryModels models) {
        this.models = models;
    }

    List<Call> run(List<Patient> patients) {
        List<Patient> leaving = leaving(patients);
        if (leaving.isEmpty()) {
            return List.of();
        }
        double[][] measures = leaving.stream().map(Patient::measures).toArray(double[][]::new);
        double[] progress = ((Tensor.Doubles) models.get("diabetes").score(measures)).values();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < progress.length; i++) {
            calls.add(new Call(leaving.get(i).name(), progress[i]));
        }
        calls.sort(Comparator.comparingDouble(Call::progress).reversed());
        return calls;
    }

    private List<Patient> leaving(List<Patient> patients) {
        List<Map<String, Object>> customers = patients.stream().map(Patient::customer).toList();
        String[] labels = ((Tensor.Texts) models.get("churn").score(customers)).values();
        List<Patient> leaving = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].equals("leave")) {
                leaving.add(patients.get(i));
            }
        }
        return leaving;
    }
}
