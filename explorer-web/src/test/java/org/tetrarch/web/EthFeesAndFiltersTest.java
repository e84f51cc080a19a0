package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;

/** Fees, estimates and filters that are polled. */
final class EthFeesAndFiltersTest extends ServerTest {

  private static final String BOB = Keys.BOB.address().toHex();

  private volatile Instant now = Instant.EPOCH;

  @Override
  InstantSource clock() {
    return () -> now;
  }

  @Test
  void feesAreTheBaseFeeOfGenesisAndNothingMore() throws Exception {
    assertThat(result("eth_gasPrice", "[]").asText()).isEqualTo("0x3b9aca00");
    assertThat(result("eth_maxPriorityFeePerGas", "[]").asText()).isEqualTo("0x0");
  }

  @Test
  void feeHistoryHasOneMoreBaseFeeThanBlocks() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1));
    JsonNode history = result("eth_feeHistory", "[\"0xa\",\"latest\",[20]]");
    assertThat(history.get("oldestBlock").asText()).isEqualTo("0x0");
    assertThat(history.get("baseFeePerGas")).hasSize(3);
    assertThat(history.get("gasUsedRatio")).hasSize(2);
    assertThat(history.get("gasUsedRatio").get(1).doubleValue()).isEqualTo(21_000 / 30e6);
    assertThat(history.get("reward").toString()).isEqualTo("[[\"0x0\"],[\"0x0\"]]");
    JsonNode last = result("eth_feeHistory", "[1,\"0x1\",[]]");
    assertThat(last.get("oldestBlock").asText()).isEqualTo("0x1");
    assertThat(last.get("gasUsedRatio")).hasSize(1);
  }

  @Test
  void feeHistoryRefusesWhatGethRefuses() throws Exception {
    assertThat(error("eth_feeHistory", "[\"0x1\",\"0x9\",[]]"))
        .isEqualTo("-32000 request beyond head block: requested 9, head 0");
    assertThat(error("eth_feeHistory", "[\"0x1\",\"latest\",[50,20]]"))
        .startsWith("-32000 invalid reward percentile");
    assertThat(error("eth_feeHistory", "[\"0x1\",\"latest\",7]")).startsWith("-32602 ");
    assertThat(error("eth_feeHistory", "[]")).startsWith("-32602 ");
  }

  @Test
  void transferIsEstimatedAt21000() throws Exception {
    assertThat(result("eth_estimateGas", "[{\"to\":\"" + BOB + "\"}]").asText())
        .isEqualTo("0x5208");
    String cast =
        """
        [{"from":"%s","to":"%s","value":"0xde0b6b3a7640000","input":"0x","data":"0x",
          "chainId":"0xbc01d","type":"0x2","accessList":[]},"pending"]"""
            .formatted(Keys.ALICE.address().toHex(), BOB);
    assertThat(result("eth_estimateGas", cast).asText()).isEqualTo("0x5208");
  }

  @Test
  void accessListCostsWhatItCostsWhenExecuted() throws Exception {
    String listed =
        """
        [{"to":"%s","accessList":[{"address":"%s","storageKeys":["0x%s"]}]}]"""
            .formatted(BOB, BOB, "00".repeat(32));
    assertThat(Long.decode(result("eth_estimateGas", listed).asText()))
        .isEqualTo(21_000 + 2_400 + 1_900);
  }

  @Test
  void whatCannotBeExecutedIsNotEstimated() throws Exception {
    assertThat(error("eth_estimateGas", "[{}]")).startsWith("-32000 contract creation");
    assertThat(error("eth_estimateGas", "[{\"to\":\"" + BOB + "\",\"data\":\"0x01\"}]"))
        .startsWith("-32000 call data is not supported");
    String poor = "[{\"from\":\"" + BOB + "\",\"to\":\"" + BOB + "\",\"value\":\"0x1\"}]";
    assertThat(error("eth_estimateGas", poor)).startsWith("-32000 insufficient funds for transfer");
    assertThat(error("eth_estimateGas", "[7]")).startsWith("-32602 ");
    assertThat(error("eth_estimateGas", "[{\"to\":\"" + BOB + "\",\"accessList\":[{}]}]"))
        .startsWith("-32602 ");
  }

  @Test
  void blockFilterGivesEachBlockOnce() throws Exception {
    node.chain.finalise();
    String filter = "[\"" + result("eth_newBlockFilter", "[]").asText() + "\"]";
    assertThat(result("eth_getFilterChanges", filter)).isEmpty();
    String first = node.chain.finalise().block().hash().toHex();
    String second = node.chain.finalise().block().hash().toHex();
    assertThat(result("eth_getFilterChanges", filter).toString())
        .isEqualTo("[\"" + first + "\",\"" + second + "\"]");
    assertThat(result("eth_getFilterChanges", filter)).isEmpty();
    assertThat(result("eth_uninstallFilter", filter).booleanValue()).isTrue();
    assertThat(result("eth_uninstallFilter", filter).booleanValue()).isFalse();
    assertThat(error("eth_getFilterChanges", filter)).isEqualTo("-32000 filter not found");
  }

  @Test
  void pendingFilterGivesTransactionsAsTheyCome() throws Exception {
    String filter = "[\"" + result("eth_newPendingTransactionFilter", "[]").asText() + "\"]";
    var transfer = FakeNode.aliceToBob(0, 1);
    node.pool.submit(transfer);
    await()
        .untilAsserted(
            () ->
                assertThat(result("eth_getFilterChanges", filter).path(0).asText())
                    .isEqualTo(transfer.hash().toHex()));
    assertThat(result("eth_getFilterChanges", filter)).isEmpty();
  }

  @Test
  void filterThatNobodyPollsIsForgotten() throws Exception {
    String filter = "[\"" + result("eth_newBlockFilter", "[]").asText() + "\"]";
    now = now.plus(Duration.ofMinutes(6));
    result("eth_newBlockFilter", "[]");
    assertThat(error("eth_getFilterChanges", filter)).isEqualTo("-32000 filter not found");
  }

  @Test
  void filtersAreBoundedAndTheOldestGoes() throws Exception {
    String oldest = "[\"" + result("eth_newBlockFilter", "[]").asText() + "\"]";
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_newBlockFilter\"}";
    String batch = "[" + String.join(",", Collections.nCopies(100, call)) + "]";
    for (int i = 0; i < 11; i++) {
      client.post("/", batch);
    }
    assertThat(error("eth_getFilterChanges", oldest)).isEqualTo("-32000 filter not found");
  }
}
