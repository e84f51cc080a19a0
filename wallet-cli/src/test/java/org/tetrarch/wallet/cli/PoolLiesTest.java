package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.wallet.fake.FakeNode;

/**
 * What waits cannot be proven. One of four nodes lies about it: it is told as that node's word, and
 * never as what is the case.
 */
class PoolLiesTest extends WalletTest {
  private static final String STATUS = "pbft_getTransactionStatus";

  private final List<FakeNode> honest = new ArrayList<>();

  @BeforeEach
  void startOthers() throws IOException {
    StringBuilder urls = new StringBuilder(node.url());
    for (int i = 0; i < 3; i++) {
      FakeNode other = new FakeNode(node.chain());
      honest.add(other);
      urls.append(',').append(other.url());
    }
    environment.put("TETRARCH_RPC_URL", urls.toString());
  }

  @AfterEach
  void stopOthers() {
    honest.forEach(FakeNode::close);
  }

  private static ObjectNode status(String stage) {
    return JsonNodeFactory.instance.objectNode().put("status", stage);
  }

  private static ObjectNode dropped() {
    return status("dropped").put("reason", "waited for an hour");
  }

  private String sentAndWaiting() throws Exception {
    node.holdsBack();
    honest.forEach(FakeNode::holdsBack);
    return json("send", "--from", "dev0", DEV1, "1", "--no-wait").get("hash").textValue();
  }

  private void allHonestSay(ObjectNode status) {
    honest.forEach(each -> each.answers(STATUS, status));
  }

  @Test
  void whoSaysFinalWithoutAProofIsNamedAndNotBelieved() throws Exception {
    String hash = sentAndWaiting();
    node.answers(STATUS, status("final").put("blockNumber", 1));

    assertThat(run("tx", hash)).isZero();

    assertThat(out.toString())
        .contains("status  pending: waits for the primary to propose it, at ");
    assertThat(err.toString())
        .isEqualTo(
            "warning: %s lies: it says that the transaction is final and does not prove it; it was not believed\n"
                .formatted(node.url()));
  }

  @Test
  void whoNamesAFinalBlockThatCannotHaveItIsNamedAndNotBelieved() throws Exception {
    fund(STRANGER, "1");
    String hash = sentAndWaiting();
    node.answers(STATUS, status("included").put("blockNumber", 1));

    assertThat(run("tx", hash)).isZero();

    assertThat(out.toString()).contains("status  pending: ").doesNotContain("executed");
    assertThat(err.toString())
        .startsWith("warning: " + node.url() + " lies: it says that block 1 has the transaction")
        .hasLineCount(1);
  }

  @Test
  void whoAloneIsFurtherIsToldByItsWordOnly() throws Exception {
    String hash = sentAndWaiting();
    node.answers(STATUS, status("included").put("blockNumber", 9));

    JsonNode json = json("tx", hash);

    assertThat(json.get("status").textValue()).isEqualTo("pending");
    assertThat(json.get("vouchedFor").booleanValue()).isTrue();
    assertThat(json.get("where").textValue())
        .endsWith("; only " + node.url() + " says that it is further")
        .doesNotContain("block 9");
  }

  @Test
  void whoAloneGaveItUpDoesNotMakeItDropped() throws Exception {
    String hash = sentAndWaiting();
    node.answers(STATUS, dropped());
    assertThat(json("tx", hash).get("status").textValue()).isEqualTo("pending");

    allHonestSay(status("unknown"));
    assertThat(run("tx", hash)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "status  unknown: no node that answers knows it; only %s says that it gave it up"
                .formatted(node.url()));
  }

  @Test
  void whoAloneHasItIsConfirmedByNobodyAndItCanBeSentAgain() throws Exception {
    String hash = sentAndWaiting();
    allHonestSay(dropped());

    assertThat(run("tx", hash)).isZero();

    assertThat(out.toString())
        .contains("at " + node.url() + "; no other node confirms that it is on its way; send it")
        .contains("wallet tx " + hash + " --resend");
    assertThat(json("tx", hash).get("vouchedFor").booleanValue()).isFalse();
  }

  @Test
  void twoOfFourAreBelievedForOneOfThemIsHonest() throws Exception {
    String hash = sentAndWaiting();
    allHonestSay(status("unknown"));
    node.answers(STATUS, dropped());
    honest.getFirst().answers(STATUS, dropped());

    assertThat(run("tx", hash)).isEqualTo(4);

    assertThat(out.toString()).contains("status  dropped: waited for an hour; send it again");
  }

  @Test
  void whatOneNodeSaysItWaitsForIsSaidToBeItsWord() throws Exception {
    String hash = sentAndWaiting();
    node.answers(STATUS, status("pending").put("reason", "waits for a bribe"));

    assertThat(run("tx", hash)).isZero();

    assertThat(out.toString())
        .contains("status  pending: waits for a bribe (says " + node.url() + "), at ");
  }

  /** It would end with exit code 4, after which a script sends something else instead. */
  @Test
  void aLiarCannotEndTheWaitingOfASendByCallingItDropped() {
    node.holdsBack();
    honest.forEach(FakeNode::holdsBack);
    allHonestSay(status("unknown"));
    node.answers(STATUS, dropped());

    assertThat(run("send", "--from", "dev0", DEV1, "1", "--yes", "--timeout", "1")).isEqualTo(5);

    assertThat(err.toString()).contains("only " + node.url() + " says that it gave it up");
  }

  @Test
  void whereTheOnlyNodeCannotProveWhatItSaysItIsRefusedWithTheReason() throws Exception {
    String hash = sentAndWaiting();
    node.answers(STATUS, status("final").put("blockNumber", 1));

    assertFails(
        1,
        List.of(node.url() + " lies: it says that the transaction is final"),
        "tx",
        hash,
        "--rpc-url",
        node.url());
  }
}
