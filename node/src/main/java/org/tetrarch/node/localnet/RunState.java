package org.tetrarch.node.localnet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the system says of a process, beyond what Java tells. */
enum RunState {
  RUNNING,
  /** Stopped by SIGSTOP: it is there and does nothing. */
  PAUSED,
  /** Ended, though its id may still be held because nobody asked for its exit code (a zombie). */
  GONE;

  private static final Path PROC = Path.of("/proc");

  static RunState of(long pid) {
    try {
      return parse(Files.isDirectory(PROC.resolve("self")) ? fromProc(pid) : fromPs(pid));
    } catch (NoSuchFileException e) {
      return GONE;
    } catch (IOException e) {
      // Nothing is known but that Java saw it; a signal to it is still checked by its identity.
      return RUNNING;
    }
  }

  /** The letter after the name, which is in parentheses and may hold some itself: proc(5). */
  private static String fromProc(long pid) throws IOException {
    Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
    String stat = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return stat.substring(stat.lastIndexOf(')') + 1).strip();
  }

  private static String fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  static RunState parse(String state) {
    if (state.isEmpty()) {
      return GONE;
    }
    return switch (state.charAt(0)) {
      case 'T', 't' -> PAUSED;
      case 'Z', 'X', 'x' -> GONE;
      default -> RUNNING;
    };
  }
}
