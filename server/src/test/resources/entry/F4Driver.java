/** Stands around another script. */
class F4Driver {
    private final F4Inner inner = new F4Inner();

    void init() {
        inner.init();
    }

    int run(int num) {
        return inner.run(num);
    }
}
