package org.tetrarch.node.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.iq80.leveldb.DBException;
import org.jspecify.annotations.Nullable;

/**
 * The disk or the directory does not do what is asked of it. The message is one line for the
 * operator: what is wrong, and what to do.
 */
public final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What LevelDB says of files that are not as it wrote them, or that it looks for in vain. */
  private static final List<String> DAMAGE =
      List.of("corruption", "checksum", "missing files", "no such file", "invalid argument");

  /** What kind of failure it is. */
  public enum Reason {
    DISK_FULL,
    CORRUPTED,
    IN_USE,
    OTHER_CHAIN,
    FAILED
  }

  private final Reason reason;

  public StorageException(Reason reason, String message) {
    this(reason, message, null);
  }

  StorageException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Tells from the words of the system or of LevelDB what has happened. */
  static StorageException of(Path path, Exception failure) {
    Throwable cause = failure;
    // The native database's iterators wrap what it says.
    while (cause.getCause() != null && !speaks(cause)) {
      cause = cause.getCause();
    }
    String detail = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    String text = detail.toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return diskFull(path, cause);
    }
    if (!speaks(cause) || DAMAGE.stream().anyMatch(text::contains)) {
      return corrupted(path, detail, cause);
    }
    // LevelDB's own lock file; ours, in DataDirectory, is taken first and names the process.
    if (text.contains("/lock: ") || text.contains("acquire lock")) {
      return new StorageException(
          Reason.IN_USE, path + " is in use by another process: end it first", cause);
    }
    return new StorageException(
        Reason.FAILED, "cannot read or write " + path + ": " + detail, cause);
  }

  /**
   * Whether it tells what the disk or the database met. What else a database throws, it does where
   * it trips over bytes that it never wrote.
   */
  private static boolean speaks(Throwable cause) {
    return cause instanceof IOException || cause instanceof DBException;
  }

  static StorageException diskFull(Path path, @Nullable Throwable cause) {
    return new StorageException(
        Reason.DISK_FULL,
        "the disk is full under " + path + ": free some space and start the node again",
        cause);
  }

  static StorageException corrupted(Path path, String detail, @Nullable Throwable cause) {
    return new StorageException(
        Reason.CORRUPTED,
        path
            + " is corrupted ("
            + detail
            + "): move it away and start the node again, it then fetches the chain from its peers",
        cause);
  }

  /** For a state of which a part is missing, which the check at the start did not notice. */
  public static StorageException damagedState(Throwable cause) {
    return new StorageException(
        Reason.CORRUPTED,
        "the stored state is damaged ("
            + cause.getMessage()
            + "): move the data directory away and start the node again, it then fetches the chain from its peers",
        cause);
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
