package org.tetrarch.wallet.cli.transfer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.proof.ProofException;
import org.tetrarch.wallet.proof.ReceiptFile;
import org.tetrarch.wallet.proof.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet verify}. */
@Command(
    name = "verify",
    description = {
      "Checks a receipt off line, with nothing but the genesis file: that the transaction was",
      "executed, and that a quorum of the genesis file's validators signed the block. Asks no node."
    },
    footer = {"", "Example: tetrarch wallet verify rent-june.json --genesis genesis.json"})
public final class VerifyCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE", description = "What 'wallet receipt' wrote.")
  Path file = Path.of("");

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis file of the chain; default: that of the local network.")
  @Nullable Path genesis;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Path genesisFile = session.settings().genesisFile(genesis, List.of());
    Chain chain = genesisFile == null ? Chain.local() : Chain.read(genesisFile);
    ProvenReceipt receipt;
    try {
      receipt = new Verifier(chain).receipt(ReceiptFile.read(file));
    } catch (ProofException e) {
      throw new CommandFailure(ExitCode.FAILURE, file + " proves nothing: " + e.getMessage(), e);
    }
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("valid", true);
      root.put("chainId", chain.chainId());
      root.put("genesisHash", chain.genesisHash().toHex());
      root.put("hash", receipt.transaction().hash().toHex());
      TransactionText.addContent(root, receipt.transaction());
      ReceiptJson.add(root, receipt, chain);
      session.screen().json(root);
      return ExitCode.OK.code();
    }
    TransactionText text = new TransactionText(session, chain, session.accounts());
    session.fact("hash", receipt.transaction().hash().toHex());
    session.fact("status", text.status(receipt));
    text.printPlace(receipt);
    text.printContent(receipt.transaction());
    session.fact("chain", chain.chainId() + ", as " + chain.source() + " makes it");
    return ExitCode.OK.code();
  }
}
