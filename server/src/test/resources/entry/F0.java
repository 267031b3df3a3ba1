/** Returns nothing. */
class F0 {
    void run(String data) {}
}
