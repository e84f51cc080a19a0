package org.tetrarch.wallet.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tetrarch.wallet.chain.Finality;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.transfer.Standing;

/** A final transaction as {@code send} and {@code tx} put it into JSON. */
final class FinalityJson {
  private FinalityJson() {}

  static void add(ObjectNode root, Standing.Final result) {
    root.put("final", true);
    addInclusion(root, result.inclusion());
    Finality finality = result.finality();
    ObjectNode certificate = root.putObject("certificate");
    ArrayNode signers = certificate.putArray("signers");
    finality.signers().forEach(signers::add);
    certificate
        .put("quorum", finality.quorum())
        .put("total", finality.total())
        .put("checked", finality.checked());
  }

  static void addInclusion(ObjectNode root, NodeClient.Inclusion inclusion) {
    root.put("blockNumber", inclusion.height());
    root.put("blockHash", inclusion.blockHash().toHex());
    root.put("succeeded", inclusion.succeeded());
    root.put("fee", inclusion.fee().toCoins());
    root.put("feeWei", inclusion.fee().toString());
  }
}
