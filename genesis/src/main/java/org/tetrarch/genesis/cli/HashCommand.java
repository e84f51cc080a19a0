package org.tetrarch.genesis.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch genesis hash}. */
@Command(
    name = "hash",
    description = "Prints the hash of the genesis block, which names the chain.",
    footer = {"", "Example: tetrarch genesis hash my-network/genesis.json"})
final class HashCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(paramLabel = "FILE", description = "The genesis file, or the folder that holds it.")
  Path file = Path.of(GenesisFile.NAME);

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  HashCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws GenesisException {
    Genesis genesis = GenesisFile.read(GenesisPath.resolve(file));
    String hash = genesis.hash().toHex();
    if (json) {
      screen.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("chainId", genesis.chainId())
              .put("genesisHash", hash));
    } else {
      screen.line(hash);
    }
    return ExitCode.OK.code();
  }
}
