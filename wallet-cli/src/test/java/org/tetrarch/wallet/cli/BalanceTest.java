package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.fake.FakeChain;
import org.tetrarch.wallet.fake.ProofDocuments;

/** {@code wallet balance}: what is shown was proven. */
class BalanceTest extends WalletTest {
  private static final String PROOF = "pbft_getAccountProof";

  @Test
  void balanceOfAnAddressOrNameIsOneLineWithTheBlockThatProvesIt() throws Exception {
    fund(STRANGER, "1.5");

    assertThat(run("balance", DEV0)).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("dev0 +" + DEV0 + " +10000")
        .contains("In block 1, certified by node0, node1, node2 (3 of 4, quorum 3).");
    assertThat(err.toString()).isEmpty();

    JsonNode json = json("balance", STRANGER);
    assertThat(json.get("chainId").longValue()).isEqualTo(770_077);
    assertThat(json.get("symbol").textValue()).isEqualTo("TET");
    assertThat(json.get("blockNumber").longValue()).isEqualTo(1);
    assertThat(json.get("accounts")).hasSize(1);
    assertThat(json.at("/accounts/0/name").isNull()).isTrue();
    assertThat(json.at("/accounts/0/balance").textValue()).isEqualTo("1.5");
    assertThat(json.at("/accounts/0/balanceWei").textValue()).isEqualTo("1500000000000000000");
  }

  @Test
  void beforeTheFirstBlockTheGenesisFileItselfProvesIt() throws Exception {
    assertThat(run("balance", "dev1")).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("dev1 +" + DEV1 + " +10000")
        .contains("In block 0, the genesis file's own.");
  }

  @Test
  void balanceOfTheWholeWalletListsEveryAccount() throws Exception {
    String savings = makeAccount("savings");

    JsonNode accounts = json("balance").get("accounts");

    assertThat(accounts).hasSize(11);
    assertThat(accounts.get(0).get("name").textValue()).isEqualTo("savings");
    assertThat(accounts.get(0).get("address").textValue()).isEqualTo(savings);
    assertThat(accounts.get(0).get("balanceWei").textValue()).isEqualTo("0");
    assertThat(accounts.get(1).get("balanceWei").textValue()).isEqualTo("1" + "0".repeat(22));
  }

  @Test
  void aMistypedAccountIsAUsageErrorBeforeANodeIsAsked() {
    assertFails(2, List.of("it is " + DEV1), "balance", DEV1.replace("C8", "c8"));
    assertFails(2, List.of("40 hex digits"), "balance", "0x12");
    assertFails(2, List.of("\"bob\" is neither an address"), "balance", "bob");
    assertThat(node.methods()).isEmpty();
  }

  /** With nobody else to ask there is no right answer to show. */
  @ParameterizedTest
  @CsvSource({
    "balance, 10001000000000000000000, another nonce or balance",
    "balance, 010000000000000000000000, is no amount in wei",
    "address, 0x70997970C51812dc3A010C7d01b50e0d17dc79C8, not \"0xf39F",
    "format, tetrarch-header-proof, not \"tetrarch-account-proof\"",
    "header, 0x00, ",
    "certificate, 0xc0, ",
    "extra, 1, is not a known field"
  })
  void aLieOfTheOnlyNodeIsNamedAndNothingIsShown(String field, String value, String why)
      throws Exception {
    fund(STRANGER, "1");
    node.changes(PROOF, document -> document.put(field, value));

    assertFails(
        1,
        List.of(node.url() + " lies: ", why == null ? "" : why, "not believed; name another node"),
        "balance",
        "dev0");

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aProofOfAnotherHeightThanTheOneAskedForIsNotBelieved() throws Exception {
    fund(STRANGER, "1");
    fund(STRANGER, "1");
    node.answers(PROOF, ProofDocuments.of(node.chain().accountProof(Address.fromHex(STRANGER), 1)));

    assertFails(
        1,
        List.of("asked for the state of block 2, it proves that of block 1"),
        "balance",
        STRANGER);
  }

  @Test
  void anotherVersionOfProofsIsNotGuessedAt() {
    node.changes(PROOF, document -> document.put("version", 2));

    assertFails(1, List.of("version: is 2, this wallet knows 1"), "balance", "dev0");
  }

  @Test
  void aNodeOfAnotherChainIsNoLiarAndBothHashesAreShown() {
    String other = "0x" + "12".repeat(32);
    node.changes("pbft_getHeaderProof", document -> document.put("genesisHash", other));

    assertFails(
        1,
        List.of(
            node.url() + " is of the chain that began with genesis " + other,
            "the local network's genesis file makes " + FakeChain.GENESIS.hash(),
            "name another node, or its genesis file with --genesis"),
        "balance",
        "dev0");
  }
}
