package org.tetrarch.wallet.cli.transfer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.chain.Certification;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.NodeOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.proof.ReceiptFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet receipt}. */
@Command(
    name = "receipt",
    description = {
      "Gives the receipt of a final transaction: a proof that anybody can check off line, for ever,",
      "with 'wallet verify' and the genesis file."
    },
    footer = {"", "Example: tetrarch wallet receipt 0x5c50…b060 -o rent-june.json (all 64 digits)"})
public final class ReceiptCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "HASH", description = "The transaction's hash.")
  String hash = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; a file of that name is replaced. Default: printed.")
  @Nullable Path output;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON: what was written, or the receipt itself.")
  boolean json;

  public ReceiptCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Hash wanted = HashArgument.parse(hash);
    try (Connection connection = nodeOptions.connect(session)) {
      Optional<LightClient.Receipt> receipt = connection.client().receipt(wanted);
      if (receipt.isEmpty()) {
        throw new CommandFailure(
            ExitCode.FAILURE,
            "no node proves that transaction %s is final: '%s wallet tx %s' tells where it is"
                .formatted(wanted, session.launcher(), wanted));
      }
      byte[] bytes = ReceiptFile.format(receipt.get().document());
      if (output == null) {
        session.screen().out().print(new String(bytes, StandardCharsets.UTF_8));
      } else {
        AtomicFile.write(output, bytes);
        report(receipt.get(), output, connection);
      }
      if (!json) {
        connection.warnOfTroubles();
      }
    }
    return ExitCode.OK.code();
  }

  private void report(LightClient.Receipt receipt, Path file, Connection connection) {
    Screen screen = session.screen();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("hash", receipt.proven().transaction().hash().toHex());
      root.put("file", file.toString());
      ReceiptJson.add(root, receipt.proven(), connection.chain());
      connection.addNodes(root);
      screen.json(root);
      return;
    }
    Certification certification =
        Certification.of(receipt.proven().certificate(), connection.chain());
    screen.line(
        "Wrote %s: block %d, %s"
            .formatted(
                screen.bold(file.toString()),
                receipt.proven().header().number(),
                certification.describe()));
    screen.line(
        screen.dim(
            "Anybody checks it with: %s wallet verify %s --genesis genesis.json"
                .formatted(session.launcher(), file)));
  }
}
