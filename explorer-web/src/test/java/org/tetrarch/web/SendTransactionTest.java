package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** Sending: the way into the pool, geth's wording on the way out, and waiting for finality. */
final class SendTransactionTest extends ServerTest {

  private final SignedTransaction transfer = FakeNode.aliceToBob(0, 1);

  @Test
  void acceptedTransactionIsPendingUntilItIsExecuted() throws Exception {
    assertThat(result("eth_sendRawTransaction", raw(transfer)).asText())
        .isEqualTo(transfer.hash().toHex());
    String hash = "[\"" + transfer.hash() + "\"]";
    JsonNode pending = result("eth_getTransactionByHash", hash);
    assertThat(pending.get("blockHash").isNull()).isTrue();
    assertThat(pending.get("blockNumber").isNull()).isTrue();
    assertThat(pending.get("transactionIndex").isNull()).isTrue();
    assertThat(result("eth_getTransactionReceipt", hash).isNull()).isTrue();
    node.chain.execute(node.pool.drain());
    assertThat(result("eth_getTransactionReceipt", hash).get("status").asText()).isEqualTo("0x1");
    assertThat(result("eth_getTransactionByHash", hash).get("blockNumber").asText())
        .isEqualTo("0x1");
  }

  @Test
  void pendingNonceCountsWhatWaits() throws Exception {
    result("eth_sendRawTransaction", raw(transfer));
    String alice = Keys.ALICE.address().toHex();
    assertThat(result("eth_getTransactionCount", "[\"" + alice + "\",\"pending\"]").asText())
        .isEqualTo("0x1");
    assertThat(result("eth_getTransactionCount", "[\"" + alice + "\",\"latest\"]").asText())
        .isEqualTo("0x0");
  }

  @Test
  void poolIsShownBySenderAndNonce() throws Exception {
    result("eth_sendRawTransaction", raw(transfer));
    result("eth_sendRawTransaction", raw(FakeNode.aliceToBob(5, 1)));
    assertThat(result("txpool_status", "[]").toString())
        .isEqualTo("{\"pending\":\"0x1\",\"queued\":\"0x1\"}");
    JsonNode content = result("txpool_content", "[]");
    String alice = Keys.ALICE.address().checksummed();
    assertThat(content.at("/pending/" + alice + "/0/hash").asText())
        .isEqualTo(transfer.hash().toHex());
    assertThat(content.at("/queued/" + alice + "/5/nonce").asText()).isEqualTo("0x5");
  }

  @Test
  void refusalsHaveTheWordingThatClientsMatch() throws Exception {
    result("eth_sendRawTransaction", raw(transfer));
    assertThat(error("eth_sendRawTransaction", raw(transfer))).isEqualTo("-32000 already known");
    node.chain.finalise(node.pool.drain());
    assertThat(error("eth_sendRawTransaction", raw(FakeNode.aliceToBob(0, 9))))
        .isEqualTo("-32000 nonce too low");
    assertThat(error("eth_sendRawTransaction", raw(FakeNode.aliceToBob(1, 10_000))))
        .isEqualTo("-32000 insufficient funds for gas * price + value");
    node.pool.refuse("replacement transaction underpriced");
    assertThat(error("eth_sendRawTransaction", raw(FakeNode.aliceToBob(1, 1))))
        .isEqualTo("-32000 replacement transaction underpriced");
  }

  @Test
  void transactionsThatNoStateCouldMakeValidAreRefusedBeforeThePool() throws Exception {
    assertThat(refusal(UnsignedTransaction.unprotectedLegacy().gasPrice(Wei.gwei(1))))
        .isEqualTo("-32000 only replay-protected (EIP-155) transactions allowed over RPC");
    assertThat(refusal(dynamic().gasLimit(20_999))).startsWith("-32000 intrinsic gas too low");
    assertThat(refusal(dynamic().gasLimit(30_000_001)))
        .startsWith("-32000 exceeds block gas limit");
    assertThat(refusal(UnsignedTransaction.dynamicFee(1).maxFeePerGas(Wei.gwei(1))))
        .startsWith("-32000 invalid chain id for signer");
    assertThat(refusal(dynamic().maxFeePerGas(Wei.of(1))))
        .startsWith("-32000 max fee per gas less than block base fee");
    assertThat(refusal(dynamic().data(new byte[] {1}).gasLimit(50_000)))
        .startsWith("-32000 call data is not supported");
  }

  @Test
  void garbageIsRefused() throws Exception {
    assertThat(error("eth_sendRawTransaction", "[\"0x\"]")).startsWith("-32000 malformed");
    assertThat(error("eth_sendRawTransaction", "[\"0xdeadbeef\"]")).startsWith("-32000 ");
    assertThat(error("eth_sendRawTransaction", "[\"0xabc\"]"))
        .startsWith("-32602 invalid argument 0");
    assertThat(error("eth_sendRawTransaction", "[]")).startsWith("-32602 missing value");
    assertThat(error("eth_sendRawTransaction", "[\"0x" + "ff".repeat(200_000) + "\"]"))
        .startsWith("-32000 oversized data");
  }

  @Test
  void syncSubmissionAnswersWhenTheBlockIsCertifiedAndNotBefore() throws Exception {
    CompletableFuture<JsonNode> answer = async(raw(transfer));
    await().until(() -> node.pool.counts().executable() == 1);
    node.chain.execute(node.pool.drain());
    assertThat(answer).isNotDone();
    node.chain.certify(0, 1, 2);
    JsonNode receipt = answer.get(10, TimeUnit.SECONDS).path("result");
    assertThat(receipt.path("blockNumber").asText()).isEqualTo("0x1");
    assertThat(receipt)
        .isEqualTo(result("eth_getTransactionReceipt", "[\"" + transfer.hash() + "\"]"));
  }

  @Test
  void syncSubmissionOfAFinalTransactionAnswersAtOnce() throws Exception {
    node.chain.finalise(transfer);
    assertThat(result("eth_sendRawTransactionSync", raw(transfer)).path("status").asText())
        .isEqualTo("0x1");
  }

  @Test
  void syncSubmissionTimesOutWithTheHash() throws Exception {
    String params = raw(transfer).replace("]", ",50]");
    JsonNode error = client.call("eth_sendRawTransactionSync", params).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(4);
    assertThat(error.path("data").asText()).isEqualTo(transfer.hash().toHex());
  }

  @Test
  void syncSubmissionSaysWhenTheTransactionIsReplaced() throws Exception {
    CompletableFuture<JsonNode> answer = async(raw(transfer));
    await().until(() -> node.pool.counts().executable() == 1);
    node.pool.end(transfer.hash(), Stage.REPLACED, "by 0xabc");
    JsonNode error = answer.get(10, TimeUnit.SECONDS).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(5);
    assertThat(error.path("message").asText()).isEqualTo("transaction replaced: by 0xabc");
  }

  @Test
  void syncSubmissionPassesRefusalsOn() throws Exception {
    node.chain.finalise(transfer);
    assertThat(error("eth_sendRawTransactionSync", raw(FakeNode.aliceToBob(0, 2))))
        .isEqualTo("-32000 nonce too low");
  }

  private CompletableFuture<JsonNode> async(String params) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.call("eth_sendRawTransactionSync", params);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private String refusal(UnsignedTransaction.Builder builder) throws Exception {
    return error("eth_sendRawTransaction", raw(builder.to(Keys.BOB.address()).sign(Keys.ALICE)));
  }

  private static UnsignedTransaction.Builder dynamic() {
    return UnsignedTransaction.dynamicFee(FakeNode.CHAIN_ID).maxFeePerGas(Wei.gwei(1));
  }

  private static String raw(SignedTransaction transaction) {
    return "[\"0x" + HexFormat.of().formatHex(transaction.encoded()) + "\"]";
  }
}
