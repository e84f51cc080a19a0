package org.tetrarch.lab.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Four real node processes of the packaged program, on ports of their own. */
final class LiveNetwork implements AutoCloseable {
  // Below the ports that Linux gives to outgoing connections, which begin at 32768.
  static final int NODES = 4;
  static final int QUORUM = 3;
  static final int PORT_OFFSET = Integer.getInteger("port.offset", 1_200);
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_SECONDS = 180;

  private final Path home;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What a command printed, both streams together, and its exit code. */
  record Ran(int code, String output) {}

  LiveNetwork(Path home) {
    this.home = home;
  }

  Ran node(String... arguments) throws IOException {
    return program("org.tetrarch.node.cli.NodeMain", arguments);
  }

  Ran lab(String... arguments) throws IOException {
    return program("org.tetrarch.lab.cli.LabMain", arguments);
  }

  Ran wallet(String... arguments) throws IOException {
    return program("org.tetrarch.wallet.cli.WalletMain", arguments);
  }

  /** With this file as its standard input. */
  Ran walletWithInput(Path input, List<String> arguments) throws IOException {
    List<String> command =
        command(
            List.of("-XX:TieredStopAtLevel=1"),
            "org.tetrarch.wallet.cli.WalletMain",
            arguments.toArray(String[]::new));
    return run(command, Redirect.from(input.toFile()));
  }

  Ran program(String main, String... arguments) throws IOException {
    return java(List.of("-XX:TieredStopAtLevel=1"), main, arguments);
  }

  Ran java(List<String> options, String main, String... arguments) throws IOException {
    return run(command(options, main, arguments));
  }

  private static List<String> command(List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("distribution.lib") + "/*", main));
    command.addAll(List.of(arguments));
    return command;
  }

  Ran run(List<String> command) throws IOException {
    return run(command, Map.of());
  }

  Ran run(List<String> command, Map<String, String> environment) throws IOException {
    Path output = Files.createTempFile(home, "command", ".out");
    return end(begin(command, environment, Redirect.PIPE, output), output);
  }

  private Ran run(List<String> command, Redirect input) throws IOException {
    Path output = Files.createTempFile(home, "command", ".out");
    return end(begin(command, Map.of(), input, output), output);
  }

  /** Starts a node's command in the foreground, with Ctrl-C as a terminal has it. */
  Process foreground(Path output, String... arguments) throws IOException {
    // What a shell starts in the background ignores Ctrl-C, and so does what that starts.
    List<String> command =
        new ArrayList<>(List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV or die $!"));
    command.addAll(
        command(List.of("-XX:TieredStopAtLevel=1"), "org.tetrarch.node.cli.NodeMain", arguments));
    return begin(command, Map.of(), Redirect.PIPE, output);
  }

  private Process begin(
      List<String> command, Map<String, String> environment, Redirect input, Path output)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input);
    builder.environment().putAll(Map.of("TETRARCH_HOME", home.toString(), "NO_COLOR", "1"));
    builder.environment().putAll(environment);
    return builder.redirectOutput(output.toFile()).start();
  }

  /** Waits for the end of a command. */
  static Ran end(Process process, Path output) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Ran(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a command ran", e);
    }
  }

  static String url(int node) {
    return "http://127.0.0.1:" + (8545 + PORT_OFFSET + node);
  }

  /** The answer to a GET of one node. */
  JsonNode get(int node, String path) throws IOException {
    return JSON.readTree(answer(HttpRequest.newBuilder(URI.create(url(node) + path)).build()));
  }

  /** Kills all nodes as kill -9 does, at one instant or as near to it as the system lets us. */
  void killAll() throws IOException {
    Ran status = node("status", "--json");
    List<ProcessHandle> processes = new ArrayList<>();
    for (JsonNode node : JSON.readTree(status.output()).path("nodes")) {
      processes.add(ProcessHandle.of(node.path("processId").asLong()).orElseThrow());
    }
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  /** One transfer through the wallet; its whole output when it became final. */
  Ran send(int node, String from, String to, String amount) throws IOException {
    return wallet("send", "--rpc-url", url(node), "--from", from, "--yes", to, amount);
  }

  /** The secret that the lab asks for. */
  String labToken() throws IOException {
    return Files.readString(home.resolve("networks/local-4/lab.token")).strip();
  }

  /** Makes a node malicious, or honest again with an empty name, as the commands of the lab do. */
  void behave(int node, String misbehaviour) throws IOException {
    String path = "/api/v1/lab/misbehaviour" + (misbehaviour.isEmpty() ? "" : "/" + misbehaviour);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(node) + path))
            .header("X-Tetrarch-Lab-Token", labToken())
            .method(misbehaviour.isEmpty() ? "DELETE" : "PUT", BodyPublishers.noBody())
            .build();
    var unused = answer(request);
  }

  /** Gives a signed transaction to one node, which must take it. */
  void submit(int node, byte[] transaction) throws IOException {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_sendRawTransaction\",\"params\":[\"0x%s\"]}"
            .formatted(HexFormat.of().formatHex(transaction));
    JsonNode answer = JSON.readTree(rpc(node, call));
    if (!answer.has("result")) {
      throw new IOException("node" + node + " refused: " + answer);
    }
  }

  /** The answer of one node to a JSON-RPC call. */
  String rpc(int node, String call) throws IOException {
    return answer(
        HttpRequest.newBuilder(URI.create(url(node)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(call))
            .build());
  }

  private String answer(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
        throw new IOException(request + " is answered with " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    var unused = node("down");
  }
}
