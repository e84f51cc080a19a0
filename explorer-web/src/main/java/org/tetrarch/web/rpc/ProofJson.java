package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.web.port.NodeInfo;

/** Proofs as documents that stand alone; docs/receipt.md says how they are checked. */
final class ProofJson {

  /** Rises when a verifier of the version before would no longer understand or must not accept. */
  static final int VERSION = 1;

  private final NodeInfo info;

  ProofJson(NodeInfo info) {
    this.info = info;
  }

  ObjectNode header(HeaderProof proof) {
    return withFinality(document("tetrarch-header-proof"), proof);
  }

  ObjectNode receipt(ReceiptProof proof) {
    ObjectNode json = document("tetrarch-receipt-proof");
    json.put("transactionHash", proof.transactionHash().toHex());
    json.put("index", proof.index());
    addNodes(json, "transactionProof", proof.transactionNodes());
    addNodes(json, "receiptProof", proof.receiptNodes());
    return withFinality(json, proof.block());
  }

  ObjectNode account(BalanceProof proof) {
    Account account = proof.account().account();
    ObjectNode json = document("tetrarch-account-proof");
    json.put("address", proof.account().address().checksummed());
    json.put("nonce", account.nonce());
    json.put("balance", account.balance().toString());
    addNodes(json, "accountProof", proof.account().nodes());
    return withFinality(json, proof.block());
  }

  /** EIP-1186. */
  static ObjectNode ethereum(AccountProof proof, List<String> storageKeys) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("address", proof.address().toHex());
    addNodes(json, "accountProof", proof.nodes());
    json.put("balance", EthereumJson.quantity(proof.account().balance()));
    json.put("codeHash", Account.CODE_HASH.toHex());
    json.put("nonce", Hex.quantity(proof.account().nonce()));
    json.put("storageHash", Account.STORAGE_ROOT.toHex());
    ArrayNode storage = json.putArray("storageProof");
    for (String key : storageKeys) {
      ObjectNode entry = storage.addObject().put("key", key).put("value", "0x0");
      entry.putArray("proof");
    }
    return json;
  }

  private ObjectNode document(String format) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", format);
    json.put("version", VERSION);
    json.put("chainId", info.chainId());
    json.put("genesisHash", info.genesisHash().toHex());
    return json;
  }

  private static ObjectNode withFinality(ObjectNode json, HeaderProof proof) {
    json.put("header", Hex.data(proof.header().encoded()));
    addNodes(json, "descendants", proof.descendants().stream().map(BlockHeader::encoded).toList());
    proof
        .certificate()
        .ifPresent(certificate -> json.put("certificate", Hex.data(certificate.encoded())));
    return json;
  }

  private static void addNodes(ObjectNode json, String name, List<byte[]> nodes) {
    ArrayNode array = json.putArray(name);
    nodes.forEach(node -> array.add(Hex.data(node)));
  }
}
