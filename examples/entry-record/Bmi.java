import java.util.List;
import java.util.Optional;

/** Typed input and output: the records are the schema. */
class Bmi {
    record Person(String name, double weightKg, double heightM) {
        Person {
            if (heightM <= 0) {
                throw new IllegalArgumentException("heightM must be over 0 but is " + heightM);
            }
        }
    }

    record Query(List<Person> people, Optional<Double> limit) {}

    record Result(String name, double index, boolean isOver) {}

    List<Result> run(Query query) {
        double limit = query.limit().orElse(25.0);
        return query.people().stream()
                .map(person -> {
                    double index = person.weightKg() / (person.heightM() * person.heightM());
                    return new Result(person.name(), index, index > limit);
                })
                .toList();
    }
}
