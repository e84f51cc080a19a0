package org.tetrarch.node.localnet;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** Starts the process of a node: in a session of its own, writing into its log file. */
final class NodeLauncher {
  /** A log that is longer when its node starts makes room for a new one. */
  private static final long LONG_LOG_BYTES = 32L * 1024 * 1024;

  private static final List<String> SETSID = List.of("setsid");

  /** What macOS has instead. */
  private static final List<String> SETSID_BY_PERL =
      List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die \"$!\\n\"");

  private NodeLauncher() {}

  /** Starts a node; returns at once. */
  static ProcessIdentity start(NetworkFolder network, NetworkState state, NodeState node)
      throws IOException {
    Files.createDirectories(node.logFile().resolveSibling(""));
    makeRoom(node.logFile());
    ProcessBuilder builder =
        new ProcessBuilder(command(network, state, node))
            .directory(network.path().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(node.logFile().toFile()));
    // Each arena of glibc's malloc reserves memory of its own; a node's threads share two.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return ProcessIdentity.of(builder.start().toHandle());
  }

  static List<String> command(NetworkFolder network, NetworkState state, NodeState node) {
    List<String> command = new ArrayList<>(ownSession(System.getenv()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ProgramCopy.argumentFile(network));
    command.addAll(
        List.of(
            node.configFile().toString(),
            node.dataDirectory().toString(),
            Integer.toString(state.portOffset()),
            String.join(",", state.nodes().stream().map(NodeState::httpUrl).toList())));
    if (state.labTokenFile() != null) {
      command.add(state.labTokenFile().toString());
    }
    return command;
  }

  /**
   * What makes a process leader of its own session, keeping its id, so that neither the terminal's
   * Ctrl-C nor its end reaches it: who started the network stops it in order.
   */
  private static List<String> ownSession(Map<String, String> environment) {
    if (isOnPath("setsid", environment)) {
      return SETSID;
    }
    return isOnPath("perl", environment) ? SETSID_BY_PERL : List.of("nohup");
  }

  private static boolean isOnPath(String program, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static void makeRoom(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LONG_LOG_BYTES) {
      Path older = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, older, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
