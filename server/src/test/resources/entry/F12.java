/** Sleeps for a second. */
class F12 {
    void run(String data) throws InterruptedException {
        Thread.sleep(1000);
    }
}
