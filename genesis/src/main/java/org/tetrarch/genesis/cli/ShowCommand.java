package org.tetrarch.genesis.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.genesis.Validator;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch genesis show}. */
@Command(
    name = "show",
    description = "Shows a genesis file: the chain, its validators, its accounts.",
    footer = {"", "Example: tetrarch genesis show my-network/genesis.json"})
final class ShowCommand implements Callable<Integer> {
  /** A table longer than a few screens helps nobody; --json has them all. */
  private static final int MOST_ACCOUNTS_SHOWN = 50;

  private static final String INDENT = "  ";

  private final Screen screen;

  @Parameters(paramLabel = "FILE", description = "The genesis file, or the folder that holds it.")
  Path file = Path.of(GenesisFile.NAME);

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  ShowCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws GenesisException {
    Genesis genesis = GenesisFile.read(GenesisPath.resolve(file));
    if (json) {
      screen.json(toJson(genesis));
    } else {
      showChain(genesis);
      showValidators(genesis);
      showAccounts(genesis);
    }
    return ExitCode.OK.code();
  }

  private void showChain(Genesis genesis) {
    PbftParameters pbft = genesis.pbft();
    screen.line(screen.bold("Chain " + genesis.chainId()));
    line("genesis hash", genesis.hash().toHex());
    line("since", Instant.ofEpochSecond(genesis.timestamp()).toString());
    line("coin", genesis.symbol() + ", " + genesis.supply().toCoins() + " in all");
    line(
        "block",
        "at most " + genesis.gasLimit() + " gas, " + pbft.maxBatchTransactions() + " transactions");
    line("base fee", genesis.baseFeePerGas().in(Wei.Unit.GWEI) + " gwei per gas, burnt");
    line("memos", genesis.allowMemo() ? "allowed" : "refused");
    line("unprotected", genesis.allowUnprotected() ? "allowed" : "refused");
    line(
        "PBFT",
        "window %d, checkpoint every %d, %d in flight"
            .formatted(pbft.window(), pbft.checkpointInterval(), pbft.maxInFlight()));
    line(
        "timeouts",
        "request %d ms, heartbeat %d ms, primary %d ms, view change %d ms, at most %d ms"
            .formatted(
                pbft.requestTimeoutMillis(),
                pbft.heartbeatMillis(),
                pbft.primaryTimeoutMillis(),
                pbft.viewChangeTimeoutMillis(),
                pbft.maxTimeoutMillis()));
  }

  private void showValidators(Genesis genesis) {
    screen.line("");
    screen.line(
        screen.bold("%d validators".formatted(genesis.n()))
            + ": %d may be faulty, %d must agree".formatted(genesis.f(), genesis.quorum()));
    Table table = new Table(">#", "name", "address", "endpoint");
    for (int i = 0; i < genesis.n(); i++) {
      Validator validator = genesis.validators().get(i);
      table.row(
          String.valueOf(i),
          validator.name(),
          validator.address().checksummed(),
          validator.endpoint().toString());
    }
    table.print(screen, INDENT);
  }

  private void showAccounts(Genesis genesis) {
    screen.line("");
    screen.line(screen.bold("%d accounts".formatted(genesis.alloc().size())));
    Table table = new Table("address", ">" + genesis.symbol(), "comment");
    genesis.alloc().entrySet().stream()
        .limit(MOST_ACCOUNTS_SHOWN)
        .forEach(entry -> addRow(table, entry));
    table.print(screen, INDENT);
    if (genesis.alloc().size() > MOST_ACCOUNTS_SHOWN) {
      screen.line(INDENT + "… and more: --json shows all");
    }
  }

  private static void addRow(Table table, Map.Entry<Address, Allocation> entry) {
    Allocation allocation = entry.getValue();
    String comment = allocation.comment() == null ? "" : allocation.comment();
    table.row(entry.getKey().checksummed(), allocation.balance().toCoins(), comment);
  }

  private void line(String name, String value) {
    screen.line(INDENT + "%-14s".formatted(name) + value);
  }

  private static ObjectNode toJson(Genesis genesis) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("chainId", genesis.chainId());
    root.put("genesisHash", genesis.hash().toHex());
    root.put("symbol", genesis.symbol());
    root.put("timestamp", genesis.timestamp());
    root.put("gasLimit", genesis.gasLimit());
    root.put("baseFeePerGas", genesis.baseFeePerGas().toString());
    root.put("supply", genesis.supply().toString());
    root.put("n", genesis.n()).put("f", genesis.f()).put("quorum", genesis.quorum());
    ArrayNode validators = root.putArray("validators");
    for (Validator validator : genesis.validators()) {
      validators
          .addObject()
          .put("index", validators.size() - 1)
          .put("name", validator.name())
          .put("address", validator.address().checksummed())
          .put("publicKey", validator.publicKey().toHex())
          .put("endpoint", validator.endpoint().toString());
    }
    ArrayNode accounts = root.putArray("accounts");
    genesis
        .alloc()
        .forEach(
            (address, allocation) ->
                accounts
                    .addObject()
                    .put("address", address.checksummed())
                    .put("balance", allocation.balance().toString())
                    .put("comment", allocation.comment()));
    return root;
  }
}
