/** The script inside of another. */
class F4Inner {
    private int add;

    void init() {
        add = 10;
    }

    int run(int num) {
        return num + add;
    }
}
