package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wallet tx}: a transaction is never in limbo. */
class TxTest extends WalletTest {
  private static final String UNKNOWN = "0x" + "12".repeat(32);
  private static final String STATUS = "pbft_getTransactionStatus";

  private String sentHash(String... options) throws Exception {
    String[] arguments = new String[options.length + 5];
    System.arraycopy(new String[] {"send", "--from", "dev0", DEV1, "1.5"}, 0, arguments, 0, 5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    return json(arguments).get("hash").textValue();
  }

  private static ObjectNode status(String stage) {
    return JsonNodeFactory.instance.objectNode().put("status", stage);
  }

  private List<Path> remembered() throws Exception {
    try (Stream<Path> files = Files.walk(home.resolve("transactions"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aFinalTransactionIsShownWithItsSigners() throws Exception {
    String hash = sentHash();

    assertThat(run("tx", hash)).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("hash    " + hash)
        .contains("status  final: certified by node0, node1, node2 (3 of 4, quorum 3)")
        .contains("block   1  " + node.chain().header(1).hash(), "fee     0.000021 TET")
        .contains("from    dev0  " + DEV0, "to      dev1  " + DEV1, "amount  1.5 TET");

    JsonNode json = json("tx", hash);
    assertThat(json.get("status").textValue()).isEqualTo("final");
    assertThat(json.get("final").booleanValue()).isTrue();
    assertThat(json.get("from").textValue()).isEqualTo(DEV0);
    assertThat(json.get("to").textValue()).isEqualTo(DEV1);
    assertThat(json.get("valueWei").textValue()).isEqualTo("1500000000000000000");
    assertThat(json.get("blockNumber").longValue()).isEqualTo(1);
    assertThat(json.at("/certificate/signers/2").textValue()).isEqualTo("node2");
  }

  @Test
  void aTransactionThatWaitsSaysWhoHasItAndSinceWhen() throws Exception {
    node.holdsBack();
    String hash = sentHash("--no-wait");

    assertThat(run("tx", hash)).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("status  pending: waits for the primary to propose it, at " + node.url())
        .contains("has it waiting since 20", "; as far as it knows, so have node0, node2\n")
        .contains("from    dev0  " + DEV0, "amount  1.5 TET")
        .contains("sent    from here, ");

    JsonNode json = json("tx", hash);
    assertThat(json.get("status").textValue()).isEqualTo("pending");
    assertThat(json.get("final").booleanValue()).isFalse();
    assertThat(json.at("/replicas/0/status").textValue()).isEqualTo("pending");
    assertThat(json.at("/replicas/0/heldBy/1").textValue()).isEqualTo("node2");
    assertThat(json.at("/replicas/0/sinceMillis").longValue()).isPositive();
    assertThat(json.get("sentAtMillis").longValue()).isPositive();

    node.answers(STATUS, status("pending").put("reason", "waits for nonce 3 of its sender"));
    assertThat(run("tx", hash)).isZero();
    assertThat(out.toString()).contains("status  pending: waits for nonce 3 of its sender, at ");

    node.answers(STATUS, status("included").put("blockNumber", 1));
    assertThat(json("tx", hash).get("status").textValue()).isEqualTo("included");
  }

  @Test
  void aTransactionThatNoNodeKnowsAnyMoreIsKnownWhereItWasSent() throws Exception {
    node.holdsBack();
    String hash = sentHash("--no-wait");
    node.answers(STATUS, status("unknown"));

    assertThat(run("tx", hash)).isEqualTo(1);
    assertThat(out.toString())
        .contains("status  unknown: no node that answers knows it; send it again as it is with: ")
        .contains("wallet tx " + hash + " --resend")
        .contains("from    dev0  " + DEV0, "amount  1.5 TET");
  }

  @Test
  void aDroppedTransactionSaysWhyAndIsSentAgainAsItWas() throws Exception {
    node.holdsBack();
    String hash = sentHash("--no-wait");
    node.answers(STATUS, status("dropped").put("reason", "waited for an hour"));

    assertThat(run("tx", hash)).isEqualTo(4);
    assertThat(out.toString()).contains("status  dropped: waited for an hour; send it again");

    node.isHonestAbout(STATUS);
    node.executes();
    assertThat(run("tx", hash, "--resend")).as("%s", err).isZero();
    assertThat(out.toString()).contains("status  final: ");
    assertThat(remembered()).isEmpty();
    assertFails(1, List.of("is not one that was sent from here"), "tx", hash, "--resend");
  }

  @Test
  void aReplacedTransactionIsTakenFromTheNodesWordUntilItIsProven() throws Exception {
    node.holdsBack();
    String hash = sentHash("--no-wait");
    node.answers(STATUS, status("replaced").put("reason", "replaced by " + UNKNOWN));

    assertThat(run("tx", hash)).isEqualTo(4);

    assertThat(out.toString())
        .contains("status  replaced: replaced by " + UNKNOWN + ", which is not final yet");
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void whatIsFinalIsForgottenHereSinceTheChainKnowsItForEver() throws Exception {
    node.holdsBack();
    String hash = sentHash("--no-wait");
    assertThat(remembered()).hasSize(1);
    node.executes();

    assertThat(run("tx", hash)).isZero();

    assertThat(remembered()).isEmpty();
  }

  /** A node that keeps the receipt to itself cannot make it look as if it had been replaced. */
  @Test
  void aUsedNonceWithoutAProofOfTheTransactionThatUsedItIsNotCalledReplaced() throws Exception {
    String hash = sentHash();
    node.answersNull("pbft_getReceiptProof");
    node.answers(STATUS, status("replaced").put("reason", "replaced by " + UNKNOWN));

    assertThat(run("tx", hash)).isEqualTo(1);

    assertThat(out.toString())
        .contains("status  unknown: its sender's nonce 0 is used, but no node proves by which");
  }

  @Test
  void withoutAHashAllThatAreOpenAreListed() throws Exception {
    assertThat(run("tx")).as("%s", err).isZero();
    assertThat(out.toString()).isEqualTo("Nothing that was sent from here is open.\n");

    node.holdsBack();
    String first = sentHash("--no-wait");
    String second = sentHash("--no-wait");
    assertThat(run("tx")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            first
                + "  pending  1.5 TET to "
                + DEV1
                + "\n"
                + second
                + "  pending  1.5 TET to "
                + DEV1
                + "\n");

    node.executes();
    assertThat(json("tx").at("/transactions/1/status").textValue()).isEqualTo("final");
    assertThat(json("tx").get("transactions")).isEmpty();
    assertFails(2, List.of("--resend needs the hash"), "tx", "--resend");
  }

  @Test
  void anUnknownTransactionIsAFailure() {
    assertThat(run("tx", UNKNOWN)).isEqualTo(1);
    assertThat(out.toString())
        .contains("status  unknown: no node that answers knows it\n", "does not know it");
  }

  @Test
  void anotherTransactionThanTheOneAskedForIsNotShown() throws Exception {
    node.holdsBack();
    sentHash("--no-wait");
    node.answers(STATUS, status("pending"));
    String raw = "0x" + HexFormat.of().formatHex(node.transactions().getFirst().encoded());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putObject("content").put("raw", raw);
    node.answersRaw("transactions", 200, document.toString().getBytes(StandardCharsets.UTF_8));

    assertFails(
        3, List.of(node.url(), "is another transaction than the one asked for"), "tx", UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x12", "hello", "", "0xzz"})
  void whatIsNoHashIsAUsageError(String hash) {
    assertFails(
        2, List.of("\"" + hash + "\" is no transaction hash, which is 0x and 64"), "tx", hash);
    assertThat(node.methods()).isEmpty();
  }
}
