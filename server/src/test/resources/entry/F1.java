/** Returns the text it is given. */
class F1 {
    String run(String data) {
        return data;
    }
}
