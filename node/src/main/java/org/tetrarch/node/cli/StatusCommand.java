package org.tetrarch.node.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkReport;
import org.tetrarch.node.localnet.Observer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch status}. */
@Command(
    name = "status",
    description = "How the local network is: who is there, how far, in which view.",
    footer = {"", "Example: tetrarch status --json"})
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, LocalNetworkException, CommandFailure {
    NetworkReport report = Observer.report(surroundings.running().requireState());
    if (json) {
      surroundings.screen().json(StatusText.toJson(report));
    } else {
      StatusText.print(report, surroundings.screen());
    }
    return ExitCode.OK.code();
  }
}
