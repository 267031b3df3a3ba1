/** Always throws. */
class F10 {
    Object run(String data) {
        throw new UnsupportedOperationException("always");
    }
}
