package org.tetrarch.ledger.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.CertifiedChain;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionType;

/** A verifier that nobody here wrote the parts of, made from docs/receipt.md, agrees with ours. */
class ProofsIT {
  private static final List<TransactionType> TYPES = List.of(TransactionType.values());
  private static final int TRANSFERS = 30;
  private static final int HEIGHT = 2;
  private static final int CERTIFIED = 4;

  private final Random random = SeededRandom.create(ProofsIT.class);
  private final RandomTransfers transfers = new RandomTransfers(random);
  private final CertifiedChain chain = new CertifiedChain(TRANSFERS);

  @Test
  void theLibraryProvesWhatWeProve() throws Exception {
    grow();
    ArrayNode proofs = EthereumLibrary.JSON.createArrayNode();
    ArrayNode expected = EthereumLibrary.JSON.createArrayNode();
    for (int index = 0; index < TRANSFERS; index++) {
      ReceiptProof proof = chain.receipt(HEIGHT, index, index % 2 == 0 ? HEIGHT : CERTIFIED);
      proof.verify(chain.trusted());
      proofs.add(document(proof));
      expected.add(meaning(index));
    }
    for (Address address : List.of(TestChain.key(3).address(), anybody())) {
      BalanceProof proof = balance(address);
      proof.verify(chain.trusted());
      proofs.add(document(proof));
      expected.add(meaning(proof));
    }
    proofs.add(withBlock(document("tetrarch-header-proof"), chain.finality(1, CERTIFIED)));
    expected.addObject().put("number", "1");

    assertThat(verified(proofs)).isEqualTo(expected);
  }

  @Test
  void theLibraryRefusesWhatIsChanged() throws Exception {
    grow();
    ArrayNode proofs = EthereumLibrary.JSON.createArrayNode();
    addOneForEachMember(proofs, document(chain.receipt(HEIGHT, 5, CERTIFIED)));
    addOneForEachMember(proofs, document(balance(TestChain.key(3).address())));
    assertThat(proofs).hasSize(11 + 11);

    for (JsonNode report : verified(proofs)) {
      assertThat(report.path("refused").asText()).isNotEmpty();
    }
  }

  private void grow() {
    for (int height = 1; height <= CERTIFIED; height++) {
      SignedTransaction[] batch = new SignedTransaction[TRANSFERS];
      for (int i = 0; i < TRANSFERS; i++) {
        TransactionType type = TYPES.get(i % TYPES.size());
        PrivateKey key = TestChain.key(i);
        long nonce = chain.ledger().state().nonce(key.address());
        batch[i] = transfers.next(type, nonce, anybody()).sign(key);
      }
      assertThat(chain.execute(batch).skipped()).isEmpty();
    }
  }

  private Address anybody() {
    return Address.of(SeededRandom.bytes(random, Address.SIZE));
  }

  private BalanceProof balance(Address address) {
    AccountProof account = chain.ledger().stored(chain.header(HEIGHT).stateRoot()).prove(address);
    return new BalanceProof(account, chain.finality(HEIGHT, CERTIFIED));
  }

  private ObjectNode meaning(int index) {
    ExecutedBlock executed = chain.block(HEIGHT);
    SignedTransaction transaction = executed.block().transactions().get(index);
    return EthereumLibrary.JSON
        .createObjectNode()
        .put("number", String.valueOf(HEIGHT))
        .put("sender", transaction.sender().toHex())
        .put("to", transaction.to().toHex())
        .put("value", transaction.value().toString())
        .put("gasUsed", String.valueOf(transaction.intrinsicGas()))
        .put(
            "cumulativeGasUsed",
            String.valueOf(executed.receipts().get(index).cumulativeGasUsed()));
  }

  private static ObjectNode meaning(BalanceProof proof) {
    return EthereumLibrary.JSON
        .createObjectNode()
        .put("number", String.valueOf(HEIGHT))
        .put("nonce", String.valueOf(proof.account().account().nonce()))
        .put("balance", proof.account().account().balance().toString());
  }

  private ObjectNode document(ReceiptProof proof) {
    ObjectNode json = document("tetrarch-receipt-proof");
    json.put("transactionHash", proof.transactionHash().toHex()).put("index", proof.index());
    add(json, "transactionProof", proof.transactionNodes());
    add(json, "receiptProof", proof.receiptNodes());
    return withBlock(json, proof.block());
  }

  private ObjectNode document(BalanceProof proof) {
    AccountProof account = proof.account();
    ObjectNode json = document("tetrarch-account-proof");
    json.put("address", account.address().checksummed());
    json.put("nonce", account.account().nonce());
    json.put("balance", account.account().balance().toString());
    add(json, "accountProof", account.nodes());
    return withBlock(json, proof.block());
  }

  private ObjectNode document(String format) {
    return EthereumLibrary.JSON
        .createObjectNode()
        .put("format", format)
        .put("version", 1)
        .put("chainId", TestChain.CHAIN_ID)
        .put("genesisHash", chain.header(0).hash().toHex());
  }

  private static ObjectNode withBlock(ObjectNode json, HeaderProof proof) {
    json.put("header", BlockExchange.hex(proof.header().encoded()));
    add(json, "descendants", proof.descendants().stream().map(h -> h.encoded()).toList());
    return json.put("certificate", BlockExchange.hex(proof.certificate().orElseThrow().encoded()));
  }

  private static void add(ObjectNode json, String name, List<byte[]> items) {
    ArrayNode array = json.putArray(name);
    items.forEach(item -> array.add(BlockExchange.hex(item)));
  }

  /** For each member a copy in which its last character or number is another one. */
  private static void addOneForEachMember(ArrayNode proofs, ObjectNode proof) {
    for (Map.Entry<String, JsonNode> member : proof.properties()) {
      ObjectNode copy = proof.deepCopy();
      if (member.getValue().isTextual()) {
        copy.put(member.getKey(), changed(member.getValue().asText()));
      } else if (member.getValue().isNumber()) {
        copy.put(member.getKey(), member.getValue().asLong() + 1);
      } else {
        ArrayNode items = (ArrayNode) copy.get(member.getKey());
        items.set(0, items.textNode(changed(items.get(0).asText())));
      }
      proofs.add(copy);
    }
  }

  private static String changed(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + (text.charAt(last) == '1' ? '2' : '1');
  }

  private JsonNode verified(ArrayNode proofs) throws Exception {
    ObjectNode request = EthereumLibrary.JSON.createObjectNode();
    ObjectNode trusted = request.putObject("trusted");
    trusted.put("chainId", TestChain.CHAIN_ID);
    trusted.put("genesisHash", chain.header(0).hash().toHex());
    trusted.put("quorum", CertifiedChain.QUORUM);
    ArrayNode validators = trusted.putArray("validators");
    chain.trusted().validators().forEach(validator -> validators.add(validator.toHex()));
    request.set("proofs", proofs);
    return EthereumLibrary.ask("verify-proof.js", request);
  }
}
