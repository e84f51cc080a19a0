package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.proof.TrustedChain;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;

/** What is served can be checked with the genesis file alone. */
final class ProofMethodsTest extends ServerTest {

  private static final String ALICE = Keys.ALICE.address().checksummed();

  private final SignedTransaction transfer = FakeNode.aliceToBob(0, 1);
  private final TrustedChain trusted =
      new TrustedChain(
          new SigningDomain(FakeNode.CHAIN_ID, node.chain.genesisHash()),
          Keys.VALIDATORS.stream().map(PrivateKey::address).toList(),
          3);

  @Test
  void aReceiptIsProvenByTheCertificateOfItsBlock() throws Exception {
    node.chain.finalise(transfer);

    JsonNode json = receiptProof();

    assertThat(json.get("format").asText()).isEqualTo("tetrarch-receipt-proof");
    assertThat(json.get("version").intValue()).isEqualTo(1);
    assertThat(json.get("chainId").longValue()).isEqualTo(FakeNode.CHAIN_ID);
    assertThat(json.get("genesisHash").asText()).isEqualTo(node.chain.genesisHash().toHex());
    assertThat(json.get("descendants")).isEmpty();
    assertThat(verified(json).transaction()).isEqualTo(transfer);
  }

  @Test
  void betweenCheckpointsTheNextCertifiedBlockProvesIt() throws Exception {
    node.chain.certifyEvery(3);
    node.chain.execute(transfer);
    assertThat(receiptProof().isNull()).isTrue();
    node.chain.execute(FakeNode.aliceToBob(1, 1));
    node.chain.execute(FakeNode.aliceToBob(2, 1));
    node.chain.certify(0, 1, 3);

    JsonNode json = receiptProof();

    assertThat(json.get("descendants")).hasSize(2);
    assertThat(verified(json).header().number()).isEqualTo(1);
  }

  @Test
  void thereIsNoProofOfWhatIsNotFinal() throws Exception {
    assertThat(receiptProof().isNull()).isTrue();
    node.chain.execute(transfer);
    assertThat(receiptProof().isNull()).isTrue();
    assertThat(error("pbft_getAccountProof", "[\"" + ALICE + "\", \"latest\"]"))
        .isEqualTo("-32000 block 1 is not final yet: proofs reach block 0");
    assertThat(error("pbft_getHeaderProof", "[\"0x1\"]")).contains("is not final yet");
    assertThat(error("pbft_getHeaderProof", "[\"0x63\"]")).isEqualTo("-32000 header not found");
    assertThat(error("pbft_getReceiptProof", "[\"0x1\"]")).startsWith("-32602 ");
  }

  @Test
  void anAccountIsProvenAtTheCertifiedHeightUnlessAnotherIsAskedFor() throws Exception {
    assertThat(balance(account("")).balance()).isEqualTo(Wei.coins(10_000));
    node.chain.finalise(transfer);
    node.chain.execute(FakeNode.aliceToBob(1, 1));

    assertThat(balance(account("")).nonce()).isEqualTo(1);
    assertThat(balance(account(", \"finalized\"")).nonce()).isEqualTo(1);
    assertThat(balance(account(", \"earliest\"")).nonce()).isZero();
  }

  @Test
  void aHeaderIsProven() throws Exception {
    node.chain.finalise(transfer);
    for (String height : List.of("0x0", "0x1")) {
      JsonNode json = result("pbft_getHeaderProof", "[\"" + height + "\"]");
      assertThat(json.get("format").asText()).isEqualTo("tetrarch-header-proof");
      header(json).verify(trusted);
    }
    JsonNode newest = result("pbft_getHeaderProof", "[]");
    assertThat(header(newest).header().number()).isEqualTo(1);
  }

  @Test
  void ethereumsProofHoldsAgainstTheStateRootOfItsBlock() throws Exception {
    node.chain.finalise(transfer);
    node.chain.execute(FakeNode.aliceToBob(1, 1));
    for (int height = 0; height <= 2; height++) {
      JsonNode json = result("eth_getProof", "[\"%s\", [], \"0x%x\"]".formatted(ALICE, height));
      Account account =
          new Account(
              Long.decode(json.get("nonce").asText()),
              Wei.of(new BigInteger(json.get("balance").asText().substring(2), 16)));
      assertThat(account.nonce()).isEqualTo(height);
      Hash root = node.chain.block(height).orElseThrow().block().header().stateRoot();
      new AccountProof(Keys.ALICE.address(), account, nodes(json, "accountProof")).verify(root);
    }
  }

  @Test
  void ethereumsProofHasAllFieldsOfAnAccountWithoutStorage() throws Exception {
    JsonNode json = result("eth_getProof", "[\"" + ALICE + "\", [\"0x0\"], \"latest\"]");
    assertThat(json.get("address").asText()).isEqualTo(ALICE.toLowerCase(java.util.Locale.ROOT));
    assertThat(json.get("codeHash").asText())
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(json.get("storageHash").asText())
        .isEqualTo("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    assertThat(json.get("storageProof").toString())
        .isEqualTo("[{\"key\":\"0x0\",\"value\":\"0x0\",\"proof\":[]}]");
    assertThat(error("eth_getProof", "[\"" + ALICE + "\", [\"0xzz\"], \"latest\"]"))
        .startsWith("-32602 ");
    assertThat(error("eth_getProof", "[\"" + ALICE + "\", [], \"0x63\"]"))
        .isEqualTo("-32000 header not found");
  }

  private JsonNode receiptProof() throws Exception {
    return result("pbft_getReceiptProof", "[\"" + transfer.hash() + "\"]");
  }

  private JsonNode account(String block) throws Exception {
    return result("pbft_getAccountProof", "[\"" + ALICE + "\"" + block + "]");
  }

  private ProvenReceipt verified(JsonNode json) throws MalformedException {
    return new ReceiptProof(
            Hash.parse(json.get("transactionHash").asText()),
            header(json),
            json.get("index").intValue(),
            nodes(json, "transactionProof"),
            nodes(json, "receiptProof"))
        .verify(trusted);
  }

  private Account balance(JsonNode json) throws MalformedException {
    Account account =
        new Account(
            json.get("nonce").longValue(), Wei.of(new BigInteger(json.get("balance").asText())));
    Address address = Address.parseChecked(json.get("address").asText());
    return new BalanceProof(
            new AccountProof(address, account, nodes(json, "accountProof")), header(json))
        .verify(trusted)
        .account();
  }

  private static HeaderProof header(JsonNode json) throws MalformedException {
    Optional<byte[]> certificate =
        Optional.ofNullable(json.get("certificate")).map(ProofMethodsTest::bytes);
    return HeaderProof.decode(bytes(json.get("header")), nodes(json, "descendants"), certificate);
  }

  private static List<byte[]> nodes(JsonNode json, String name) {
    List<byte[]> nodes = new ArrayList<>();
    json.get(name).forEach(node -> nodes.add(bytes(node)));
    return nodes;
  }

  private static byte[] bytes(JsonNode hex) {
    return HexFormat.of().parseHex(hex.asText().substring(2));
  }
}
