package org.tetrarch.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NetworkSource;
import org.tetrarch.node.localnet.NetworkStarter;
import org.tetrarch.node.localnet.NetworkState;
import org.tetrarch.node.localnet.NodeControl;
import org.tetrarch.node.localnet.Readiness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch up}. */
@Command(
    name = "up",
    description = {
      "Starts a local network: one process a node, on this machine's loopback.",
      "Goes on with the chain of the last time. Ctrl-C stops the nodes."
    },
    footer = {
      "",
      "Examples:",
      "  tetrarch up                          four nodes, ten accounts with coins",
      "  tetrarch up --detach                 the same; the nodes go on by themselves",
      "  tetrarch up --nodes 7 --port-offset 100"
    })
final class UpCommand implements Callable<Integer> {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final Surroundings surroundings;

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes; default 4.")
  int nodes = 4;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description =
          "A network of your own, as 'tetrarch genesis create' writes it: the nodes' folders lie"
              + " beside this file.")
  @Nullable Path genesis;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "How many development accounts have coins; default 10.")
  int accounts = 10;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Added to all ports (HTTP from 8545, P2P from 30300).")
  int portOffset;

  @Option(names = "--detach", description = "Returns when the nodes are ready; they run on.")
  boolean detach;

  @Option(names = "--reset", description = "Deletes the chain of the last time first.")
  boolean reset;

  @Option(names = "--yes", description = "Deletes without asking.")
  boolean yes;

  @Option(names = "--no-lab", description = "The nodes cannot be made malicious.")
  boolean noLab;

  @Option(names = "--quiet", description = "Prints nothing but errors.")
  boolean quiet;

  @Option(names = "--json", description = "Prints one JSON document when the nodes are ready.")
  boolean json;

  UpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call()
      throws IOException, GenesisException, LocalNetworkException, CommandFailure {
    checkNumbers();
    NetworkSource source =
        genesis == null
            ? new NetworkSource.Development(nodes, accounts)
            : NetworkSource.Given.of(genesis);
    NetworkFolder network = surroundings.home().network(source.name());
    if (reset && !yes && network.readState().isPresent()) {
      Confirmation.ask(surroundings.screen(), "Delete the chain in " + network.path() + "?");
    }
    Supervision supervision = new Supervision(surroundings.screen(), network, !quiet && !json);
    supervision.begin();
    long started = System.nanoTime();
    NetworkState state = start(source, network);
    Genesis known = source.genesis();
    if (json) {
      surroundings.screen().json(Welcome.toJson(network, state, known, accounts));
    } else if (!quiet) {
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      new Welcome(surroundings).print(state, known, accounts, took, detach);
    }
    surroundings.screen().flush();
    if (detach) {
      new NodeControl(network).release();
    } else {
      supervision.watch();
    }
    return ExitCode.OK.code();
  }

  private void checkNumbers() throws CommandFailure {
    if (nodes < 1 || nodes > Genesis.MAX_VALIDATORS) {
      throw new CommandFailure(
          ExitCode.USAGE, "--nodes " + nodes + ": must be 1 to " + Genesis.MAX_VALIDATORS);
    }
    if (accounts < 0 || accounts > DevelopmentNetwork.MOST) {
      throw new CommandFailure(
          ExitCode.USAGE, "--accounts " + accounts + ": must be 0 to " + DevelopmentNetwork.MOST);
    }
    if (portOffset < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--port-offset " + portOffset + ": is below 0");
    }
  }

  /** Starts all nodes and waits until they are ready; if one cannot, none is left running. */
  private NetworkState start(NetworkSource source, NetworkFolder network)
      throws IOException, GenesisException, LocalNetworkException {
    new NetworkStarter(surroundings.home(), surroundings.program())
        .start(source, new NetworkStarter.Options(portOffset, !noLab, reset));
    NetworkState state = network.requireState();
    try {
      new Readiness(START_PATIENCE).await(state.nodes(), Readiness.Stage.READY);
      return state;
    } catch (IOException | LocalNetworkException e) {
      new NodeControl(network).stopAll();
      throw e;
    }
  }
}
