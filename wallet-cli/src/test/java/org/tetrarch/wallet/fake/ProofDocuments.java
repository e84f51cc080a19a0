package org.tetrarch.wallet.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ReceiptProof;

/** Proofs as docs/receipt.md describes their documents. */
public final class ProofDocuments {
  private ProofDocuments() {}

  static ObjectNode of(HeaderProof proof) {
    return withFinality(document("tetrarch-header-proof"), proof);
  }

  public static ObjectNode of(BalanceProof proof) {
    ObjectNode root = document("tetrarch-account-proof");
    root.put("address", proof.account().address().checksummed());
    root.put("nonce", proof.account().account().nonce());
    root.put("balance", proof.account().account().balance().toString());
    addAll(root, "accountProof", proof.account().nodes());
    return withFinality(root, proof.block());
  }

  public static ObjectNode of(ReceiptProof proof) {
    ObjectNode root = document("tetrarch-receipt-proof");
    root.put("transactionHash", proof.transactionHash().toHex());
    root.put("index", proof.index());
    addAll(root, "transactionProof", proof.transactionNodes());
    addAll(root, "receiptProof", proof.receiptNodes());
    return withFinality(root, proof.block());
  }

  private static ObjectNode document(String format) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("format", format)
        .put("version", 1)
        .put("chainId", FakeChain.GENESIS.chainId())
        .put("genesisHash", FakeChain.genesisHash().toHex());
  }

  private static ObjectNode withFinality(ObjectNode root, HeaderProof proof) {
    root.put("header", hex(proof.header().encoded()));
    addAll(root, "descendants", proof.descendants().stream().map(BlockHeader::encoded).toList());
    proof
        .certificate()
        .ifPresent(certificate -> root.put("certificate", hex(certificate.encoded())));
    return root;
  }

  private static void addAll(ObjectNode root, String name, List<byte[]> values) {
    ArrayNode list = root.putArray(name);
    values.forEach(value -> list.add(hex(value)));
  }

  static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
