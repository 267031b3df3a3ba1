import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fails unless a Java runtime has every module that the classes of the server and its libraries name, since one that lacks a
 * module shows it only when the class is used. Run while the image is built: {@code java CheckModules.java RUNTIME APP}.
 */
final class CheckModules {

    /** commons-lang3 and jts-core have helpers for Swing and AWT, which nothing here calls; the module would be a tenth of the image. */
    private static final Set<String> UNUSED = Set.of("java.desktop");

    private CheckModules() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Set<String> missing = needed(Path.of(args[1]));
        missing.removeAll(present(Path.of(args[0])));
        missing.removeAll(UNUSED);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("add to the modules in the Dockerfile: " + missing);
        }
    }

    private static Set<String> needed(Path app) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--multi-release",
                String.valueOf(Runtime.version().feature()),
                "--ignore-missing-deps",
                "--list-deps",
                "--class-path",
                app + "/lib/*"));
        try (Stream<Path> files = Files.walk(app)) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .forEach(options::add);
        }
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code = jdeps.run(new PrintWriter(out), new PrintWriter(System.err), options.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("jdeps failed: " + out);
        }
        // A line a module, perhaps with a package of it behind a slash; warnings and modules of the libraries besides.
        return out.toString()
                .lines()
                .map(line -> line.strip().split("/")[0])
                .filter(name -> name.matches("(java|jdk)[.][a-z.]+"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> present(Path runtime) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(runtime + "/bin/java", "--list-modules").start();
        String list = new String(java.getInputStream().readAllBytes());
        java.waitFor();
        return new TreeSet<>(list.lines().map(line -> line.split("@")[0]).toList());
    }
}
