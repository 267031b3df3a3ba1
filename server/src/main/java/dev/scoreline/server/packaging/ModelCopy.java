package dev.scoreline.server.packaging;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * Copies a model directory: what a link points to and not the link, no hidden files, and readable for the user of the image, who is
 * not the one that owns the files here.
 */
final class ModelCopy extends SimpleFileVisitor<Path> {

    /** A directory with more is some other directory. */
    private static final int MAX_FILES = 10_000;

    private final Path from;
    private final Path to;
    private int files;

    private ModelCopy(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** @param from a directory, or a model's file */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new ModelCopy(from, to));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (isHidden(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        permit(Files.createDirectories(target(folder)), "rwxr-xr-x");
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (isHidden(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (++files > MAX_FILES) {
            throw new InferenceException(
                    ErrorCode.NO_MODEL, "expected a model directory but it holds more than " + MAX_FILES + " files");
        }
        permit(Files.copy(file, target(file)), "rw-r--r--");
        return FileVisitResult.CONTINUE;
    }

    private Path target(Path path) {
        return to.resolve(from.relativize(path).toString());
    }

    private boolean isHidden(Path path) {
        return !path.equals(from) && path.getFileName().toString().startsWith(".");
    }

    /** File systems without such permissions give none to the image either. */
    private static void permit(Path path, String permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        }
    }
}
