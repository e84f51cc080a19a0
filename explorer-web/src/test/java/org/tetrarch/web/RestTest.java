package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** What REST answers when it is asked properly. */
final class RestTest extends ServerTest {

  private static final String ALICE = Keys.ALICE.address().checksummed();
  private static final String BOB = Keys.BOB.address().checksummed();

  @Test
  void networkSaysAllThatAStatusPageShows() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1));
    JsonNode network = get("/api/v1/network");
    assertThat(network.at("/network/name").asText()).isEqualTo("local-4");
    assertThat(network.at("/network/chainId").asLong()).isEqualTo(FakeNode.CHAIN_ID);
    assertThat(network.at("/node/name").asText()).isEqualTo("node0");
    assertThat(network.at("/health/level").asText()).isEqualTo("ok");
    assertThat(network.at("/health/sentence").asText())
        .isEqualTo("4 of 4 replicas, view 0, node0 is primary; a quorum is present.");
    assertThat(network.at("/head/certifiedHeight").asLong()).isEqualTo(1);
    assertThat(network.at("/quorum").asInt()).isEqualTo(3);
    assertThat(network.at("/replicas/0/primary").booleanValue()).isTrue();
    assertThat(network.at("/replicas/0/self").booleanValue()).isTrue();
    assertThat(network.at("/replicas/3/executedHeight").asLong()).isEqualTo(1);
    assertThat(network.has("missing")).isFalse();
  }

  @Test
  void healthSentenceNamesWhatIsWrong() throws Exception {
    node.consensus.enterView(5);
    node.consensus.disconnect(3);
    assertThat(get("/api/v1/network").at("/health").toString())
        .contains("\"degraded\"")
        .contains("3 of 4 replicas, view 5, node1 is primary; a quorum is present.");
    node.consensus.become(ReplicaStatus.State.CHANGING_VIEW);
    assertThat(get("/api/v1/network").at("/health/sentence").asText())
        .isEqualTo("3 of 4 replicas, changing to view 5; a quorum is present.");
    node.consensus.disconnect(2);
    assertThat(get("/api/v1/network").at("/health").toString())
        .contains("\"down\"")
        .contains("No quorum, so nothing can become final now: Replicas [2, 3] are out of reach.");
  }

  @Test
  void balancesAndBurntFeesTogetherAreTheSupply() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1), FakeNode.aliceToBob(1, 2));
    JsonNode supply = get("/api/v1/network").get("supply");
    BigInteger balances =
        amount(get("/api/v1/accounts/" + ALICE), "balance")
            .add(amount(get("/api/v1/accounts/" + BOB), "balance"));
    assertThat(balances.add(amount(supply, "burnt"))).isEqualTo(amount(supply, "genesis"));
  }

  @Test
  void blocksComeNewestFirstAndPagesJoinWithoutGapOrOverlap() throws Exception {
    for (int i = 0; i < 6; i++) {
      node.chain.finalise();
    }
    List<Long> heights = new ArrayList<>();
    String path = "/api/v1/blocks?limit=3";
    for (JsonNode page = get(path); ; page = get(path)) {
      page.get("items").forEach(block -> heights.add(block.get("height").longValue()));
      if (!page.has("next")) {
        break;
      }
      path = "/api/v1/blocks?limit=3&before=" + page.get("next").asText();
    }
    assertThat(heights).containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
  }

  @Test
  void blockIsFoundByHeightHashAndLatest() throws Exception {
    StoredBlock stored = node.chain.finalise(FakeNode.aliceToBob(0, 1));
    JsonNode block = get("/api/v1/blocks/1");
    assertThat(block).isEqualTo(get("/api/v1/blocks/" + stored.block().hash()));
    assertThat(block).isEqualTo(get("/api/v1/blocks/latest"));
    assertThat(block.at("/summary/proposerName").asText()).isEqualTo("node0");
    assertThat(block.at("/summary/transactionCount").asInt()).isEqualTo(1);
    assertThat(block.at("/summary/value").asText()).isEqualTo("1000000000000000000");
    assertThat(block.at("/summary/signers").toString()).isEqualTo("[0,1,2]");
    assertThat(block.at("/certificate/signers/2/name").asText()).isEqualTo("node2");
    assertThat(block.at("/burnt").asText()).isEqualTo("21000000000000");
    assertThat(block.at("/transactions/items/0/to").asText()).isEqualTo(BOB);
    assertThat(get("/api/v1/blocks/1/certificate")).isEqualTo(block.get("certificate"));
  }

  @Test
  void betweenCheckpointsABlockIsFinalByTheCertificateOfALaterOne() throws Exception {
    node.chain.certifyEvery(2);
    node.chain.execute(FakeNode.aliceToBob(0, 1));
    assertThat(get("/api/v1/blocks/1").at("/summary/certified").booleanValue()).isFalse();
    StoredBlock second = node.chain.finalise();
    JsonNode block = get("/api/v1/blocks/1");
    assertThat(block.at("/summary/certified").booleanValue()).isTrue();
    assertThat(block.at("/summary/signers").toString()).isEqualTo("[0,1,2]");
    assertThat(block.has("certificate")).isFalse();
    JsonNode transfer = get("/api/v1/transactions/" + FakeNode.aliceToBob(0, 1).hash());
    assertThat(transfer.get("status").asText()).isEqualTo("final");
    assertThat(transfer.at("/place/certificate/signatures").intValue()).isEqualTo(3);
    assertThat(get("/api/v1/blocks/2/certificate").get("blockHash").asText())
        .isEqualTo(second.block().hash().toHex());
  }

  @Test
  void blockOfANullRequestHasNoProposer() throws Exception {
    node.chain.executeNullRequest();
    JsonNode summary = get("/api/v1/blocks/1").get("summary");
    assertThat(summary.has("proposer")).isFalse();
    assertThat(summary.get("certified").booleanValue()).isFalse();
    assertThat(summary.get("signers")).isEmpty();
  }

  @Test
  void transactionsOfABlockArePaged() throws Exception {
    node.chain.finalise(
        FakeNode.aliceToBob(0, 1), FakeNode.aliceToBob(1, 1), FakeNode.aliceToBob(2, 1));
    JsonNode first = get("/api/v1/blocks/1/transactions?limit=2");
    assertThat(first.get("items")).hasSize(2);
    assertThat(first.get("next").asText()).isEqualTo("2");
    JsonNode second = get("/api/v1/blocks/1/transactions?from=2");
    assertThat(second.at("/items/0/nonce").asLong()).isEqualTo(2);
    assertThat(second.has("next")).isFalse();
    assertThat(get("/api/v1/blocks/1/transactions?from=99").get("items")).isEmpty();
  }

  @Test
  void latestTransfersRunBackThroughTheWholeChain() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1), FakeNode.aliceToBob(1, 1));
    node.chain.finalise();
    node.chain.finalise(FakeNode.aliceToBob(2, 1));
    List<Long> nonces = new ArrayList<>();
    String path = "/api/v1/transactions?limit=1";
    for (JsonNode page = get(path); ; page = get(path)) {
      page.get("items").forEach(transfer -> nonces.add(transfer.get("nonce").longValue()));
      if (!page.has("next")) {
        break;
      }
      path = "/api/v1/transactions?limit=1&before=" + page.get("next").asText();
    }
    assertThat(nonces).containsExactly(2L, 1L, 0L);
  }

  @Test
  void transactionIsShownWhereverItStands() throws Exception {
    SignedTransaction transfer = FakeNode.aliceToBob(0, 1);
    String path = "/api/v1/transactions/" + transfer.hash();
    node.pool.submit(transfer);
    JsonNode pending = get(path);
    assertThat(pending.get("status").asText()).isEqualTo("pending");
    assertThat(pending.has("place")).isFalse();
    assertThat(pending.at("/content/from").asText()).isEqualTo(ALICE);
    node.chain.execute(node.pool.drain());
    assertThat(get(path).get("status").asText()).isEqualTo("included");
    node.chain.certify(0, 1, 2, 3);
    JsonNode done = get(path);
    assertThat(done.get("status").asText()).isEqualTo("final");
    assertThat(done.at("/place/fee").asText()).isEqualTo("21000000000000");
    assertThat(done.at("/place/certificate/signatures").asInt()).isEqualTo(4);
    assertThat(done.get("content")).isEqualTo(pending.get("content"));
  }

  @Test
  void droppedTransactionSaysWhy() throws Exception {
    SignedTransaction transfer = FakeNode.aliceToBob(0, 1);
    node.pool.submit(transfer);
    node.pool.end(transfer.hash(), Stage.DROPPED, "the pool was full");
    JsonNode dropped = get("/api/v1/transactions/" + transfer.hash());
    assertThat(dropped.get("status").asText()).isEqualTo("dropped");
    assertThat(dropped.get("reason").asText()).isEqualTo("the pool was full");
  }

  @Test
  void accountHasBalanceNoncesAndHistoryInPages() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1), FakeNode.aliceToBob(1, 2));
    node.pool.submit(FakeNode.aliceToBob(2, 1));
    JsonNode account = get("/api/v1/accounts/" + ALICE.toLowerCase(Locale.ROOT));
    assertThat(account.get("address").asText()).isEqualTo(ALICE);
    assertThat(account.get("nonce").asLong()).isEqualTo(2);
    assertThat(account.get("pendingNonce").asLong()).isEqualTo(3);
    assertThat(account.at("/history/items")).hasSize(2);
    JsonNode first = get("/api/v1/accounts/" + BOB + "?limit=1").get("history");
    assertThat(first.at("/items/0/nonce").asLong()).isEqualTo(1);
    JsonNode second =
        get("/api/v1/accounts/" + BOB + "?limit=1&before=" + first.get("next").asText())
            .get("history");
    assertThat(second.at("/items/0/nonce").asLong()).isZero();
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void addressThatWasNeverUsedHasNothing() throws Exception {
    JsonNode account = get("/api/v1/accounts/0x" + "12".repeat(20));
    assertThat(account.get("balance").asText()).isEqualTo("0");
    assertThat(account.at("/history/items")).isEmpty();
  }

  @Test
  void evidenceComesNewestFirstWithBothStatements() throws Exception {
    node.consensus.catchLying(0, 7, "It proposed two batches.");
    node.consensus.catchLying(0, 8, "It did so again.");
    JsonNode items = get("/api/v1/evidence").get("items");
    assertThat(items.at("/0/sequence").asLong()).isEqualTo(8);
    assertThat(items.at("/1/firstStatement").asText()).isEqualTo("0xaa01");
    assertThat(get("/api/v1/network").get("evidenceCount").asInt()).isEqualTo(2);
  }

  @Test
  void readyOnlyWhileAQuorumIsPresent() throws Exception {
    assertThat(client.get("/ready").status()).isEqualTo(200);
    node.consensus.disconnect(1, 2);
    Client.Answer answer = client.get("/ready");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("detail").asText()).contains("out of reach");
    assertThat(client.get("/health").status()).isEqualTo(200);
  }

  @Test
  void metricsOfTheNodeAreServedBesideOurs() throws Exception {
    meters.counter("consensus.batches").increment(3);
    client.get("/health");
    assertThat(client.get("/metrics").raw().body())
        .contains("consensus_batches_total 3.0")
        .contains("tetrarch_http_requests_seconds_count")
        .contains("tetrarch_web_listeners");
  }

  private JsonNode get(String path) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.status()).as(path + ": " + answer.raw().body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    return answer.json();
  }

  private static BigInteger amount(JsonNode node, String field) {
    return new BigInteger(node.get(field).asText());
  }
}
