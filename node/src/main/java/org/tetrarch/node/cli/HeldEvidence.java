package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.node.localnet.NodeApi;

/**
 * A proof that some nodes hold.
 *
 * @param id by which people name it: the same at all nodes
 * @param holders the nodes, by name or URL
 */
record HeldEvidence(
    String id, int replica, String description, String first, String second, List<String> holders) {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int ID_LENGTH = 12;

  /** What these nodes hold; fails when none of them answers. */
  static Collection<HeldEvidence> of(Map<String, String> urls) throws CommandFailure {
    Map<String, HeldEvidence> found = new LinkedHashMap<>();
    boolean heard = false;
    for (Map.Entry<String, String> node : urls.entrySet()) {
      Optional<JsonNode> answer = new NodeApi(node.getValue(), TIMEOUT).evidence();
      heard |= answer.isPresent();
      for (JsonNode piece : answer.map(a -> a.path("items")).orElse(emptyItems())) {
        HeldEvidence held = read(piece);
        found.computeIfAbsent(held.id(), id -> held).holders().add(node.getKey());
      }
    }
    if (!heard) {
      throw new CommandFailure(
          ExitCode.NODE_OUT_OF_REACH, "no node answers at " + String.join(", ", urls.values()));
    }
    return found.values();
  }

  private static JsonNode emptyItems() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static HeldEvidence read(JsonNode piece) {
    String first = piece.path("firstStatement").asText();
    String second = piece.path("secondStatement").asText();
    // Nodes may have learned of the two in different order.
    String both = first.compareTo(second) < 0 ? first + second : second + first;
    String hash = Keccak.hash(both.getBytes(StandardCharsets.US_ASCII)).toHex();
    return new HeldEvidence(
        hash.substring(2, 2 + ID_LENGTH),
        piece.path("replica").asInt(),
        piece.path("description").asText(),
        first,
        second,
        new ArrayList<>());
  }

  /** The certificate that a node has for a block. */
  static Optional<JsonNode> certificate(String url, long height) {
    return new NodeApi(url, TIMEOUT).certificate(height);
  }
}
