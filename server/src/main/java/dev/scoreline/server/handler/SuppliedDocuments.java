package dev.scoreline.server.handler;

import dev.scoreline.swagger.ApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small JSON files that users put beside their code or their model. Stateless; thread-safe. */
final class SuppliedDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(SuppliedDocuments.class);

    /** A description or a sample that is longer than this is something else. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private SuppliedDocuments() {}

    /** The description that lies in the folder; Azure ML's server serves it as it is, without any check. */
    static Optional<String> description(Path folder, ApiVersion version) {
        List<String> names = switch (version) {
            case V2 -> List.of("swagger.json", "swagger2.json");
            case V3 -> List.of("swagger3.json");
            case V3_1 -> List.of("swagger3.1.json");
        };
        return names.stream()
                .map(name -> text(folder.resolve(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The file's text; empty, and a warning if it is there, when it cannot be read or is too long. */
    static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                LOG.warn("{} is passed over: it is longer than {} bytes", file, MAX_BYTES);
                return Optional.empty();
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} is passed over: it cannot be read", file, e);
            return Optional.empty();
        }
    }
}
