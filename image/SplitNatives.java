import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the native libraries of ONNX Runtime out of its jar: those of this machine go to a folder of their own, those of other
 * systems, more than a hundred megabytes, nowhere. Run while the image is built: {@code java SplitNatives.java LIB NATIVE}.
 */
final class SplitNatives {

    private static final String NATIVES = "ai/onnxruntime/native/";

    private SplitNatives() {}

    public static void main(String[] args) throws IOException {
        Path natives = Files.createDirectories(Path.of(args[1]));
        for (Path jar : jars(Path.of(args[0]))) {
            if (holdsNatives(jar)) {
                split(jar, natives);
            }
        }
    }

    private static List<Path> jars(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean holdsNatives(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> entry.getName().startsWith(NATIVES));
        }
    }

    private static void split(Path jar, Path natives) throws IOException {
        Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
        try (ZipFile zip = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(slim))) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                if (entry.getName().startsWith(folder()) && !entry.isDirectory()) {
                    Path name = Path.of(entry.getName()).getFileName();
                    Files.copy(zip.getInputStream(entry), natives.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                } else if (!entry.getName().startsWith(NATIVES)) {
                    copy(zip, entry, out);
                }
            }
        }
        Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(ZipFile zip, ZipEntry entry, ZipOutputStream out) throws IOException {
        ZipEntry copied = new ZipEntry(entry.getName());
        copied.setTime(entry.getTime());
        out.putNextEntry(copied);
        zip.getInputStream(entry).transferTo(out);
        out.closeEntry();
    }

    /** Where the jar keeps the libraries for the system that this runs on. */
    private static String folder() {
        String architecture = System.getProperty("os.arch");
        return NATIVES
                + switch (architecture) {
                    case "amd64", "x86_64" -> "linux-x64/";
                    case "aarch64" -> "linux-aarch64/";
                    default ->
                        throw new IllegalStateException(
                                "expected amd64 or aarch64 but this machine is " + architecture);
                };
    }
}
