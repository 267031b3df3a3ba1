package dev.scoreline.benchmarks;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What it costs to ask who sends a request: one server without credentials, one with keys, and two with tokens, signed with HS256
 * and with RS256, all driven in turn. A token is the same in each request, as clients send it until it expires.
 */
public final class AuthTable {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 60_000;
    private static final int REQUESTS = 20_000;
    private static final String KEY = "a-key-that-is-for-measuring-only";
    private static final String SECRET = "a-secret-that-is-for-measuring-only-0123456789";

    private final String jar;
    private final Path model;
    private final Path folder;

    private AuthTable(Path server, Path model) throws IOException {
        this.jar = server.resolve("scoreline.jar").toString();
        this.model = model;
        this.folder = Files.createTempDirectory("scoreline-auth");
    }

    /** Arguments: the folder of {@code scoreline.jar}, a model directory with a {@code sample_input.json}. */
    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        new AuthTable(Path.of(args[0]), Path.of(args[1])).print();
    }

    /** A server, what its clients send as {@code Authorization}, and the CPU of a request in each round. */
    private record Guarded(String name, ServerProcess server, String authorization, double[] cpuMicros) {}

    private void print() throws IOException, InterruptedException, GeneralSecurityException {
        Buffer body = SampleBody.of(model, 1);
        List<Guarded> all = new ArrayList<>();
        try (LoopbackLoad load = new LoopbackLoad()) {
            all.add(start("none", ""));
            all.add(start("key", "Bearer " + KEY, "--auth-mode", "key", "--auth-keys", keys()));
            all.add(secret());
            all.add(signed());
            for (Guarded each : all) {
                load.send(each.server().port(), "/score", each.authorization(), body, WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Guarded each : all) {
                    double before = each.server().cpuMicros();
                    load.send(each.server().port(), "/score", each.authorization(), body, REQUESTS);
                    each.cpuMicros()[round] = (each.server().cpuMicros() - before) / REQUESTS;
                }
            }
        } finally {
            all.forEach(each -> each.server().close());
        }
        System.out.printf(
                "Java %s, %d rounds of %,d requests in turn; median (least to most).%n%n",
                System.getProperty("java.version"), ROUNDS, REQUESTS);
        System.out.println("| credentials | CPU µs a request | to none |");
        System.out.println("|---|---|---|");
        for (Guarded each : all) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s |%n",
                    each.name(),
                    Spread.of(each.cpuMicros()),
                    Spread.ratio(each.cpuMicros(), all.get(0).cpuMicros()));
        }
    }

    private String keys() throws IOException {
        return write("keys.json", "{\"primaryKey\":\"" + KEY + "\",\"secondaryKey\":\"not-" + KEY + "\"}");
    }

    private Guarded secret() throws IOException, InterruptedException {
        String secret = write("secret", SECRET);
        String token = token("--secret-file", secret);
        return start("token, HS256", "Bearer " + token, jwt("--auth-jwt-secret-file", secret));
    }

    private Guarded signed() throws IOException, InterruptedException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String privateKey =
                write("private.pem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        String publicKey =
                write("public.pem", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        String jwks = write("jwks.json", scoreline("token", "--jwks-of", publicKey));
        String token = token("--private-key", privateKey, "--key-id", "scoreline");
        return start("token, RS256", "Bearer " + token, jwt("--auth-jwt-jwks", jwks));
    }

    private static String[] jwt(String option, String file) {
        return new String[] {
            "--auth-mode", "jwt", "--auth-jwt-issuer", "me", "--auth-jwt-audience", "scoreline", option, file
        };
    }

    private String token(String... key) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("token", "--issuer", "me", "--audience", "scoreline"));
        arguments.addAll(List.of(key));
        return scoreline(arguments.toArray(String[]::new)).strip();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    /** What a command of Scoreline prints. */
    private String scoreline(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("scoreline " + arguments[0] + " failed; its words stand above");
        }
        return printed;
    }

    private Guarded start(String name, String authorization, String... options)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        String[] serve = {"serve", model.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port)};
        List<String> command =
                command(Stream.concat(Stream.of(serve), Stream.of(options)).toArray(String[]::new));
        return new Guarded(name, ServerProcess.start(command, port, "/readyz"), authorization, new double[ROUNDS]);
    }

    private List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx256m", "-jar", jar));
        command.addAll(List.of(arguments));
        return command;
    }
}
