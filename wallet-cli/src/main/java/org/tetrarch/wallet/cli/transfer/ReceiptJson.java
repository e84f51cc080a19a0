package org.tetrarch.wallet.cli.transfer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.wallet.chain.Certification;
import org.tetrarch.wallet.chain.Chain;

/** A final transaction as {@code send}, {@code tx} and {@code verify} put it into JSON. */
final class ReceiptJson {
  private ReceiptJson() {}

  static void add(ObjectNode root, ProvenReceipt receipt, Chain chain) {
    BlockHeader header = receipt.header();
    root.put("final", true);
    root.put("blockNumber", header.number());
    root.put("blockHash", header.hash().toHex());
    root.put("index", receipt.index());
    root.put("timestampMillis", header.timestampMillis());
    root.put("fee", receipt.fee().toCoins());
    root.put("feeWei", receipt.fee().toString());
    Certification certification = Certification.of(receipt.certificate(), chain);
    ObjectNode certificate = root.putObject("certificate");
    ArrayNode signers = certificate.putArray("signers");
    certification.signers().forEach(signers::add);
    certificate.put("quorum", certification.quorum()).put("total", certification.total());
  }
}
