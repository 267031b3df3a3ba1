package dev.scoreline.server.auth;

/** How often credentials were read again, and what came of it. Thread-safe. */
public interface Reloads {

    /** Of credentials that there are not, or that never change. */
    Reloads NONE = new Reloads() {
        @Override
        public long changed() {
            return 0;
        }

        @Override
        public long failed() {
            return 0;
        }
    };

    /** How often others were found and put to use. */
    long changed();

    /** How often they could not be read, or were none that can be used; each look counts. */
    long failed();
}
