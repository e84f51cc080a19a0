package org.tetrarch.node.cli;

import java.io.IOException;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NodeProgram;
import org.tetrarch.node.localnet.TetrarchHome;

/**
 * What a command finds around it.
 *
 * @param program what the nodes of a network run
 * @param self how the user calls this program, for commands that are suggested
 */
record Surroundings(Screen screen, TetrarchHome home, NodeProgram program, String self) {

  /** The network that runs; a failure that says what to do if none does. */
  NetworkFolder running() throws IOException, LocalNetworkException, CommandFailure {
    return home.running()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILURE, "no local network runs: start one with '" + self + " up'"));
  }

  /** The network that runs, or the one that ran last. */
  NetworkFolder latest() throws IOException, LocalNetworkException, CommandFailure {
    return home.networks().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILURE,
                    "no local network was ever started in "
                        + home.folder()
                        + ": start one with '"
                        + self
                        + " up'"));
  }
}
