/** Keeps a core busy for ten milliseconds: a model that is slow whatever it is asked. */
class Slow {
    String run(String data) {
        long end = System.nanoTime() + 10_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return data;
    }
}
