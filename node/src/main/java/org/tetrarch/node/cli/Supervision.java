package org.tetrarch.node.cli;

import java.io.IOException;
import java.util.Map;
import org.tetrarch.genesis.terminal.Commands;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NetworkReport;
import org.tetrarch.node.localnet.NetworkState;
import org.tetrarch.node.localnet.NodeControl;
import org.tetrarch.node.localnet.NodeControl.Ending;
import org.tetrarch.node.localnet.Observer;
import org.tetrarch.node.localnet.StateChanges;

/**
 * The foreground of {@code up}: tells what changes in the network, and stops it when this process
 * is told to end, by Ctrl-C, a closed terminal or SIGTERM.
 */
final class Supervision {
  private static final long MILLIS_BETWEEN_LOOKS = 1_000;

  private final Screen screen;
  private final NetworkFolder network;
  private final boolean talks;
  private volatile boolean stopping;

  Supervision(Screen screen, NetworkFolder network, boolean talks) {
    this.screen = screen;
    this.network = network;
    this.talks = talks;
  }

  /** From now on the end of this process stops the network, if it is this process that has it. */
  void begin() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop-network"));
  }

  /** Returns when another command has stopped the network. */
  void watch() throws IOException, LocalNetworkException {
    NetworkReport before = Observer.report(network.requireState());
    while (!stopping) {
      pause();
      NetworkState state = network.requireState();
      if (!state.running()) {
        say("stopped by another command");
        return;
      }
      NetworkReport after = Observer.report(state);
      if (!stopping) {
        StateChanges.between(before, after).forEach(this::say);
      }
      before = after;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while watching the network", e);
    }
  }

  private void end() {
    stopping = true;
    NodeControl control = new NodeControl(network);
    try {
      if (!control.isWatchedBy(ProcessHandle.current())) {
        return;
      }
      say("stopping the nodes…");
      Map<String, Ending> endings = control.stopAll();
      endings.forEach(
          (node, ending) -> {
            if (ending == Ending.KILLED) {
              screen.error(node + " did not stop in time and was killed");
            }
          });
      say("stopped; the next 'up' goes on with this chain");
    } catch (IOException | LocalNetworkException e) {
      screen.error(Commands.describe(e));
    } finally {
      screen.flush();
    }
  }

  private void say(String line) {
    if (talks) {
      screen.line(line);
    }
  }
}
