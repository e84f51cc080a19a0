package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.fake.FakeNode;

/** {@code wallet history}: each line proven, and none missing. */
class HistoryTest extends WalletTest {
  /** Three out, one in, one to itself. */
  private void live() throws Exception {
    node.chain().execute(transfer(0, DEV1, "1.5"));
    node.chain().execute(transfer(1, DEV0, "0.25"), transfer(0, STRANGER, "2"));
    node.chain().execute(transfer(0, DEV0, "7"));
    node.chain().execute(transfer(0, DEV1, "3"));
  }

  @Test
  void aCompleteHistoryAddsUpToTheBalance() throws Exception {
    live();

    assertThat(run("history", "dev0")).as("%s", err).isZero();

    assertThat(out.toString().lines().toList())
        .hasSize(7)
        .satisfies(
            lines -> {
              assertThat(lines.get(1)).contains("4  to    dev1").contains("-3.000021  0x");
              assertThat(lines.get(2)).contains("3  self  dev0").contains("-0.000021  0x");
              assertThat(lines.get(3)).contains("2  to    0x00").contains("-2.000021  0x");
              assertThat(lines.get(4)).contains("2  from  dev1").contains("+0.25  0x");
              assertThat(lines.get(5)).contains("1  to    dev1").contains("-1.500021  0x");
            });
    assertThat(out.toString())
        .contains("5 transfers, and no more: they add up to the balance of 9993.749916 TET")
        .contains("in block 4, certified by node0, node1, node2");
  }

  @Test
  void jsonAndCsvHoldTheSame() throws Exception {
    live();
    JsonNode json = json("history", "dev0");
    assertThat(json.get("complete").booleanValue()).isTrue();
    assertThat(json.get("transfers")).hasSize(5);
    assertThat(json.at("/transfers/3/direction").textValue()).isEqualTo("in");
    assertThat(json.at("/transfers/3/changeWei").textValue()).isEqualTo("250000000000000000");
    assertThat(json.at("/transfers/3/counterpartyName").textValue()).isEqualTo("dev1");

    assertThat(run("history", "dev0", "--csv")).as("%s", err).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst())
        .isEqualTo(
            "time,block,hash,direction,account,counterparty,counterpartyAddress,amount,fee,symbol,nonce");
    assertThat(lines.get(4))
        .matches("20\\S+Z,2,0x[0-9a-f]{64},in," + DEV0 + ",dev1," + DEV1 + ",0\\.25,0,TET,");
    assertThat(lines.get(5)).endsWith(",1.5,0.000021,TET,0");
  }

  @Test
  void aPartOfItSaysThatThereIsMore() throws Exception {
    live();

    assertThat(run("history", "dev0", "-n", "2")).as("%s", err).isZero();

    assertThat(out.toString().lines()).hasSize(4);
    assertThat(out.toString()).contains("The newest 2; --all shows all. The balance is 9993.7");
    assertThat(json("history", "dev0", "--limit", "2").get("complete").booleanValue()).isFalse();
  }

  @Test
  void anAccountWithoutTransfersHasNone() {
    assertThat(run("history", STRANGER)).as("%s", err).isZero();
    assertThat(out.toString()).startsWith("No transfer yet. The balance is 0 TET");
  }

  private void lieAboutTheList(FakeNode liar, Consumer<ArrayNode> lie) throws Exception {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode items = document.putObject("history").putArray("items");
    for (SignedTransaction transaction : node.chain().history(Address.fromHex(DEV0))) {
      items
          .addObject()
          .put("hash", transaction.hash().toHex())
          .put("from", transaction.sender().checksummed())
          .put("nonce", transaction.nonce());
    }
    lie.accept(items);
    liar.answersRaw("accounts", 200, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void assertCaught(Consumer<ArrayNode> lie, String why) throws Exception {
    live();
    lieAboutTheList(node, lie);

    assertFails(1, List.of(node.url() + " lies: ", why), "history", "dev0");

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTransferThatWasSentAndIsKeptBackIsMissed() throws Exception {
    assertCaught(items -> items.remove(2), "lacks the transfer with nonce 1");
  }

  @Test
  void aTransferThatWasReceivedAndIsKeptBackIsMissed() throws Exception {
    assertCaught(items -> items.remove(3), "does not add up to the proven balance");
  }

  @Test
  void theFirstTransfersCannotBeKeptBackEither() throws Exception {
    assertCaught(items -> items.remove(4), "lacks the transfer with nonce 0");
  }

  @Test
  void anotherOrderIsRefused() throws Exception {
    assertCaught(items -> items.insert(4, items.remove(3)), "out of order");
  }

  @Test
  void transfersOfOthersAreRefused() throws Exception {
    node.chain().execute(transfer(5, STRANGER, "1"));
    String other = node.chain().history(Address.fromHex(STRANGER)).getFirst().hash().toHex();
    assertCaught(
        items -> ((ObjectNode) items.get(4)).put("hash", other), "lists a transaction of others");
  }

  @Test
  void aTransferTwiceIsRefused() throws Exception {
    assertCaught(items -> items.insert(3, items.get(3)), "out of order");
  }

  @Test
  void anInventedTransferIsRefused() throws Exception {
    assertCaught(
        items ->
            items
                .insertObject(0)
                .put("hash", "0x" + "12".repeat(32))
                .put("from", DEV0)
                .put("nonce", 9),
        "and does not prove it");
  }

  /** The next one is asked, and the liar is named. */
  @Test
  void anotherNodeTellsWhatTheFirstKeepsBack() throws Exception {
    live();
    try (FakeNode other = new FakeNode(node.chain())) {
      lieAboutTheList(node, items -> items.remove(3));

      assertThat(run("history", "dev0", "--rpc-url", node.url() + "," + other.url()))
          .as("%s", err)
          .isZero();

      assertThat(out.toString()).contains("5 transfers, and no more");
      assertThat(err.toString()).contains("warning: " + node.url() + " lies: ");
    }
  }

  @Test
  void wrongOptionsAreNamed() {
    assertFails(2, List.of("--limit must be 1 or more"), "history", "dev0", "-n", "0");
    assertFails(2, List.of("exclude each other"), "history", "dev0", "-n", "1", "--all");
    assertFails(2, List.of("exclude each other"), "history", "dev0", "--csv", "--json");
    assertFails(2, List.of("\"bob\" is neither"), "history", "bob");
    assertThat(node.methods()).isEmpty();
  }
}
