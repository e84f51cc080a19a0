package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.fake.FakeNode;

/** {@code wallet send} from the moment that the node has the transaction. */
class WaitTest extends WalletTest {
  private static final String RECEIPT = "eth_getTransactionReceipt";
  private static final String CERTIFICATE = "pbft_getCertificate";

  private int send(String... options) {
    String[] arguments = new String[options.length + 5];
    System.arraycopy(new String[] {"send", "--from", "dev0", DEV1, "1"}, 0, arguments, 0, 5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    return run(arguments);
  }

  private String hash() {
    return node.transactions().getFirst().hash().toHex();
  }

  /** The last line of the error stream. */
  private String error() {
    return err.toString().lines().reduce((first, last) -> last).orElse("");
  }

  private void assertNotFinalInTime(int code, String why) {
    assertThat(code).as("%s", err).isEqualTo(5);
    assertThat(error())
        .startsWith("error: transaction " + hash() + " is not final after 2 s: ")
        .contains(why)
        .endsWith(
            "it may still become final, so do not send it again but look: tetrarch wallet tx "
                + hash());
    // Who interrupts the waiting must have the hash already.
    assertThat(out.toString()).contains("hash    " + hash()).doesNotContain("Final");
  }

  @Test
  void aTransactionInNoBlockEndsTheWaitingInTimeAndSaysHowToGoOn() {
    node.answersNull(RECEIPT);
    node.answers(
        "pbft_getTransactionStatus",
        JsonNodeFactory.instance.objectNode().put("status", "pending"));

    assertNotFinalInTime(send("--timeout", "2"), "it is in no block yet");

    assertThat(err.toString()).startsWith("waiting: it is in no block yet");
    assertThat(err.toString()).hasLineCount(2);
  }

  @Test
  void aBlockWithoutQuorumEndsTheWaitingInTimeAndSaysSo() {
    node.answersNull(CERTIFICATE);

    assertNotFinalInTime(send("--timeout", "2"), "it is in block 7, which has no certificate yet");
  }

  @Test
  void aNodeThatGoesAwayWhileWeWaitEndsTheWaitingInTimeAndIsNamed() {
    node.breaksOff(RECEIPT);

    assertNotFinalInTime(send("--timeout", "2"), node.url());
  }

  @Test
  void aNodeThatHangsWhileWeWaitEndsTheWaitingInTimeAndIsNamed() {
    node.hangs(RECEIPT);

    assertNotFinalInTime(send("--timeout", "2"), node.url() + ": it does not answer in time");
  }

  @Test
  void aNodeInTroubleIsAskedAgainUntilTheTimeIsUp() {
    node.refuses(RECEIPT, -32_603, "database closed");

    assertNotFinalInTime(send("--timeout", "2"), node.url() + " says: database closed");
  }

  @Test
  void aScriptGetsTheHashOfWhatIsNotFinal() throws Exception {
    node.answersNull(CERTIFICATE);

    assertThat(send("--timeout", "1", "--json")).isEqualTo(5);

    JsonNode json = document();
    assertThat(json.get("hash").textValue()).isEqualTo(hash());
    assertThat(json.get("sent").booleanValue()).isTrue();
    assertThat(json.get("final").booleanValue()).isFalse();
  }

  /** Exit code 3 must mean that nothing was sent: a script would send it again and pay twice. */
  @Test
  void aConnectionThatBreaksWhileSendingIsNotTakenForNothingSent() {
    node.breaksOff("eth_sendRawTransaction");

    assertThat(send()).as("%s", err).isZero();
    assertThat(out.toString()).contains("Final in ");

    assertThat(send("--no-wait")).isEqualTo(5);
    assertThat(error())
        .contains("was sent, but " + node.url() + " did not say that it has it")
        .contains("do not send it again");
  }

  @Test
  void withoutWaitingItIsDoneWhenTheNodeHasIt() throws Exception {
    node.answersNull(RECEIPT);

    assertThat(send("--no-wait")).isZero();
    assertThat(out.toString())
        .contains("hash    " + hash(), "Sent. See when it is final: tetrarch wallet tx " + hash());
    assertThat(node.methods()).doesNotContain(RECEIPT);

    JsonNode json = json("send", "--from", "dev0", DEV1, "1", "--no-wait");
    assertThat(json.get("sent").booleanValue()).isTrue();
    assertThat(json.get("final").booleanValue()).isFalse();
  }

  @Test
  void commandsToCopyNameTheLauncherAsItWasCalled() {
    environment.put("TETRARCH_COMMAND", "./tetrarch");

    assertThat(send("--no-wait")).isZero();

    assertThat(out.toString()).contains(": ./tetrarch wallet tx 0x");
  }

  @Test
  void aTransactionThatTheNodeGaveUpIsRejectedWithItsReason() {
    node.answersNull(RECEIPT);
    node.answers(
        "pbft_getTransactionStatus",
        JsonNodeFactory.instance
            .objectNode()
            .put("status", "dropped")
            .put("reason", "waited \u001b[2Jtoo\nlong"));

    assertThat(send()).isEqualTo(4);

    assertThat(error())
        .isEqualTo("error: transaction " + hash() + " was dropped: waited  [2Jtoo long");
  }

  private void assertCertificateNotBelieved(Consumer<ObjectNode> lie, String why) {
    node.changes(CERTIFICATE, lie);

    assertThat(send()).as("%s", out).isEqualTo(1);

    assertThat(error())
        .startsWith("error: transaction " + hash() + " was sent, but " + node.url())
        .contains(" is not to be believed: its certificate")
        .containsPattern(why)
        .endsWith("; ask another node with --rpc-url");
    assertThat(out.toString()).doesNotContain("Final");
  }

  @Test
  void aCertificateOfFewerThanAQuorumIsNotBelieved() {
    assertCertificateNotBelieved(
        certificate ->
            replace(certificate, FakeNode.certificate(FakeNode.HEIGHT, FakeNode.BLOCK, 0, 1)),
        "has 2 signatures, 3 are needed");
  }

  @Test
  void aCertificateThatCountsOneTwiceIsNotBelieved() {
    assertCertificateNotBelieved(
        certificate ->
            replace(certificate, FakeNode.certificate(FakeNode.HEIGHT, FakeNode.BLOCK, 0, 1, 1)),
        "counts validator 1 twice");
  }

  @Test
  void aCertificateOfAnotherBlockIsNotBelieved() {
    Hash other = Hash.fromHex("0x" + "cd".repeat(32));
    assertCertificateNotBelieved(
        certificate -> replace(certificate, FakeNode.certificate(FakeNode.HEIGHT, other, 0, 1, 2)),
        Pattern.quote("is for block 7 " + other));
  }

  @Test
  void aSignatureOnSomethingElseIsNotBelieved() {
    Hash other = Hash.fromHex("0x" + "cd".repeat(32));
    assertCertificateNotBelieved(
        certificate ->
            replace(
                certificate,
                FakeNode.certificate(FakeNode.HEIGHT, other, 0, 1, 2)
                    .put("blockHash", FakeNode.BLOCK.toHex())),
        "has a signature that is not of validator 0");
  }

  /** A quorum is what the genesis file says, not what the node does. */
  @Test
  void aQuorumOfTheNodesOwnIsNotBelieved() {
    assertCertificateNotBelieved(
        certificate ->
            replace(
                certificate,
                FakeNode.certificate(FakeNode.HEIGHT, FakeNode.BLOCK, 0)
                    .put("quorum", 1)
                    .put("total", 1)),
        "has 1 signatures, 3 are needed");
  }

  @Test
  void aSignatureThatIsNoneIsNoAnswer() {
    node.changes(
        CERTIFICATE,
        certificate -> ((ObjectNode) certificate.at("/signers/0")).put("signature", "0x1234"));

    assertNotFinalInTime(
        send("--timeout", "2"), "in its answer pbft_getCertificate.signers[].signature is no");
  }

  private static void replace(ObjectNode document, ObjectNode other) {
    document.removeAll().setAll(other);
  }
}
