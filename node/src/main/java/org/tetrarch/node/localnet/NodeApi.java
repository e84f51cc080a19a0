package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.tetrarch.ledger.crypto.Address;

/** What a node's HTTP interface tells about it; an answer that does not come is an empty one. */
public final class NodeApi {
  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final String url;
  private final int timeoutMillis;

  public NodeApi(String url, Duration timeout) {
    this.url = url;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  /** Whether the node serves at all. */
  public boolean isUp() {
    return get("/health").isPresent();
  }

  /** Whether what is sent to the node can become final: it serves, and hears a quorum. */
  public boolean isReady() {
    return get("/ready").isPresent();
  }

  /** The replica set as the node sees it. */
  public Optional<JsonNode> network() {
    return get("/api/v1/network").flatMap(NodeApi::parse);
  }

  /** The proofs of misbehaviour that the node holds. */
  public Optional<JsonNode> evidence() {
    return get("/api/v1/evidence").flatMap(NodeApi::parse);
  }

  /** The certificate of a block. */
  public Optional<JsonNode> certificate(long height) {
    return get("/api/v1/blocks/" + height + "/certificate").flatMap(NodeApi::parse);
  }

  /** The balance in wei as of the node's newest block. */
  public Optional<BigInteger> balance(Address account) {
    return get("/api/v1/accounts/" + account.toHex() + "?limit=1")
        .flatMap(NodeApi::parse)
        .map(document -> document.path("balance").asText())
        .filter(text -> text.matches("[0-9]{1,78}"))
        .map(BigInteger::new);
  }

  private static Optional<JsonNode> parse(byte[] body) {
    try {
      return Optional.of(MAPPER.readTree(body));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> get(String path) {
    try {
      // Not the newer HttpClient: it costs a short-lived command a third of its time to load.
      var connection = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return Optional.empty();
      }
      try (InputStream body = connection.getInputStream()) {
        return Optional.of(body.readNBytes(MOST_BYTES));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
