/** Throws when it is told to. */
class F3 {
    void run(boolean error) {
        if (error) {
            throw new IllegalStateException("told to");
        }
    }
}
