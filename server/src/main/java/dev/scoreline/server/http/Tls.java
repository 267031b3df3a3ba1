package dev.scoreline.server.http;

import dev.scoreline.server.auth.Reloaded;
import dev.scoreline.server.auth.Reloads;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that is shown, read again when its files change. Thread-safe. */
final class Tls {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final Vertx vertx;
    private final Reloaded<TlsCertificate> reloaded;

    private Tls(Vertx vertx, Reloaded<TlsCertificate> reloaded) {
        this.vertx = vertx;
        this.reloaded = reloaded;
    }

    /**
     * Reads the files. Blocks.
     *
     * @throws dev.scoreline.model.InferenceException if they cannot be used
     */
    static Tls open(Vertx vertx, TlsFiles files) {
        String name = "TLS_CERTIFICATE " + files.certificate() + " and TLS_KEY " + files.key();
        return new Tls(vertx, new Reloaded<>(name, files::read, pem -> TlsCertificate.of(pem, vertx)));
    }

    TlsCertificate certificate() {
        return reloaded.get();
    }

    /** How it goes to read the files again. */
    Reloads reloads() {
        return reloaded;
    }

    /** Looks at the files again and again, and shows what is new on these ports. */
    void refreshEvery(Duration interval, List<Port> ports) {
        vertx.setTimer(interval.toMillis(), timer -> refresh(interval, ports));
    }

    private void refresh(Duration interval, List<Port> ports) {
        try {
            vertx.executeBlocking(reloaded::refresh)
                    .onSuccess(isChanged -> {
                        if (isChanged) {
                            ports.forEach(this::show);
                        }
                    })
                    .onComplete(done -> refreshEvery(interval, ports));
        } catch (RejectedExecutionException closing) {
            LOG.debug("the certificate is no longer looked up, because the server stops");
        }
    }

    private void show(Port port) {
        port.show(certificate()).onFailure(e -> LOG.error("the new certificate could not be put to use", e));
    }
}
