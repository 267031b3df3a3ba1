/** Returns its number and ten. */
class F4 {
    int run(int num) {
        return num + 10;
    }
}
