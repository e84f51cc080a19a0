package org.tetrarch.genesis.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code tetrarch genesis validate}. */
@Command(
    name = "validate",
    description = "Says whether a genesis file is valid, and if not, which field is wrong.",
    footer = {"", "Example: tetrarch genesis validate my-network/genesis.json"})
final class ValidateCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(paramLabel = "FILE", description = "The genesis file, or the folder that holds it.")
  Path file = Path.of(GenesisFile.NAME);

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  ValidateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws GenesisException {
    Path path = GenesisPath.resolve(file);
    Genesis genesis;
    try {
      genesis = GenesisFile.read(path);
    } catch (GenesisException e) {
      if (json) {
        screen.json(answer(path, false).put("problem", e.getMessage()));
      }
      throw e;
    }
    if (json) {
      screen.json(
          answer(path, true)
              .put("genesisHash", genesis.hash().toHex())
              .put("chainId", genesis.chainId())
              .put("validators", genesis.n()));
    } else {
      screen.line(
          "%s is valid: chain %d, %d validators, %d accounts, genesis %s"
              .formatted(
                  path, genesis.chainId(), genesis.n(), genesis.alloc().size(), genesis.hash()));
    }
    return ExitCode.OK.code();
  }

  private static ObjectNode answer(Path path, boolean valid) {
    return JsonNodeFactory.instance.objectNode().put("file", path.toString()).put("valid", valid);
  }
}
