package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.ledger.Wei;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.fake.Keys;
import org.tetrarch.web.port.AccountRanking.Holding;
import org.tetrarch.web.port.ProtocolView.Minute;
import org.tetrarch.web.port.ProtocolView.Pace;
import org.tetrarch.web.port.ProtocolView.Presence;
import org.tetrarch.web.port.SlotRecord;
import org.tetrarch.web.port.SlotRecord.Attempt;
import org.tetrarch.web.port.SlotRecord.Vote;
import org.tetrarch.web.port.TraceEvent;
import org.tetrarch.web.port.TraceEvent.Kind;
import org.tetrarch.web.port.TraceEvent.Statement;

/** The OpenAPI document says what is served, all of it and nothing else. */
final class OpenApiTest extends ServerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern ROUTE =
      Pattern.compile("\\.(get|put|post|delete)\\(\\s*\"(/api/v1[^\"]*)\"");
  private static final String BATCH = "0x" + "ab".repeat(32);
  private static final String ALICE = Keys.ALICE.address().checksummed();

  private JsonNode api;

  @BeforeEach
  void aChainWithAllThatDocumentsMayHold() throws Exception {
    api = client.get("/api/v1/openapi.json").json();
    node.chain.finalise(FakeNode.aliceToBob(0, 1), FakeNode.aliceToBob(1, 2));
    node.chain.execute(FakeNode.aliceToBob(2, 1));
    node.pool.submit(FakeNode.aliceToBob(3, 1));
    node.protocol.proposals.put(2, 7);
    node.protocol.paces.add(new Pace(1_000, 2, 10, 2, 3_000, 2_000));
    node.protocol.paces.add(new Pace(2_000, 0, 0, 0, 0, 0));
    for (int i = 0; i < 4; i++) {
      node.protocol.presence.add(
          new Presence(
              List.of(new Minute(0, 60, 59)), i == 0 ? Optional.of(5L) : Optional.empty()));
    }
    node.ranking.holdings.add(new Holding(Keys.ALICE.address(), Wei.coins(3)));
    node.ranking.holdings.add(new Holding(Keys.VALIDATORS.getFirst().address(), Wei.coins(1)));
    List<Vote> votes = List.of(new Vote(1, 10, BATCH), new Vote(2, 11, BATCH));
    node.protocol.slots.put(
        1L,
        new SlotRecord(
            1,
            List.of(
                new Attempt(0, 0, Optional.of(new Vote(0, 9, BATCH)), votes, votes),
                new Attempt(1, 1, Optional.empty(), votes, List.of())),
            OptionalLong.of(12),
            votes,
            OptionalLong.of(14)));
    node.protocol.events.addAll(events());
    node.lab.set("equivocate");
  }

  private static List<TraceEvent> events() {
    Statement proposal =
        new Statement(
            "PRE-PREPARE", 0, OptionalLong.of(0), OptionalLong.of(1), Optional.of(BATCH), "0x01");
    Statement viewChange =
        new Statement(
            "VIEW-CHANGE", 2, OptionalLong.of(1), OptionalLong.empty(), Optional.empty(), "0x02");
    return List.of(
        event(0, Kind.SENT, OptionalInt.empty(), Optional.of(proposal)),
        event(1, Kind.RECEIVED, OptionalInt.of(2), Optional.of(viewChange)),
        new TraceEvent(
            2,
            102,
            Kind.REFUSED,
            OptionalInt.of(3),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.of("signature is not valid")),
        new TraceEvent(
            3,
            103,
            Kind.EXECUTED,
            OptionalInt.empty(),
            Optional.empty(),
            OptionalLong.of(1),
            Optional.empty()));
  }

  private static TraceEvent event(
      long id, Kind kind, OptionalInt peer, Optional<Statement> statement) {
    return new TraceEvent(
        id, 100 + id, kind, peer, statement, OptionalLong.empty(), Optional.empty());
  }

  private static String route(String method, String path) {
    return method + " " + path;
  }

  private Set<String> documented() {
    Set<String> routes = new TreeSet<>();
    api.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> routes.add(route(method, path.getKey()))));
    return routes;
  }

  /** What the sources of the server add as routes. */
  private static Set<String> served() throws IOException {
    Set<String> routes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher matcher = ROUTE.matcher(Files.readString(file));
        while (matcher.find()) {
          routes.add(route(matcher.group(1), matcher.group(2)));
        }
      }
    }
    return routes;
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    assertThat(documented()).isEqualTo(served());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
    Set<String> references = new TreeSet<>(api.findValuesAsText("$ref"));
    for (String reference : references) {
      assertThat(api.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    api.at("/components/schemas")
        .fieldNames()
        .forEachRemaining(name -> assertThat(references).contains("#/components/schemas/" + name));
  }

  @ParameterizedTest
  @CsvSource({
    "getNetwork, /api/v1/network",
    "getPresence, /api/v1/presence",
    "getPace, /api/v1/pace?resolution=minute",
    "getEvidence, /api/v1/evidence",
    "getBlocks, /api/v1/blocks?limit=2",
    "getBlock, /api/v1/blocks/0",
    "getBlock, /api/v1/blocks/1",
    "getBlock, /api/v1/blocks/2",
    "getBlockTransactions, /api/v1/blocks/1/transactions?limit=1",
    "getCertificate, /api/v1/blocks/1/certificate",
    "getPhases, /api/v1/blocks/1/phases",
    "getPhases, /api/v1/blocks/2/phases",
    "getTransfers, /api/v1/transactions?limit=1",
    "getPending, /api/v1/pending",
    "getAccounts, /api/v1/accounts?limit=1",
    "getAccount, /api/v1/accounts/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
    "getBalances, /api/v1/accounts/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266/balances",
    "getTrace, /api/v1/trace?limit=2",
    "getTrace, /api/v1/trace?after=0",
    "search, /api/v1/search?q=1",
    "search, /api/v1/search?q=nothing",
  })
  void whatIsServedIsWhatItsSchemaSays(String operation, String path) throws Exception {
    assertConforms(operation, client.get(path));
  }

  @Test
  void transactionsConformWhereverTheyStand() throws Exception {
    for (int nonce = 0; nonce < 4; nonce++) {
      String hash = FakeNode.aliceToBob(nonce, nonce == 1 ? 2 : 1).hash().toHex();
      assertConforms("getTransaction", client.get("/api/v1/transactions/" + hash));
    }
    assertConforms("getAccount", client.get("/api/v1/accounts/" + ALICE + "?limit=1"));
  }

  @Test
  void theLabConformsAndProblemsDoEverywhere() throws Exception {
    HttpRequest.Builder asked =
        client.request("/api/v1/lab").header("X-Tetrarch-Lab-Token", node.lab.token());
    assertConforms("getLab", client.send(asked));
    for (String path : List.of("/api/v1/lab", "/api/v1/blocks/x", "/api/v1/blocks/99")) {
      assertThat(violations(schemaOf("Problem"), client.get(path).json())).isEmpty();
    }
  }

  @Test
  void aMemberThatNoSchemaNamesIsSeen() throws Exception {
    ObjectNode network = (ObjectNode) client.get("/api/v1/network").json();
    network.put("surprise", 1);
    assertThat(violations(schemaOf("Network"), network)).hasSize(1);
    network.remove(List.of("surprise", "quorum"));
    assertThat(violations(schemaOf("Network"), network)).hasSize(1);
  }

  private void assertConforms(String operation, Client.Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    String reference =
        find(operation).at("/responses/200/content/application~1json/schema/$ref").asText();
    JsonSchema schema = schemaOf(reference.substring(reference.lastIndexOf('/') + 1));
    assertThat(violations(schema, answer.json())).as(answer.raw().body()).isEmpty();
  }

  private JsonNode find(String operation) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode path : api.get("paths")) {
      for (JsonNode method : path) {
        if (method.path("operationId").asText().equals(operation)) {
          found.add(method);
        }
      }
    }
    assertThat(found).as(operation).hasSize(1);
    return found.getFirst();
  }

  /** OpenAPI 3.1's schemas are JSON Schema of 2020-12; references go on pointing into the whole. */
  private JsonSchema schemaOf(String name) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.put("$ref", "#/components/schemas/" + name);
    whole.set("components", api.get("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
  }

  private static List<String> violations(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream().map(ValidationMessage::getMessage).toList();
  }
}
