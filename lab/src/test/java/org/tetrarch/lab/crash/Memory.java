package org.tetrarch.lab.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a node's process holds, asked from outside of it. */
final class Memory {
  private static final Pattern GENERATION =
      Pattern.compile("(?m)^\\s*(?:DefNew|Tenured|def new|tenured).*used (\\d+)K");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private Memory() {}

  /** What is left in the heap after a full collection, in KiB. */
  static long heapInUse(ProcessHandle node) throws IOException {
    var unused = jcmd(node, "GC.run");
    Matcher generations = GENERATION.matcher(jcmd(node, "GC.heap_info"));
    long used = 0;
    int found = 0;
    while (generations.find()) {
      used += Long.parseLong(generations.group(1));
      found++;
    }
    if (found != 2) {
      throw new IOException("jcmd tells of " + found + " generations, not of two");
    }
    return used;
  }

  /** All that the process has in memory, in KiB; 0 where the system does not tell. */
  static long resident(ProcessHandle node) throws IOException {
    Path status = Path.of("/proc", Long.toString(node.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) : 0;
  }

  private static String jcmd(ProcessHandle node, String command) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("jcmd " + command + ": " + said.strip());
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
