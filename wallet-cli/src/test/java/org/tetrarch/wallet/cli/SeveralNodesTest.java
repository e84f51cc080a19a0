package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.fake.FakeNode;

/** Four nodes of one chain, one of which is away, behind or lying: the answer is the same. */
class SeveralNodesTest extends WalletTest {
  private static final String PROOF = "pbft_getAccountProof";

  private final List<FakeNode> others = new ArrayList<>();

  @BeforeEach
  void startOthers() throws IOException {
    StringBuilder urls = new StringBuilder(node.url());
    for (int i = 0; i < 3; i++) {
      FakeNode other = new FakeNode(node.chain());
      others.add(other);
      urls.append(',').append(other.url());
    }
    environment.put("TETRARCH_RPC_URL", urls.toString());
  }

  @AfterEach
  void stopOthers() {
    others.forEach(FakeNode::close);
  }

  private static void lieAboutBalances(FakeNode liar) {
    liar.changes(PROOF, document -> document.put("balance", "9".repeat(25)));
  }

  @Test
  void aNodeThatLiesAboutABalanceIsNamedAndNotBelieved() throws Exception {
    lieAboutBalances(node);

    assertThat(run("balance", "dev0")).as("%s", err).isZero();

    assertThat(out.toString()).containsPattern("dev0 +" + DEV0 + " +10000\n");
    assertThat(err.toString())
        .startsWith("warning: " + node.url() + " lies: the proof is for another nonce or balance")
        .endsWith("; it was not believed\n")
        .hasLineCount(1);

    assertThat(run("balance", "dev0", "--json")).isZero();
    JsonNode json = document();
    assertThat(json.at("/accounts/0/balance").textValue()).isEqualTo("10000");
    assertThat(json.at("/nodes/0/trouble").textValue()).isEqualTo("lied");
    assertThat(json.at("/nodes/0/reason").textValue()).contains("another nonce or balance");
    assertThat(json.at("/nodes/1").has("trouble")).isFalse();
  }

  @Test
  void whenAllLieNothingIsShownAndAllAreNamed() {
    lieAboutBalances(node);
    others.forEach(SeveralNodesTest::lieAboutBalances);

    assertFails(
        1,
        List.of(
            "no node can be believed: ",
            node.url() + " lies",
            others.get(0).url() + " lies",
            others.get(2).url() + " lies"),
        "balance",
        "dev0");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void nodesThatAreAwayOrHangAreNamedAndTheOthersAnswer() {
    node.close();
    others.getFirst().hangs(PROOF);

    assertThat(run("balance", "dev0")).as("%s", err).isZero();

    assertThat(out.toString()).containsPattern("dev0 +" + DEV0 + " +10000\n");
    assertThat(err.toString())
        .contains("warning: no node at " + node.url() + ": nothing listens there");
  }

  @Test
  void theNewestStateWinsOverThatOfNodesThatAreBehind() throws Exception {
    fund(STRANGER, "1");
    node.isBehind(1);
    others.get(0).isBehind(1);
    others.get(1).isBehind(1);

    assertThat(json("balance", STRANGER).at("/accounts/0/balance").textValue()).isEqualTo("1");
    assertThat(document().get("blockNumber").longValue()).isEqualTo(1);
  }

  @Test
  void aTransferIsHandedToAllSoThatNoneCanKeepItToItself() throws Exception {
    JsonNode json = json("send", "--from", "dev0", DEV1, "1", "--no-wait");

    String hash = json.get("hash").textValue();
    assertThat(others)
        .allSatisfy(
            other ->
                assertThat(other.transactions())
                    .extracting(transaction -> transaction.hash().toHex())
                    .containsExactly(hash));
  }

  @Test
  void aNodeThatRefusesAGoodTransferDoesNotStopIt() {
    node.refuses("eth_sendRawTransaction", -32_000, "nonce too low");

    assertThat(run("send", "--from", "dev0", DEV1, "1")).as("%s", err).isZero();

    assertThat(out.toString()).contains("Final in ");
  }

  @Test
  void aNodeThatHidesOrForgesAReceiptDoesNotStopTheWaiting() {
    node.answersNull("pbft_getReceiptProof");
    others.get(0).changes("pbft_getReceiptProof", document -> document.put("index", 1));

    assertThat(run("send", "--from", "dev0", DEV1, "1")).as("%s", err).isZero();

    assertThat(out.toString()).contains("Final in ", "certified by node0, node1, node2");
    assertThat(err.toString()).contains("warning: " + others.get(0).url() + " lies: ");
  }

  /** A nonce that nobody reaches would leave the transfer waiting for ever. */
  @Test
  void aNodeThatLiesAboutTheNextNonceIsOutvoted() throws Exception {
    node.answers("eth_getTransactionCount", "0x3e8");
    assertThat(json("send", "--from", "dev0", DEV1, "1", "--dry-run").get("nonce").longValue())
        .isZero();

    node.answers("eth_getTransactionCount", "0x0");
    others.forEach(other -> other.answers("eth_getTransactionCount", "0x2"));
    assertThat(json("send", "--from", "dev0", DEV1, "1", "--dry-run").get("nonce").longValue())
        .isEqualTo(2);
  }

  @Test
  void aLieAboutATransactionIsNamedAndTheProofOfAnotherIsShown() throws Exception {
    String hash = json("send", "--from", "dev0", DEV1, "1").get("hash").textValue();
    node.changes(
        "pbft_getReceiptProof",
        document -> document.put("header", document.get("header").textValue() + "00"));

    assertThat(run("tx", hash)).as("%s", err).isZero();

    assertThat(out.toString()).contains("status  final: certified by node0, node1, node2");
    assertThat(err.toString()).contains("warning: " + node.url() + " lies: ");
  }

  @Test
  void oneNodeThatSaysDroppedDoesNotOutweighThoseThatHaveIt() throws Exception {
    node.holdsBack();
    others.forEach(FakeNode::holdsBack);
    String hash = json("send", "--from", "dev0", DEV1, "1", "--no-wait").get("hash").textValue();
    node.answers(
        "pbft_getTransactionStatus",
        JsonNodeFactory.instance.objectNode().put("status", "dropped").put("reason", "too poor"));

    assertThat(run("tx", hash)).as("%s", err).isZero();

    assertThat(out.toString())
        .contains("status  pending: waits for the primary to propose it, at " + others.get(0).url())
        .contains("gave it up: too poor");
  }

  @Test
  void whatReplacedATransactionIsFoundAndProven() throws Exception {
    node.holdsBack();
    others.forEach(FakeNode::holdsBack);
    String hash = json("send", "--from", "dev0", DEV1, "1", "--no-wait").get("hash").textValue();
    SignedTransaction other = transfer(0, STRANGER, "2");
    node.chain().execute(other);

    assertThat(run("tx", hash)).isEqualTo(4);

    assertThat(out.toString())
        .contains(
            "status  replaced: transaction "
                + other.hash()
                + " of its sender has the same nonce and is final in block 1");
  }
}
