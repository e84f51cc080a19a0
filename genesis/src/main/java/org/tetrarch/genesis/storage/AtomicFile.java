package org.tetrarch.genesis.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes whole files. Whoever looks, also after a crash at any instruction, finds the old file, the
 * new one or none, never a part of one. A crash can leave a hidden {@code .NAME.*.tmp} beside it.
 */
public final class AtomicFile {
  private static final String OWNER_ONLY = "rw-------";
  private static final String OWNER_ONLY_FOLDER = "rwx------";
  private static final String PUBLIC = "rw-r--r--";

  private AtomicFile() {}

  /** Writes a file that only its owner may read (mode 0600), replacing an older one. */
  public static void writeSecret(Path file, byte[] content) throws IOException {
    replace(file, content, OWNER_ONLY);
  }

  /** Writes a file that everybody may read, replacing an older one. */
  public static void write(Path file, byte[] content) throws IOException {
    replace(file, content, PUBLIC);
  }

  /**
   * Like {@link #writeSecret}, but throws {@link FileAlreadyExistsException} and changes nothing
   * when the file exists, even if it appears at the same moment.
   */
  public static void createSecret(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = writeTemporary(target, content, OWNER_ONLY);
    try {
      // A hard link, unlike a rename, never replaces what is there.
      Files.createLink(target, temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folderOf(target));
  }

  /**
   * Gives a file another name in its folder, which must be free. Whoever looks after a crash finds
   * it under the old name, the new one, or both.
   */
  public static void rename(Path file, Path newName) throws IOException {
    Path target = newName.toAbsolutePath();
    // As above: a rename would replace a file that appeared meanwhile.
    Files.createLink(target, file);
    syncFolder(folderOf(target));
    delete(file);
  }

  /** Deletes a file for good: it does not come back after a crash. */
  public static void delete(Path file) throws IOException {
    Files.delete(file);
    syncFolder(folderOf(file.toAbsolutePath()));
  }

  /** Makes a folder, with its parents, that only its owner may enter (mode 0700). */
  public static void createSecretFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions(folder, OWNER_ONLY_FOLDER));
    }
  }

  private static void replace(Path file, byte[] content, String mode) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = writeTemporary(target, content, mode);
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folderOf(target));
  }

  private static Path writeTemporary(Path target, byte[] content, String mode) throws IOException {
    Path folder = folderOf(target);
    Path temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      if (!mode.equals(OWNER_ONLY)) {
        setMode(temporary, mode);
      }
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      // A full disk is told without a name: say which file it was.
      throw new FileSystemException(target.toString(), null, e.getMessage());
    }
    return temporary;
  }

  /** Makes the rename itself durable; Windows cannot open a folder and needs no such sync. */
  private static void syncFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void setMode(Path file, String mode) throws IOException {
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
  }

  private static FileAttribute<?>[] permissions(Path folder, String mode) {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return isPosix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static Path folderOf(Path absolute) {
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder;
  }
}
