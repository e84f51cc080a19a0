package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.fake.FakeChain;

/** {@code wallet send} from the moment that the node has the transaction. */
class WaitTest extends WalletTest {
  private static final String RECEIPT = "pbft_getReceiptProof";
  private static final String STATUS = "pbft_getTransactionStatus";

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

  private static ObjectNode status(String stage) {
    return JsonNodeFactory.instance.objectNode().put("status", stage);
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
  void aTransactionInNoBlockEndsTheWaitingInTimeAndSaysWhereItIs() {
    node.holdsBack();

    assertNotFinalInTime(
        send("--timeout", "2"), "waits for the primary to propose it, at " + node.url());

    assertThat(err.toString()).startsWith("waiting, ").hasLineCount(2);
  }

  @Test
  void theWaitingSaysInWhichPhaseItIsAndHowManySignaturesThereAre() {
    node.holdsBack();
    node.answers(STATUS, status("inBatch").put("blockNumber", 1));
    assertNotFinalInTime(send("--timeout", "2"), "being ordered in batch 1 at " + node.url());

    node.answers(STATUS, status("included").put("blockNumber", 1));
    assertThat(send("--timeout", "1")).isEqualTo(5);
    assertThat(error())
        .contains("executed in block 1 and signed by " + node.url())
        .contains("1 of the 3 signatures that make it final");
  }

  @Test
  void aNodeThatGoesAwayWhileWeWaitEndsTheWaitingInTimeAndIsNamed() {
    node.breaksOff(RECEIPT);

    assertNotFinalInTime(send("--timeout", "2"), "no node at " + node.url());
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
    node.holdsBack();

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
        .contains("was sent, but no node said that it has it")
        .contains("do not send it again");
  }

  @Test
  void withoutWaitingItIsDoneWhenTheNodeHasIt() throws Exception {
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
    node.holdsBack();
    node.answers(STATUS, status("dropped").put("reason", "waited \u001b[2Jtoo\nlong"));

    assertThat(send()).isEqualTo(4);

    assertThat(error())
        .isEqualTo("error: transaction " + hash() + " was dropped: waited  [2Jtoo long");
  }

  private void assertNotBelieved(Consumer<ObjectNode> lie, String why) {
    node.changes(RECEIPT, lie);

    assertThat(send()).as("%s", out).isEqualTo(1);

    assertThat(error())
        .startsWith("error: ")
        .contains(node.url() + " lies: ", why)
        .contains("look: tetrarch wallet tx " + hash());
    assertThat(out.toString()).contains("hash    " + hash()).doesNotContain("Final");
  }

  private static void certify(ObjectNode document, Certificate certificate) {
    document.put("certificate", "0x" + HexFormat.of().formatHex(certificate.encoded()));
  }

  @Test
  void aCertificateOfFewerThanAQuorumIsNotBelieved() {
    assertNotBelieved(
        document -> certify(document, FakeChain.certificate(node.chain().header(1), 0, 1)),
        "has 2 signatures, 3 are needed");
  }

  @Test
  void aCertificateOfAnotherBlockIsNotBelieved() {
    Hash other = Hash.fromHex("0x" + "cd".repeat(32));
    assertNotBelieved(
        document -> certify(document, FakeChain.certificate(1, other, 0, 1, 2)),
        "the certificate is for block 1 " + other);
  }

  @Test
  void aSignatureOnSomethingElseIsNotBelieved() {
    assertNotBelieved(
        document -> {
          Certificate right = FakeChain.certificate(node.chain().header(1), 0, 1, 2);
          Certificate other = FakeChain.certificate(2, right.blockHash(), 0, 1, 2);
          certify(document, new Certificate(1, right.blockHash(), other.signatures()));
        },
        "has a signature that is not of validator 0");
  }

  @Test
  void aProofOfAnotherTransactionIsNotBelieved() throws Exception {
    fund(STRANGER, "1");
    String other = node.chain().header(1).hash().toHex();
    assertNotBelieved(document -> document.put("transactionHash", other), "is transaction 0x");
  }

  @Test
  void aReceiptWithoutAProofIsNotBelieved() {
    assertNotBelieved(document -> document.putArray("receiptProof"), "the receipt is not proven");
  }
}
