package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.fake.FakeChain;
import org.tetrarch.wallet.proof.ReceiptFile;

/** {@code wallet receipt} and {@code wallet verify}. */
class ReceiptTest extends WalletTest {
  private SignedTransaction executed() throws Exception {
    SignedTransaction transaction = transfer(0, DEV1, "1.5");
    // Not alone in its block, so that the paths have more than one node.
    node.chain().execute(transfer(1, STRANGER, "1"), transaction, transfer(2, STRANGER, "2"));
    return transaction;
  }

  private Path receipt() throws Exception {
    Path file = home.resolve("receipt.json");
    String hash = executed().hash().toHex();
    assertThat(run("receipt", hash, "-o", file.toString())).as("%s", err).isZero();
    return file;
  }

  @Test
  void aReceiptIsWrittenAndCheckedWithTheGenesisFileAlone() throws Exception {
    Path genesis = home.resolve("genesis.json");
    GenesisFile.write(FakeChain.GENESIS, genesis);
    Path file = receipt();
    assertThat(out.toString())
        .contains("Wrote " + file + ": block 1, certified by node0, node1, node2 (3 of 4")
        .contains("wallet verify " + file + " --genesis genesis.json");
    node.close();

    assertThat(run("verify", file.toString(), "--genesis", genesis.toString()))
        .as("%s", err)
        .isZero();

    assertThat(out.toString())
        .contains("status  final: certified by node0, node1, node2 (3 of 4, quorum 3)")
        .contains("block   1  " + node.chain().header(1).hash())
        .contains("from    dev0  " + DEV0, "to      dev1  " + DEV1, "amount  1.5 TET")
        .contains("chain   770077, as " + genesis + " makes it");
    JsonNode json = json("verify", file.toString());
    assertThat(json.get("valid").booleanValue()).isTrue();
    assertThat(json.get("valueWei").textValue()).isEqualTo("1500000000000000000");
    assertThat(json.get("index").intValue()).isEqualTo(1);
  }

  @Test
  void withoutAFileTheReceiptIsPrinted() throws Exception {
    String hash = executed().hash().toHex();

    assertThat(run("receipt", hash)).as("%s", err).isZero();

    Path file = Files.writeString(home.resolve("printed.json"), out.toString());
    assertThat(run("verify", file.toString())).as("%s", err).isZero();
  }

  @Test
  void thereIsNoReceiptOfWhatIsNotFinal() {
    String hash = "0x" + "12".repeat(32);

    assertFails(
        1,
        List.of("no node proves that transaction " + hash + " is final", "wallet tx " + hash),
        "receipt",
        hash);
    assertFails(2, List.of("is no transaction hash"), "receipt", "0x12");
  }

  @Test
  void aReceiptThatProvesNothingIsNotWritten() throws Exception {
    String hash = executed().hash().toHex();
    node.changes("pbft_getReceiptProof", document -> document.put("index", 0));
    Path file = home.resolve("receipt.json");

    assertFails(
        1, List.of(node.url() + " lies: ", "not believed"), "receipt", hash, "-o", file.toString());

    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format | "tetrarch-account-proof" | format: is "tetrarch-account-proof", not
          version | 2 | version: is 2, this wallet knows 1
          chainId | 1 | is of chain 1 (genesis 0x
          index | 2 | the transaction is not proven
          index | 99 | the transaction is not proven
          transactionProof | [] | the transaction is not proven
          receiptProof | [] | the receipt is not proven
          header | "0xc0" | header
          header | 5 | header: must be a text in quotes
          descendants | ["0xc0"] | header
          certificate | "0xc0" | certificate:
          certificate | null | block 1 has no certificate
          remark | "true" | remark: is not a known field here
          """)
  void aMemberThatSaysSomethingElseIsNamed(String name, String value, String why) throws Exception {
    JsonMapper mapper = new JsonMapper();
    Path file = receipt();
    ObjectNode document = (ObjectNode) mapper.readTree(Files.readAllBytes(file));
    document.set(name, mapper.readTree(value));
    Files.write(file, ReceiptFile.format(document));

    assertFails(1, List.of(file + " proves nothing: ", why), "verify", file.toString());
  }

  @Test
  void aReceiptOfAnotherChainIsRefusedWithBothHashes() throws Exception {
    Genesis other = DevelopmentNetwork.create(7, 10).genesis();
    Path genesis = home.resolve("other.json");
    GenesisFile.write(other, genesis);
    Path file = receipt();

    assertFails(
        1,
        List.of(FakeChain.GENESIS.hash().toHex(), genesis + " makes " + other.hash().toHex()),
        "verify",
        file.toString(),
        "--genesis",
        genesis.toString());
  }

  @Test
  void whatIsNoReceiptIsNamed() throws Exception {
    Path file = home.resolve("file");
    for (String text : new String[] {"", "hello", "[]", "{", "{}", "5", "\0\0"}) {
      Files.writeString(file, text);
      assertFails(1, List.of(file + " proves nothing: "), "verify", file.toString());
    }
    Files.write(file, new byte[4 * 1024 * 1024 + 1]);
    assertFails(1, List.of("it is longer than any receipt"), "verify", file.toString());
    assertFails(1, List.of("none: there is no such file"), "verify", "none");
  }

  /** docs/receipt.md: members in their order, two spaces, a line feed. */
  @Test
  void theFormOfTheFileIsTheDocumentedOne() throws Exception {
    String text = Files.readString(receipt(), StandardCharsets.UTF_8);

    assertThat(text)
        .startsWith("{\n  \"format\": \"tetrarch-receipt-proof\",\n  \"version\": 1,\n")
        .contains("  \"index\": 1,\n  \"transactionProof\": [\n    \"0x")
        .contains("  \"descendants\": [],\n  \"certificate\": \"0x")
        .endsWith("\"\n}\n");
  }
}
