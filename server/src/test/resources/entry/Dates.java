import java.time.LocalDate;

/** Returns the day after a date. */
class Dates {
    LocalDate run(LocalDate date) {
        return date.plusDays(1);
    }
}
