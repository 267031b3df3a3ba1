package dev.scoreline.server.command;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.PublicKeySet;
import dev.scoreline.server.auth.TokenSigner;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scoreline token}: makes a signed token, for tests and for installations too small for an identity provider. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Makes a token for AUTH_MODE=jwt and prints it and nothing else.",
            "",
            "It is for tests and small installations; an identity provider does it better."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  openssl rand -hex 32 > secret",
            "  scoreline token --secret-file secret --issuer me --audience scoreline",
            "",
            "  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out private.pem",
            "  openssl pkey -in private.pem -pubout -out public.pem",
            "  scoreline token --jwks-of public.pem > jwks.json",
            "  scoreline token --private-key private.pem --issuer me --audience scoreline --scope score:churn",
            "",
            "Exit codes: 0 done, 2 bad usage, 3 the key was refused."
        })
final class TokenCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private @Nullable Key key;

    @Option(names = "--issuer", paramLabel = "TEXT", description = "Who makes the token; the server's AUTH_JWT_ISSUER.")
    private @Nullable String issuer;

    @Option(
            names = "--audience",
            paramLabel = "TEXT",
            description = "Whom the token is for; the server's AUTH_JWT_AUDIENCE.")
    private @Nullable String audience;

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            defaultValue = "scoreline-client",
            description = "Whom the token stands for. Default: scoreline-client.")
    private String subject = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = "score",
            description = {"What it allows: score, or score:NAME for one model; may be repeated.", "Default: score."})
    private List<String> scopes = List.of();

    @Option(
            names = "--expires-in",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "How long it is good. Default: 3600.")
    private long expiresInSeconds;

    @Option(
            names = "--key-id",
            paramLabel = "TEXT",
            description = "The name of the key in its set. Default: none, or scoreline with --jwks-of.")
    private @Nullable String keyId;

    @Spec
    private @Nullable CommandSpec spec;

    /** What to sign with, or what to make a key set of. */
    static final class Key {
        @Option(names = "--secret-file", paramLabel = "FILE", description = "Sign with HS256 and this file's text.")
        private @Nullable Path secretFile;

        @Option(
                names = "--private-key",
                paramLabel = "FILE",
                description = "Sign with this RSA or P-256 key, in PEM (PKCS#8).")
        private @Nullable Path privateKey;

        @Option(
                names = "--jwks-of",
                paramLabel = "FILE",
                description = "Print the key set of this public key, in PEM, for AUTH_JWT_JWKS instead of a token.")
        private @Nullable Path publicKey;
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Key given = Objects.requireNonNull(key);
        try {
            if (given.publicKey != null) {
                out.println(PublicKeySet.ofPem(Files.readString(given.publicKey), name().orElse("scoreline")));
            } else {
                out.println(signer(given).sign(claims(), name()));
            }
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.INTERNAL, "cannot read the key: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InferenceException(ErrorCode.INTERNAL, String.valueOf(e.getMessage()), e);
        }
        out.flush();
        return 0;
    }

    private Optional<String> name() {
        return Optional.ofNullable(keyId);
    }

    private static TokenSigner signer(Key given) throws IOException {
        if (given.secretFile != null) {
            // Without the line feed at the end, as the server reads it.
            String secret = Files.readString(given.secretFile).replaceFirst("\n$", "");
            return TokenSigner.ofSecret(secret.getBytes(StandardCharsets.UTF_8));
        }
        return TokenSigner.ofPem(Files.readString(Objects.requireNonNull(given.privateKey)));
    }

    private JsonObject claims() {
        long now = Instant.now().getEpochSecond();
        if (expiresInSeconds < 1 || expiresInSeconds > 1_000_000_000) {
            throw usage("--expires-in: expected 1 to 1000000000 seconds but got " + expiresInSeconds);
        }
        return JsonObject.of(
                "iss",
                required("--issuer", issuer),
                "aud",
                required("--audience", audience),
                "sub",
                subject,
                "scope",
                String.join(" ", scopes),
                "iat",
                now,
                "exp",
                now + expiresInSeconds);
    }

    private String required(String option, @Nullable String value) {
        if (value == null) {
            throw usage(option + " is needed for a token: the server takes none without");
        }
        return value;
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
