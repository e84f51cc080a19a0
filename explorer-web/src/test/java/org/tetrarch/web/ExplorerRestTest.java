package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.FakePool;
import org.tetrarch.web.fake.Keys;
import org.tetrarch.web.port.AccountRanking.Holding;
import org.tetrarch.web.port.ProtocolView.Pace;
import org.tetrarch.web.port.SlotRecord;
import org.tetrarch.web.port.SlotRecord.Attempt;
import org.tetrarch.web.port.SlotRecord.Vote;

/** What only the explorer's pages ask for. */
final class ExplorerRestTest extends ServerTest {

  private static final String ALICE = Keys.ALICE.address().checksummed();
  private static final String BATCH = "0x" + "ab".repeat(32);
  private static final String OTHER = "0x" + "cd".repeat(32);

  private JsonNode get(String path) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.json();
  }

  private static Vote vote(int replica, long micros, String digest) {
    return new Vote(replica, micros, digest);
  }

  private void agreed(List<Vote> prepares, List<Vote> commits) {
    Attempt attempt = new Attempt(0, 0, Optional.of(vote(0, 100, BATCH)), prepares, commits);
    node.protocol.slots.put(
        1L,
        new SlotRecord(1, List.of(attempt), OptionalLong.of(500), List.of(), OptionalLong.of(900)));
  }

  @Test
  void aPhaseIsReachedWithTheVoteThatMakesTheQuorum() throws Exception {
    node.chain.finalise();
    agreed(
        List.of(vote(1, 200, BATCH), vote(2, 300, BATCH), vote(3, 350, BATCH)),
        List.of(vote(1, 400, BATCH), vote(0, 410, BATCH), vote(2, 420, BATCH)));
    JsonNode attempt = get("/api/v1/blocks/1/phases").at("/attempts/0");
    assertThat(attempt.get("primaryName").asText()).isEqualTo("node0");
    assertThat(attempt.get("preparedMicros").asLong()).isEqualTo(300);
    assertThat(attempt.get("committedMicros").asLong()).isEqualTo(420);
  }

  @Test
  void aVoteForAnotherBatchAndOneOfThePrimaryDoNotCountToPrepared() throws Exception {
    node.chain.finalise();
    agreed(
        List.of(vote(0, 150, BATCH), vote(1, 200, BATCH), vote(2, 300, OTHER)),
        List.of(vote(1, 400, BATCH), vote(0, 410, BATCH), vote(2, 420, BATCH)));
    JsonNode attempt = get("/api/v1/blocks/1/phases").at("/attempts/0");
    assertThat(attempt.has("preparedMicros")).isFalse();
    assertThat(attempt.has("committedMicros")).isFalse();
    assertThat(attempt.get("prepares").findValuesAsText("matches"))
        .containsExactly("true", "false");
  }

  @Test
  void ofABlockThatTheNodeDoesNotRememberThereAreNoAttempts() throws Exception {
    node.chain.finalise();
    assertThat(get("/api/v1/blocks/1/phases").get("attempts")).isEmpty();
    assertThat(client.get("/api/v1/blocks/2/phases").status()).isEqualTo(404);
  }

  @Test
  void paceComesAsColumnsWithHolesWhereNoBlockWas() throws Exception {
    node.protocol.paces.add(new Pace(1_000, 2, 10, 2, 3_000, 2_000));
    node.protocol.paces.add(new Pace(2_000, 0, 0, 0, 0, 0));
    JsonNode pace = get("/api/v1/pace");
    assertThat(pace.get("startMillis").asLong()).isEqualTo(1_000);
    assertThat(pace.get("partMillis").asLong()).isEqualTo(1_000);
    assertThat(pace.get("transfers").toString()).isEqualTo("[10,0]");
    assertThat(pace.get("finalityMicros").toString()).isEqualTo("[1500,null]");
    assertThat(pace.get("slowestMicros").toString()).isEqualTo("[2000,null]");
    assertThat(client.get("/api/v1/pace?resolution=year").json().get("field").asText())
        .isEqualTo("resolution");
  }

  @Test
  void aWaitingTransferTellsItsAgeAndWhoPassedItBy() throws Exception {
    node.pool.submit(FakeNode.aliceToBob(0, 1));
    node.pool.submit(FakeNode.aliceToBob(5, 1));
    node.protocol.proposals.put(2, 7);
    JsonNode pending = get("/api/v1/pending");
    assertThat(pending.get("executable").asInt()).isEqualTo(1);
    assertThat(pending.get("queued").asInt()).isEqualTo(1);
    assertThat(pending.at("/items/0/status").asText()).isEqualTo("pending");
    assertThat(pending.at("/items/0/sinceMillis").asLong()).isEqualTo(FakePool.SINCE_MILLIS);
    assertThat(pending.at("/items/0/passedBy/0/name").asText()).isEqualTo("node2");
    assertThat(pending.at("/items/0/passedBy/0/blocks").asInt()).isEqualTo(7);
    assertThat(pending.at("/items/1/status").asText()).isEqualTo("queued");
    assertThat(pending.at("/items/1/passedBy")).isEmpty();
  }

  @Test
  void accountsComeRichestFirstAndPagesJoin() throws Exception {
    for (int i = 0; i < 4; i++) {
      node.ranking.holdings.add(
          new Holding(Keys.VALIDATORS.get(i).address(), Wei.coins(i == 3 ? 2 : i + 1L)));
    }
    List<String> balances = new ArrayList<>();
    String path = "/api/v1/accounts?limit=3";
    JsonNode page = get(path);
    assertThat(page.get("accounts").asInt()).isEqualTo(4);
    assertThat(page.at("/items/0/name").asText()).isEqualTo("node2");
    while (true) {
      page.get("items").forEach(item -> balances.add(item.get("balance").asText().substring(0, 1)));
      if (!page.has("next")) {
        break;
      }
      page = get(path + "&before=" + page.get("next").asText());
    }
    assertThat(balances).containsExactly("3", "2", "2", "1");
  }

  @Test
  void aBalanceOverTimeHasAPointWhereItMoved() throws Exception {
    node.chain.finalise();
    node.chain.finalise(FakeNode.aliceToBob(0, 10));
    node.chain.finalise();
    JsonNode points = get("/api/v1/accounts/" + Keys.BOB.address().checksummed() + "/balances");
    assertThat(points.get("points").findValuesAsText("balance"))
        .containsExactly("0", "0", Wei.coins(10).toString(), Wei.coins(10).toString());
  }

  @Test
  void aHistoryAsCsvHasOneLineForEachTransfer() throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 10));
    node.chain.finalise(FakeNode.aliceToBob(1, 5));
    Client.Answer answer = client.get("/api/v1/accounts/" + ALICE + "/transfers.csv");
    assertThat(answer.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(answer.header("Content-Disposition")).contains(ALICE + ".csv");
    List<String> lines = answer.raw().body().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).startsWith("time,block,index,transaction,direction");
    assertThat(lines.get(1)).contains(",2,0,0x").contains(",out,").contains(",5,0.000021,1");
    assertThat(client.get("/api/v1/accounts/nobody/transfers.csv").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "1, block, 1",
    "%231, block, 1",
    "latest, block, 1",
    "NODE2, replica, node2",
    "0x1212121212121212121212121212121212121212, account, 0x1212121212121212121212121212121212121212",
  })
  void aSearchFindsWhatTheTextNames(String text, String kind, String id) throws Exception {
    node.chain.finalise(FakeNode.aliceToBob(0, 1));
    JsonNode found = get("/api/v1/search?q=" + text);
    assertThat(found.get("kind").asText()).isEqualTo(kind);
    assertThat(found.get("id").asText()).isEqualTo(id);
  }

  @Test
  void aHashIsOfABlockOrOfATransaction() throws Exception {
    var stored = node.chain.finalise(FakeNode.aliceToBob(0, 1));
    Hash transaction = stored.block().transactions().getFirst().hash();
    String upper = "0x" + transaction.toHex().substring(2).toUpperCase(Locale.ROOT);
    assertThat(get("/api/v1/search?q=" + stored.block().hash().toHex()).get("kind").asText())
        .isEqualTo("block");
    assertThat(get("/api/v1/search?q=%20" + upper).get("kind").asText()).isEqualTo("transaction");
  }

  @ParameterizedTest
  @CsvSource({
    "99, newest is 0",
    "nonsense, Search for",
    "0x12, this has 2",
    "%3Cscript%3E, Search for",
    "0x1111111111111111111111111111111111111111111111111111111111111111, knows no transaction",
    "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92267, checksum",
  })
  void aSearchThatFindsNothingSaysWhatCouldBeSearchedFor(String text, String hint)
      throws Exception {
    JsonNode nothing = get("/api/v1/search?q=" + text);
    assertThat(nothing.get("kind").asText()).isEqualTo("none");
    assertThat(nothing.get("hint").asText()).contains(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/search, q",
    "/api/v1/search?q=%20, q",
    "/api/v1/accounts?before=1, before",
    "/api/v1/accounts?before=1.0x12, before",
    "/api/v1/accounts?limit=0, limit",
    "/api/v1/pending?limit=x, limit",
    "/api/v1/trace?limit=2001, limit",
    "/api/v1/trace?from=-1, from",
    "/api/v1/blocks/newest/phases, id",
    "/api/v1/accounts/0x12/balances, address",
  })
  void aWrongParameterIsNamed(String path, String field) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
  }
}
