package dev.scoreline.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class that a setting names: by a source file, a jar or a class name.
 *
 * @param type the user's class
 * @param loader keeps jars open until it is closed
 */
record ScriptFile(Class<?> type, Closing loader) implements AutoCloseable {

    /** Says which class of a jar is the script; a jar in which one class alone has a run needs no such line. */
    private static final Attributes.Name MANIFEST_KEY = new Attributes.Name("Entry-Script-Class");

    /** Something to close. */
    interface Closing {
        void close() throws IOException;
    }

    static ScriptFile open(EntryCodePath code) {
        String location = code.script();
        if (location.endsWith(".py")) {
            throw ScriptRefusal.of("the entry script " + location
                    + " is Python; Scoreline runs entry code in Java: write init() and run() in a .java file");
        }
        boolean isFile = location.endsWith(".java") || location.endsWith(".jar");
        Optional<Path> file = isFile ? Optional.of(existing(location)) : Optional.empty();
        URLClassLoader shared = new URLClassLoader(code.urls(), ScriptFile.class.getClassLoader());
        if (file.isEmpty()) {
            return new ScriptFile(load(location, shared), shared::close);
        }
        return location.endsWith(".jar")
                ? ofJar(file.get(), shared)
                : new ScriptFile(ofSource(file.get(), SourceCompiler.compile(file.get(), code), shared), shared::close);
    }

    /** The name of the user's class. */
    String name() {
        return type.getName();
    }

    /** Lets go of jars. */
    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path existing(String location) {
        Path path = Path.of(location).toAbsolutePath();
        if (!Files.isRegularFile(path)) {
            throw ScriptRefusal.of("No score script found. Expected the entry script " + location
                    + ": set AZUREML_ENTRY_SCRIPT to a .java file, a .jar or a class name");
        }
        return path;
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw ScriptRefusal.of(
                    "No score script found. Expected a class " + name
                            + " on the class path, or a .java file or a .jar: " + e,
                    e);
        }
    }

    private static Class<?> ofSource(Path source, Map<String, byte[]> compiled, ClassLoader parent) {
        InMemoryLoader loader = new InMemoryLoader(parent, compiled);
        String simpleName = source.getFileName().toString().replaceAll("\\.java$", "");
        List<Class<?>> topLevel = compiled.keySet().stream()
                .filter(name -> !name.contains("$"))
                .sorted()
                .<Class<?>>map(name -> load(name, loader))
                .toList();
        return topLevel.stream()
                .filter(type -> type.getSimpleName().equals(simpleName))
                .findFirst()
                .orElseGet(() -> onlyWithRun(topLevel, source));
    }

    private static ScriptFile ofJar(Path jar, URLClassLoader parent) {
        try (JarFile file = new JarFile(jar.toFile())) {
            URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent);
            String named = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue(MANIFEST_KEY);
            Class<?> type = named == null ? onlyWithRun(classes(file, loader), jar) : load(named, loader);
            return new ScriptFile(type, () -> {
                loader.close();
                parent.close();
            });
        } catch (IOException e) {
            throw ScriptRefusal.of("the entry script " + jar.getFileName() + " cannot be read as a jar: " + e, e);
        }
    }

    private static List<Class<?>> classes(JarFile file, ClassLoader loader) {
        return file.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .sorted()
                .<Class<?>>map(name -> load(name, loader))
                .toList();
    }

    private static Class<?> onlyWithRun(List<Class<?>> types, Path file) {
        List<Class<?>> found = types.stream().filter(ScriptClass::hasRun).toList();
        if (found.size() != 1) {
            throw ScriptRefusal.of("the entry script " + file.getFileName() + " has "
                    + (found.isEmpty()
                            ? "no class with a method run: write, for example, Object run(String data)"
                            : "several classes with a method run, "
                                    + found.stream().map(Class::getName).collect(Collectors.joining(", "))
                                    + ": name one after the file, or in a jar's manifest as " + MANIFEST_KEY));
        }
        return found.get(0);
    }

    /** Classes that were just compiled. */
    private static final class InMemoryLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        InMemoryLoader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte @Nullable [] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
