package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** Our own methods. */
final class PbftMethodsTest extends ServerTest {

  private final SignedTransaction transfer = FakeNode.aliceToBob(0, 1);

  @Test
  void certificateCanBeVerifiedByWhoeverReceivesIt() throws Exception {
    node.chain.finalise(transfer);
    JsonNode json = result("pbft_getCertificate", "[\"0x1\"]");
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (JsonNode signer : json.get("signers")) {
      byte[] bytes = HexFormat.of().parseHex(signer.get("signature").asText().substring(2));
      signatures.put(signer.get("index").intValue(), Signature.fromBytes(bytes));
    }
    Certificate certificate =
        new Certificate(
            json.get("height").longValue(),
            Hash.fromHex(json.get("blockHash").asText()),
            signatures);
    SigningDomain domain = new SigningDomain(FakeNode.CHAIN_ID, node.chain.genesisHash());
    List<Address> validators = Keys.VALIDATORS.stream().map(PrivateKey::address).toList();
    assertThat(certificate.verify(domain, validators, json.get("quorum").intValue())).isEmpty();
    assertThat(json.get("total").intValue()).isEqualTo(4);
    assertThat(json.at("/signers/1/name").asText()).isEqualTo("node1");
    assertThat(json.at("/signers/1/address").asText()).isEqualTo(validators.get(1).checksummed());
  }

  @Test
  void blockWithoutCertificateHasNone() throws Exception {
    node.chain.execute();
    assertThat(result("pbft_getCertificate", "[\"0x1\"]").isNull()).isTrue();
    assertThat(result("pbft_getCertificate", "[\"0x63\"]").isNull()).isTrue();
    assertThat(error("pbft_getCertificate", "[]")).startsWith("-32602 ");
  }

  @Test
  void transactionStatusFollowsItsLife() throws Exception {
    assertThat(status()).isEqualTo("{\"status\":\"unknown\"}");
    node.pool.submit(transfer);
    assertThat(status()).isEqualTo("{\"status\":\"pending\"}");
    node.chain.execute(node.pool.drain());
    assertThat(status()).isEqualTo("{\"status\":\"included\",\"blockNumber\":1}");
    node.chain.certify(0, 1, 2);
    assertThat(status()).isEqualTo("{\"status\":\"final\",\"blockNumber\":1}");
  }

  @Test
  void transactionStatusSaysWhyATransactionWasDropped() throws Exception {
    node.pool.submit(transfer);
    node.pool.end(transfer.hash(), Stage.DROPPED, "waited longer than an hour");
    assertThat(status())
        .isEqualTo("{\"status\":\"dropped\",\"reason\":\"waited longer than an hour\"}");
  }

  @Test
  void transactionStatusSaysSinceWhenWhoHasItAndWhatItWaitsFor() throws Exception {
    node.pool.submit(transfer);
    node.pool.tell(
        transfer.hash(),
        TransactionStatus.of(Stage.PENDING)
            .since(1_700_000_000_123L)
            .heldBy(List.of(0, 2))
            .because("waits for nonce 4 of its sender"));
    assertThat(status())
        .isEqualTo(
            "{\"status\":\"pending\",\"reason\":\"waits for nonce 4 of its sender\","
                + "\"sinceMillis\":1700000000123,\"heldBy\":[\"node0\",\"node2\"]}");
  }

  @Test
  void transactionStatusNamesTheOneThatTookItsPlace() throws Exception {
    Hash other = FakeNode.aliceToBob(0, 2).hash();
    node.pool.tell(transfer.hash(), TransactionStatus.replaced(other));
    assertThat(status())
        .isEqualTo(
            "{\"status\":\"replaced\",\"reason\":\"replaced by %s\",\"replacedBy\":\"%s\"}"
                .formatted(other, other));
  }

  @Test
  void replicasAndEvidenceAreThoseOfRest() throws Exception {
    node.consensus.catchLying(0, 7, "It proposed two batches.");
    assertThat(result("pbft_getReplicas", "[]")).isEqualTo(client.get("/api/v1/network").json());
    JsonNode evidence = result("pbft_getEvidence", "[]");
    assertThat(evidence).isEqualTo(client.get("/api/v1/evidence").json().get("items"));
    assertThat(evidence.at("/0/name").asText()).isEqualTo("node0");
    assertThat(evidence.at("/0/secondStatement").asText()).isEqualTo("0xaa02");
  }

  private String status() throws Exception {
    JsonNode json = result("pbft_getTransactionStatus", "[\"" + transfer.hash() + "\"]");
    return new ObjectMapper().writeValueAsString(json);
  }
}
