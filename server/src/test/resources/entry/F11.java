/** Sleeps as many seconds as it is told. */
class F11 {
    void run(String seconds) throws InterruptedException {
        Thread.sleep(Math.round(Double.parseDouble(seconds) * 1000));
    }
}
