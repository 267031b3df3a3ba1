import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives classes that were compiled for Java 5 the format of Java 8. Java's cache takes no older ones, and checks them by its slow
 * verifier at every start; picocli's are 200 of them. What the classes do stays the same: the newer format only asks for stack
 * maps, which spare the verifier its guesses. Run while the image is built: {@code java UpgradeClasses.java LIB}.
 */
final class UpgradeClasses {

    /** Where a class says its version, of whose two bytes only the second is not zero; and what it says of Java 6 and 8. */
    private static final int VERSION_BYTE = 7;

    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;

    private UpgradeClasses() {}

    public static void main(String[] args) throws IOException {
        for (Path jar : jars(Path.of(args[0]))) {
            if (isOld(jar)) {
                System.out.println("for a newer Java: " + jar.getFileName());
                upgrade(jar);
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

    private static boolean isOld(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> isOld(entry, bytes(zip, entry)));
        }
    }

    private static boolean isOld(ZipEntry entry, byte[] bytes) {
        return entry.getName().endsWith(".class") && bytes[VERSION_BYTE] < JAVA_6;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) {
        try {
            return zip.getInputStream(entry).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void upgrade(Path jar) throws IOException {
        Path upgraded = jar.resolveSibling(jar.getFileName() + ".upgraded");
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                ZipFile zip = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(upgraded))) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                byte[] bytes = bytes(zip, entry);
                ZipEntry copied = new ZipEntry(entry.getName());
                copied.setTime(entry.getTime());
                out.putNextEntry(copied);
                out.write(isOld(entry, bytes) ? upgraded(format, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] upgraded(ClassFile format, byte[] bytes) {
        // Code is rebuilt only if it passes a transformation, even one that changes nothing.
        ClassTransform rebuilt = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        ClassTransform newer = ClassTransform.endHandler(built -> built.withVersion(JAVA_8, 0));
        return format.transformClass(format.parse(bytes), rebuilt.andThen(newer));
    }
}
