package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.StoredBlock;

/** Methods that read the chain: shapes, tags, and what is not there. */
final class EthReadTest extends ServerTest {

  private static final String ALICE = Keys.ALICE.address().toHex();
  private static final String NO_HASH = "0x" + "11".repeat(32);

  @Test
  void blockHasAllFieldsOfEthereumsBlocks() throws Exception {
    StoredBlock stored = node.chain.finalise(FakeNode.aliceToBob(0, 1));
    JsonNode block = result("eth_getBlockByNumber", "[\"latest\",false]");
    assertThat(fields(block))
        .containsExactlyInAnyOrder(
            ("number hash parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot"
                    + " logsBloom difficulty totalDifficulty gasLimit gasUsed timestamp extraData"
                    + " mixHash nonce baseFeePerGas size uncles transactions")
                .split(" "));
    assertThat(block.get("hash").asText()).isEqualTo(stored.block().hash().toHex());
    assertThat(block.get("number").asText()).isEqualTo("0x1");
    assertThat(block.get("baseFeePerGas").asText()).isEqualTo("0x3b9aca00");
    assertThat(block.get("timestamp").asText()).isEqualTo("0x6553f101");
    // 1,700,000,001,500 milliseconds: the whole of the time that the timestamp cuts to seconds.
    assertThat(Long.decode(block.get("extraData").asText())).isEqualTo(1_700_000_001_500L);
    assertThat(block.get("gasUsed").asText()).isEqualTo("0x5208");
    assertThat(block.get("transactions").get(0).asText())
        .isEqualTo(stored.block().transactions().getFirst().hash().toHex());
    assertThat(result("eth_getBlockByHash", "[\"" + stored.block().hash() + "\",false]"))
        .isEqualTo(block);
  }

  @Test
  void transactionHasAllFieldsWhateverItsType() throws Exception {
    SignedTransaction dynamic = FakeNode.aliceToBob(0, 1);
    SignedTransaction legacy =
        UnsignedTransaction.legacy(FakeNode.CHAIN_ID)
            .nonce(1)
            .gasPrice(Wei.gwei(2))
            .to(Keys.BOB.address())
            .sign(Keys.ALICE);
    node.chain.finalise(dynamic, legacy);
    for (SignedTransaction transaction : List.of(dynamic, legacy)) {
      JsonNode json = result("eth_getTransactionByHash", "[\"" + transaction.hash() + "\"]");
      assertThat(fields(json))
          .containsExactlyInAnyOrder(
              ("hash blockHash blockNumber transactionIndex type from to nonce gas gasPrice"
                      + " maxFeePerGas maxPriorityFeePerGas value input chainId accessList v r s"
                      + " yParity")
                  .split(" "));
      assertThat(json.get("from").asText()).isEqualTo(ALICE);
      assertThat(json.get("chainId").asText()).isEqualTo("0xbc01d");
      assertThat(json.get("blockNumber").asText()).isEqualTo("0x1");
    }
    JsonNode json = result("eth_getTransactionByHash", "[\"" + legacy.hash() + "\"]");
    assertThat(json.get("type").asText()).isEqualTo("0x0");
    assertThat(json.get("gasPrice").asText()).isEqualTo("0x77359400");
    assertThat(json.get("transactionIndex").asText()).isEqualTo("0x1");
    assertThat(Long.decode(json.get("v").asText())).isEqualTo(legacy.v());
  }

  @Test
  void fullBlockHoldsTheSameTransactionsAsTheLookUpByHashAndIndex() throws Exception {
    SignedTransaction first = FakeNode.aliceToBob(0, 1);
    StoredBlock stored = node.chain.finalise(first, FakeNode.aliceToBob(1, 2));
    JsonNode byHash = result("eth_getTransactionByHash", "[\"" + first.hash() + "\"]");
    JsonNode block = result("eth_getBlockByNumber", "[\"0x1\",true]");
    assertThat(block.get("transactions").get(0)).isEqualTo(byHash);
    assertThat(result("eth_getTransactionByBlockNumberAndIndex", "[\"0x1\",\"0x0\"]"))
        .isEqualTo(byHash);
    assertThat(
            result(
                "eth_getTransactionByBlockHashAndIndex",
                "[\"" + stored.block().hash() + "\",\"0x0\"]"))
        .isEqualTo(byHash);
    assertThat(result("eth_getTransactionByBlockNumberAndIndex", "[\"0x1\",\"0x2\"]").isNull())
        .isTrue();
    assertThat(result("eth_getBlockTransactionCountByNumber", "[\"0x1\"]").asText())
        .isEqualTo("0x2");
    assertThat(
            result("eth_getBlockTransactionCountByHash", "[\"" + stored.block().hash() + "\"]")
                .asText())
        .isEqualTo("0x2");
    assertThat(result("eth_getUncleCountByBlockNumber", "[\"0x1\"]").asText()).isEqualTo("0x0");
  }

  @Test
  void receiptHasAllFieldsAndItsOwnGas() throws Exception {
    SignedTransaction second = FakeNode.aliceToBob(1, 2);
    node.chain.execute(FakeNode.aliceToBob(0, 1), second);
    JsonNode receipt = result("eth_getTransactionReceipt", "[\"" + second.hash() + "\"]");
    assertThat(fields(receipt))
        .containsExactlyInAnyOrder(
            ("transactionHash transactionIndex blockHash blockNumber from to type status gasUsed"
                    + " cumulativeGasUsed effectiveGasPrice logs logsBloom contractAddress")
                .split(" "));
    assertThat(receipt.get("status").asText()).isEqualTo("0x1");
    assertThat(receipt.get("gasUsed").asText()).isEqualTo("0x5208");
    assertThat(receipt.get("cumulativeGasUsed").asText()).isEqualTo("0xa410");
    assertThat(receipt.get("logsBloom").asText()).hasSize(2 + 512);
    assertThat(result("eth_getBlockReceipts", "[\"latest\"]").get(1)).isEqualTo(receipt);
    String hash = receipt.get("blockHash").asText();
    assertThat(result("eth_getBlockReceipts", "[\"" + hash + "\"]").get(1)).isEqualTo(receipt);
  }

  @Test
  void tagsMeanExecutedAndCertified() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1));
    node.chain.execute(FakeNode.aliceToBob(1, 1));
    assertThat(numberOf("latest")).isEqualTo("0x2");
    assertThat(numberOf("pending")).isEqualTo("0x2");
    assertThat(numberOf("safe")).isEqualTo("0x1");
    assertThat(numberOf("finalized")).isEqualTo("0x1");
    assertThat(numberOf("earliest")).isEqualTo("0x0");
    assertThat(result("eth_blockNumber", "[]").asText()).isEqualTo("0x2");
  }

  @Test
  void whatIsNotThereIsNull() throws Exception {
    assertThat(result("eth_getBlockByNumber", "[\"0x63\",false]").isNull()).isTrue();
    assertThat(result("eth_getBlockByHash", "[\"" + NO_HASH + "\",false]").isNull()).isTrue();
    assertThat(result("eth_getTransactionByHash", "[\"" + NO_HASH + "\"]").isNull()).isTrue();
    assertThat(result("eth_getTransactionReceipt", "[\"" + NO_HASH + "\"]").isNull()).isTrue();
    assertThat(result("eth_getBlockReceipts", "[\"0x63\"]").isNull()).isTrue();
  }

  @Test
  void balanceAndNonceAreThoseOfTheBlockThatIsNamed() throws Exception {
    StoredBlock first = node.chain.finalise(FakeNode.aliceToBob(0, 1));
    node.chain.execute(FakeNode.aliceToBob(1, 1));
    String bob = Keys.BOB.address().toHex();
    assertThat(result("eth_getBalance", "[\"" + bob + "\"]").asText())
        .isEqualTo("0x1bc16d674ec80000");
    assertThat(result("eth_getBalance", "[\"" + bob + "\",\"finalized\"]").asText())
        .isEqualTo("0xde0b6b3a7640000");
    assertThat(result("eth_getBalance", "[\"" + bob + "\",\"0x0\"]").asText()).isEqualTo("0x0");
    String byHash = "[\"" + bob + "\",{\"blockHash\":\"" + first.block().hash() + "\"}]";
    assertThat(result("eth_getBalance", byHash).asText()).isEqualTo("0xde0b6b3a7640000");
    assertThat(result("eth_getTransactionCount", "[\"" + ALICE + "\",\"0x1\"]").asText())
        .isEqualTo("0x1");
    assertThat(result("eth_getTransactionCount", "[\"" + ALICE + "\",\"latest\"]").asText())
        .isEqualTo("0x2");
    assertThat(error("eth_getBalance", "[\"" + bob + "\",\"0x63\"]"))
        .isEqualTo("-32000 header not found");
  }

  @Test
  void thereIsNoCodeAndThereAreNoLogs() throws Exception {
    assertThat(result("eth_getCode", "[\"" + ALICE + "\",\"latest\"]").asText()).isEqualTo("0x");
    assertThat(result("eth_call", "[{\"to\":\"" + ALICE + "\"},\"latest\"]").asText())
        .isEqualTo("0x");
    assertThat(result("eth_getLogs", "[{}]")).isEmpty();
    assertThat(result("eth_accounts", "[]")).isEmpty();
  }

  @Test
  void nodeTellsWhoItIs() throws Exception {
    assertThat(result("eth_chainId", "[]").asText()).isEqualTo("0xbc01d");
    assertThat(result("net_version", "[]").asText()).isEqualTo("770077");
    assertThat(result("net_listening", "[]").booleanValue()).isTrue();
    assertThat(result("net_peerCount", "[]").asText()).isEqualTo("0x3");
    assertThat(result("web3_clientVersion", "[]").asText()).startsWith("Tetrarch/v0.1.0/node0");
    assertThat(result("web3_sha3", "[\"0x\"]").asText())
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(fields(result("rpc_modules", "[]")))
        .containsExactly("eth", "net", "pbft", "rpc", "txpool", "web3");
    node.consensus.disconnect(2);
    assertThat(result("net_peerCount", "[]").asText()).isEqualTo("0x2");
  }

  @Test
  void syncingIsFalseUntilTheNodeIsBehind() throws Exception {
    assertThat(result("eth_syncing", "[]").booleanValue()).isFalse();
    node.chain.finalise();
    node.consensus.become(ReplicaStatus.State.CATCHING_UP);
    JsonNode syncing = result("eth_syncing", "[]");
    assertThat(syncing.get("currentBlock").asText()).isEqualTo("0x1");
    assertThat(syncing.get("highestBlock").asText()).isEqualTo("0x1");
  }

  @Test
  void badParametersAreNamed() throws Exception {
    assertThat(error("eth_getBalance", "[]"))
        .isEqualTo("-32602 missing value for required argument 0");
    assertThat(error("eth_getBalance", "[\"0x12\"]")).startsWith("-32602 invalid argument 0: ");
    assertThat(error("eth_getBalance", "[\"" + ALICE + "\",\"newest\"]"))
        .startsWith("-32602 invalid argument 1: ");
    assertThat(error("eth_getBlockByNumber", "[\"latest\",\"yes\"]"))
        .startsWith("-32602 invalid argument 1: ");
    assertThat(error("eth_getBlockByNumber", "[]")).startsWith("-32602 missing value");
    assertThat(error("eth_getBlockByHash", "[\"latest\",false]")).startsWith("-32602 ");
    assertThat(error("eth_getTransactionByHash", "[7]")).startsWith("-32602 invalid argument 0");
    assertThat(error("eth_getBlockByNumber", "[\"0x" + "f".repeat(40) + "\",false]"))
        .startsWith("-32602 invalid argument 0: ");
    assertThat(error("eth_getBalance", "[\"" + ALICE + "\",{\"blockHash\":1,\"blockNumber\":1}]"))
        .startsWith("-32602 invalid argument 1: ");
  }

  private String numberOf(String tag) throws Exception {
    return result("eth_getBlockByNumber", "[\"" + tag + "\",false]").get("number").asText();
  }

  static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
