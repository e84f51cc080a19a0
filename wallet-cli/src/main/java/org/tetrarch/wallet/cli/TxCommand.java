package org.tetrarch.wallet.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.settings.Settings;
import org.tetrarch.wallet.transfer.FinalityWait;
import org.tetrarch.wallet.transfer.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet tx}. */
@Command(
    name = "tx",
    description = "Shows what became of a transaction, and who certified it.",
    footer = {
      "",
      "Example: tetrarch wallet tx 0x5c50…b060 (all 64 digits, as 'send' printed them)"
    })
final class TxCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "HASH", description = "The transaction's hash.")
  String hash = "";

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  TxCommand(Session session) {
    this.session = session;
  }

  /** All that is known of it. */
  private record Found(NodeClient.KnownTransaction transaction, Standing standing) {
    Optional<NodeClient.Inclusion> inclusion() {
      return switch (standing) {
        case Standing.InNoBlock none -> Optional.empty();
        case Standing.Executed executed -> Optional.of(executed.inclusion());
        case Standing.Final result -> Optional.of(result.inclusion());
      };
    }

    /** One word of JSON. */
    String stage() {
      return switch (standing) {
        case Standing.InNoBlock none -> "pending";
        case Standing.Executed executed -> "executed";
        case Standing.Final result -> "final";
      };
    }
  }

  @Override
  public Integer call() throws Exception {
    Hash wanted = wanted();
    Settings settings = Settings.read(session.environment());
    try (NodeClient node = nodeOptions.connect(settings)) {
      Chain chain = nodeOptions.chain(node, settings);
      Found found = find(wanted, node, chain);
      if (json) {
        session.screen().json(toJson(found));
      } else {
        show(found, chain, new Accounts(new Keystore(settings.keystoreFolder()), session));
      }
    }
    return ExitCode.OK.code();
  }

  private Hash wanted() throws CommandFailure {
    try {
      return Hash.parse(hash);
    } catch (MalformedException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "\"" + hash + "\" is no transaction hash, which is 0x and 64 digits", e);
    }
  }

  private static Found find(Hash wanted, NodeClient node, Chain chain) throws Exception {
    Optional<NodeClient.KnownTransaction> transaction = node.transaction(wanted);
    if (transaction.isEmpty()) {
      Optional<NodeClient.Status> status = node.status(wanted);
      String reason = status.map(NodeClient.Status::reason).map(why -> ": " + why).orElse("");
      String stage = status.map(NodeClient.Status::stage).orElse("unknown");
      throw new CommandFailure(
          ExitCode.FAILURE,
          stage.equals("unknown")
              ? node.uri() + " knows no transaction " + wanted
              : "transaction " + wanted + " was " + stage + reason);
    }
    return new Found(transaction.get(), new FinalityWait(node, chain).look(wanted));
  }

  private void show(Found found, Chain chain, Accounts accounts) throws Exception {
    Screen screen = session.screen();
    NodeClient.KnownTransaction transaction = found.transaction();
    line("hash", transaction.hash().toHex());
    boolean isFinal = found.standing() instanceof Standing.Final;
    line(
        "status",
        (isFinal ? screen.green(found.stage()) : screen.yellow(found.stage()))
            + ": "
            + found.standing().describe());
    if (found.inclusion().isPresent()) {
      NodeClient.Inclusion inclusion = found.inclusion().get();
      line("block", inclusion.height() + "  " + inclusion.blockHash());
      line("fee", inclusion.fee().toCoins() + " " + chain.symbol());
    }
    line("from", named(transaction.from(), chain, accounts));
    line("to", named(transaction.to(), chain, accounts));
    line("amount", screen.bold(transaction.value().toCoins() + " " + chain.symbol()));
    line("nonce", String.valueOf(transaction.nonce()));
  }

  private static String named(@Nullable Address address, Chain chain, Accounts accounts)
      throws Exception {
    if (address == null) {
      return "nobody";
    }
    String name = accounts.nameOf(address, chain);
    return (name == null ? "" : name + "  ") + address;
  }

  private void line(String name, String value) {
    session.screen().line("  " + session.screen().dim("%-8s".formatted(name)) + value);
  }

  private static ObjectNode toJson(Found found) {
    NodeClient.KnownTransaction transaction = found.transaction();
    Address to = transaction.to();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("hash", transaction.hash().toHex());
    root.put("status", found.stage());
    root.put("from", transaction.from().checksummed());
    root.put("to", to == null ? null : to.checksummed());
    root.put("value", transaction.value().toCoins());
    root.put("valueWei", transaction.value().toString());
    root.put("nonce", transaction.nonce());
    if (found.standing() instanceof Standing.Final result) {
      FinalityJson.add(root, result);
    } else {
      root.put("final", false);
      found.inclusion().ifPresent(inclusion -> FinalityJson.addInclusion(root, inclusion));
    }
    return root;
  }
}
