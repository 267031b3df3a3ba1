package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Commands.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonObject part(int index) {
        String part = out.toString().strip().split("\\.", -1)[index];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private Path pem(String name, String kind, byte[] bytes) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }

    @Test
    void makesATokenWithAllClaimsThatTheServerRequires() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "x".repeat(32) + "\n");

        int code = execute(
                "token",
                "--secret-file",
                secret.toString(),
                "--issuer",
                "me",
                "--audience",
                "you",
                "--scope",
                "score:a",
                "--scope",
                "score:b",
                "--expires-in",
                "60");

        assertThat(code).isZero();
        assertThat(part(0).getString("alg")).isEqualTo("HS256");
        assertThat(part(1).getString("iss")).isEqualTo("me");
        assertThat(part(1).getString("aud")).isEqualTo("you");
        assertThat(part(1).getString("scope")).isEqualTo("score:a score:b");
        assertThat(part(1).getLong("exp") - part(1).getLong("iat")).isEqualTo(60);
    }

    @Test
    void signsWithAPrivateKeyAndMakesTheSetOfThePublicOne() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Path privateKey = pem("private.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        Path publicKey = pem("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());

        assertThat(execute("token", "--private-key", privateKey.toString(), "--issuer", "me", "--audience", "you"))
                .isZero();
        String[] parts = out.toString().strip().split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();

        out.getBuffer().setLength(0);
        assertThat(execute("token", "--jwks-of", publicKey.toString())).isZero();
        JsonObject key = new JsonObject(out.toString()).getJsonArray("keys").getJsonObject(0);
        assertThat(key.fieldNames()).containsExactlyInAnyOrder("kid", "use", "kty", "alg", "crv", "x", "y");
    }

    @Test
    void refusesAShortSecretAndWhatIsNoKey() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
        String[] rest = {"--issuer", "me", "--audience", "you"};

        assertThat(execute("token", "--secret-file", secret.toString(), rest[0], rest[1], rest[2], rest[3]))
                .isEqualTo(Commands.REFUSED);
        assertThat(execute("token", "--private-key", secret.toString(), rest[0], rest[1], rest[2], rest[3]))
                .isEqualTo(Commands.REFUSED);
        assertThat(err.toString()).contains("32 bytes", "BEGIN PRIVATE KEY").doesNotContain("hunter2");
    }

    @Test
    void needsAKeyAnIssuerAndAnAudience() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "x".repeat(32));

        assertThat(execute("token", "--issuer", "me", "--audience", "you")).isEqualTo(Commands.BAD_USAGE);
        assertThat(execute("token", "--secret-file", secret.toString(), "--audience", "you"))
                .isEqualTo(Commands.BAD_USAGE);
        assertThat(err.toString()).contains("--issuer");
    }
}
