package org.tetrarch.ledger.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Vectors;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;
import org.tetrarch.ledger.transaction.TransactionType;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** What is made here means the same to an Ethereum library, and the other way round. */
class EthereumLibraryIT {
  private static final int ACCOUNTS = 120;
  private static final List<TransactionType> TYPES = List.of(TransactionType.values());

  private final Random random = SeededRandom.create(EthereumLibraryIT.class);
  private final RandomTransfers transfers = new RandomTransfers(random);
  private final TestChain chain = TestChain.withAccounts(ACCOUNTS);
  private final Set<Address> used = new TreeSet<>();
  private final List<BlockExchange> exchanges = new ArrayList<>();

  @Test
  void theLibraryComesToTheSameHashesRootsAndSenders() throws Exception {
    beginWithGenesis();
    execute(OrderedBatch.empty(chain.head()));
    execute(chain.batch(List.of(transfer(TransactionType.DYNAMIC_FEE, 0))));
    execute(chain.batch(allTypes(12)));
    for (int block = 0; block < 3; block++) {
      execute(chain.batch(manySenders()));
    }

    assertThat(report(questions())).isEqualTo(expected());
  }

  @Test
  void aFlippedFieldIsSeen() throws Exception {
    beginWithGenesis();
    Block block = execute(chain.batch(allTypes(3)));
    String rlp = exchanges.get(1).question().get("rlp").asText();

    ArrayNode questions = questions();
    addCorrupted(questions, "rlp", flipped(rlp, block.header().stateRoot().toHex()));
    addCorrupted(questions, "rlp", flipped(rlp, block.transactions().get(1).to().toHex()));
    ((ObjectNode) addCorrupted(questions).get("accounts").get(5)).put("balance", "1");
    ((ObjectNode) addCorrupted(questions).get("accounts").get(6)).put("nonce", "9");
    ((ObjectNode) addCorrupted(questions).get("receipts").get(1)).put("type", 0);
    ((ObjectNode) addCorrupted(questions).get("receipts").get(2)).put("cumulativeGasUsed", "1");
    ((ArrayNode) addCorrupted(questions).get("proofs").get(0).get("nodes")).remove(1);
    JsonNode report = report(questions);

    JsonNode sound = exchanges.get(1).expected();
    assertThat(report.get(1)).isEqualTo(sound);
    assertThat(differing(sound, report.get(2))).contains("hash", "rlp", "headerRoots", "proven");
    assertThat(differing(sound, report.get(3))).contains("rlp", "recomputedRoots", "transactions");
    for (int i = 4; i < 8; i++) {
      assertThat(differing(sound, report.get(i))).containsExactly("recomputedRoots");
    }
    assertThat(differing(sound, report.get(8))).containsExactly("proven");
  }

  @Test
  void transactionsSignedByTheLibraryAreTheSameHere() throws Exception {
    List<SignedTransaction> own = new ArrayList<>();
    ObjectNode request = request();
    ArrayNode unsigned = request.putArray("transactions");
    for (int i = 0; i < 60; i++) {
      PrivateKey key = TestChain.key(random.nextInt(ACCOUNTS));
      TransactionType type = TYPES.get(i % TYPES.size());
      UnsignedTransaction tx = transfers.next(type, random.nextInt(1 << i % 20), anybody());
      own.add(tx.sign(key));
      unsigned.add(TransactionFields.of(tx).put("key", BlockExchange.hex(key.toBytes())));
    }

    JsonNode signed = EthereumLibrary.ask("sign-transactions.js", request);

    assertThat(signed).hasSameSizeAs(own);
    for (int i = 0; i < own.size(); i++) {
      byte[] encoded = Vectors.hex(signed.get(i).get("rlp").asText());
      SignedTransaction decoded = TransactionDecoder.decode(encoded, TestChain.CHAIN_ID);
      assertThat(decoded.hash()).hasToString(signed.get(i).get("hash").asText());
      assertThat(decoded.sender().toHex()).isEqualTo(signed.get(i).get("sender").asText());
      assertThat(decoded.encoded()).isEqualTo(own.get(i).encoded());
    }
  }

  private void beginWithGenesis() {
    IntStream.range(0, ACCOUNTS).forEach(i -> used.add(TestChain.key(i).address()));
    exchanges.add(
        BlockExchange.of(chain.genesis().block(), List.of(), chain.state(), used, someAddresses()));
  }

  private Block execute(OrderedBatch batch) {
    ExecutedBlock executed = chain.execute(batch);
    assertThat(executed.skipped()).isEmpty();
    used.addAll(executed.changedAccounts().keySet());
    exchanges.add(
        BlockExchange.of(
            executed.block(), executed.receipts(), executed.state(), used, someAddresses()));
    return executed.block();
  }

  /** Three accounts that are there, and one that is not. */
  private Set<Address> someAddresses() {
    Set<Address> some = new TreeSet<>();
    used.stream().skip(random.nextInt(used.size() - 3)).limit(3).forEach(some::add);
    some.add(anybody());
    return some;
  }

  private Address anybody() {
    return Address.of(SeededRandom.bytes(random, Address.SIZE));
  }

  private SignedTransaction transfer(TransactionType type, int sender) {
    PrivateKey key = TestChain.key(sender);
    Address to = random.nextBoolean() ? anybody() : TestChain.key(random.nextInt(5)).address();
    return transfers.next(type, chain.state().nonce(key.address()), to).sign(key);
  }

  private List<SignedTransaction> allTypes(int senders) {
    return IntStream.range(0, senders)
        .mapToObj(i -> transfer(TYPES.get(i % TYPES.size()), i))
        .toList();
  }

  /** Each of some thirty senders once; a block has room for thirty-five such transactions. */
  private List<SignedTransaction> manySenders() {
    int first = random.nextInt(ACCOUNTS - 30);
    return IntStream.range(first, first + 30)
        .mapToObj(i -> transfer(TYPES.get(random.nextInt(TYPES.size())), i))
        .toList();
  }

  private static ObjectNode request() {
    return EthereumLibrary.JSON.createObjectNode().put("chainId", TestChain.CHAIN_ID);
  }

  private ArrayNode questions() {
    ArrayNode questions = EthereumLibrary.JSON.createArrayNode();
    exchanges.forEach(exchange -> questions.add(exchange.question()));
    return questions;
  }

  private ArrayNode expected() {
    ArrayNode expected = EthereumLibrary.JSON.createArrayNode();
    exchanges.forEach(exchange -> expected.add(exchange.expected()));
    return expected;
  }

  private static JsonNode report(ArrayNode questions) throws Exception {
    ObjectNode request = request();
    request.set("blocks", questions);
    return EthereumLibrary.ask("decode-blocks.js", request);
  }

  /** Adds a copy of the question about block 1, to be changed. */
  private ObjectNode addCorrupted(ArrayNode questions) {
    ObjectNode copy = exchanges.get(1).question().deepCopy();
    questions.add(copy);
    return copy;
  }

  private void addCorrupted(ArrayNode questions, String field, String value) {
    addCorrupted(questions).put(field, value);
  }

  /** The hex text with the last digit of one value in it changed. */
  private static String flipped(String text, String value) {
    String digits = value.substring(2);
    int last = digits.length() - 1;
    char other = digits.charAt(last) == '0' ? '1' : '0';
    assertThat(text).contains(digits);
    return text.replace(digits, digits.substring(0, last) + other);
  }

  private static List<String> differing(JsonNode one, JsonNode other) {
    List<String> names = new ArrayList<>();
    one.fieldNames()
        .forEachRemaining(
            name -> {
              if (!one.get(name).equals(other.get(name))) {
                names.add(name);
              }
            });
    return names;
  }
}
