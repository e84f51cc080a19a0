package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.NodeOptions;
import org.tetrarch.node.NodeProcess;
import org.tetrarch.node.localnet.PortCheck;

/**
 * A whole network for a moment, in one process: it starts, makes some transfers final, answers what
 * the wallet and the explorer ask, and ends by itself. What the JVM has loaded by then is what a
 * {@link org.tetrarch.node.localnet.StartArchive} keeps.
 */
public final class Rehearsal {
  private static final int NODES = 4;
  private static final int TRANSFERS = 5;
  private static final long TRANSFER_GAS = 21_000;
  private static final String LAB_TOKEN = "rehearsal";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_MILLIS = 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final String url;

  private Rehearsal(String url) {
    this.url = url;
  }

  /**
   * Exits with 0 only if every transfer became final.
   *
   * @param arguments a folder for the nodes' files that does not exist yet; it is left behind
   */
  public static void main(String[] arguments)
      throws IOException, GenesisException, InterruptedException {
    boolean done = false;
    try {
      done = new Rehearsal(start(Path.of(arguments[0]))).play();
    } finally {
      System.exit(done ? 0 : 1);
    }
  }

  /** Starts the nodes, which end with the process; returns the first one's URL. */
  private static String start(Path folder) throws IOException, GenesisException {
    List<Path> files =
        DevelopmentNetwork.create(NODES, 1).write(folder).stream()
            .filter(file -> file.endsWith(NodeConfig.FILE_NAME))
            .toList();
    List<NodeConfig> configs = new ArrayList<>();
    for (Path file : files) {
      configs.add(NodeConfig.read(file));
    }
    int offset =
        PortCheck.freeOffset(configs).orElseThrow(() -> new IOException("no ports are free"));
    for (int i = 0; i < NODES; i++) {
      Path file = files.get(i);
      NodeOptions options =
          new NodeOptions(
              Optional.of(file.resolveSibling("data")),
              Optional.empty(),
              offset,
              true,
              Optional.of(LAB_TOKEN),
              List.of());
      Thread.ofPlatform().name("node" + i).start(() -> NodeProcess.run(file, options));
    }
    return "http://" + configs.getFirst().withPortOffset(offset).http();
  }

  private boolean play() throws InterruptedException {
    boolean all = until(() -> get("/ready"));
    PrivateKey sender = DevelopmentNetwork.accountKeys(1).getFirst();
    String from = sender.address().toHex();
    for (int nonce = 0; all && nonce < TRANSFERS; nonce++) {
      all =
          until(() -> rpc("eth_chainId"))
              && until(() -> rpc("eth_getBalance", from, "latest"))
              && until(() -> rpc("eth_getTransactionCount", from, "pending"))
              && until(() -> rpc("eth_getBlockByNumber", "latest", false))
              && isFinal(sender, nonce);
    }
    for (String page : List.of("/", "/api/v1/network", "/api/v1/blocks", "/api/v1/evidence")) {
      all = all && until(() -> get(page));
    }
    return all;
  }

  private boolean isFinal(PrivateKey sender, long nonce) throws InterruptedException {
    byte[] transfer =
        UnsignedTransaction.dynamicFee(DevelopmentNetwork.CHAIN_ID)
            .nonce(nonce)
            .gasLimit(TRANSFER_GAS)
            .maxFeePerGas(Wei.of(2_000_000_000L))
            .value(Wei.of(1))
            .to(DevelopmentNetwork.nodeKey(0).address())
            .sign(sender)
            .encoded();
    Optional<JsonNode> hash =
        ask("eth_sendRawTransaction", "0x" + HexFormat.of().formatHex(transfer));
    if (hash.isEmpty()) {
      return false;
    }
    return until(() -> rpc("eth_getTransactionReceipt", hash.get().asText()))
        && until(() -> rpc("pbft_getTransactionStatus", hash.get().asText()))
        && until(() -> rpc("pbft_getCertificate", "0x" + Long.toHexString(nonce + 1)));
  }

  /** Something that a node answers sooner or later. */
  private interface Question {
    boolean isAnswered();
  }

  private static boolean until(Question question) throws InterruptedException {
    long start = System.nanoTime();
    while (!question.isAnswered()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return true;
  }

  private boolean rpc(String method, Object... parameters) {
    return ask(method, parameters).isPresent();
  }

  /** The result, unless it is none or null. */
  private Optional<JsonNode> ask(String method, Object... parameters) {
    ObjectNode call = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    call.put("method", method).set("params", JSON.valueToTree(parameters));
    try {
      HttpURLConnection connection = connect("/");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream body = connection.getOutputStream()) {
        body.write(JSON.writeValueAsBytes(call));
      }
      try (InputStream answer = connection.getInputStream()) {
        return Optional.of(JSON.readTree(answer).path("result"))
            .filter(result -> !result.isMissingNode() && !result.isNull());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean get(String path) {
    try (InputStream answer = connect(path).getInputStream()) {
      return answer.readAllBytes().length > 0;
    } catch (IOException e) {
      // Not yet there, or an answer that says so.
      return false;
    }
  }

  private HttpURLConnection connect(String path) throws IOException {
    return (HttpURLConnection) URI.create(url + path).toURL().openConnection();
  }
}
