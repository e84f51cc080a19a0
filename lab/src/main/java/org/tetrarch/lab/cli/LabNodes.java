package org.tetrarch.lab.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NetworkState;
import org.tetrarch.node.localnet.TetrarchHome;

/** The lab routes of the running local network's nodes, with its token. */
final class LabNodes {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MOST_BYTES = 64 * 1024;

  private final TetrarchHome home;

  LabNodes(TetrarchHome home) {
    this.home = home;
  }

  void set(String node, String behaviour)
      throws IOException, LocalNetworkException, CommandFailure {
    call(node, "PUT", "/api/v1/lab/misbehaviour/" + behaviour);
  }

  void clear(String node) throws IOException, LocalNetworkException, CommandFailure {
    call(node, "DELETE", "/api/v1/lab/misbehaviour");
  }

  /** Makes the line from one node to another worse. */
  void change(String from, String to, String change)
      throws IOException, LocalNetworkException, CommandFailure {
    call(from, "PUT", "/api/v1/lab/links/" + to + "/" + change);
  }

  /** Makes all lines from a node good again. */
  void heal(String node) throws IOException, LocalNetworkException, CommandFailure {
    call(node, "DELETE", "/api/v1/lab/links");
  }

  /** Fails with the names that there are, if one of these is no node. */
  void requireAll(List<String> names) throws IOException, LocalNetworkException, CommandFailure {
    NetworkState state = running().requireState();
    for (String name : names) {
      var unused = state.require(name);
    }
  }

  /** The names of all nodes of the network, whether they live or not. */
  List<String> all() throws IOException, LocalNetworkException, CommandFailure {
    return running().requireState().nodeNames();
  }

  private NetworkFolder running() throws IOException, LocalNetworkException, CommandFailure {
    return home.running()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILURE, "no local network runs: start one with 'tetrarch up'"));
  }

  private void call(String node, String method, String path)
      throws IOException, LocalNetworkException, CommandFailure {
    NetworkFolder network = running();
    NetworkState state = network.requireState();
    String url = state.require(node).httpUrl() + path;
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    String token = Files.readString(network.labTokenFile(), StandardCharsets.US_ASCII).strip();
    connection.setRequestProperty("X-Tetrarch-Lab-Token", token);
    int code;
    try {
      code = connection.getResponseCode();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NODE_OUT_OF_REACH, node + " does not answer at " + url + ": is it stopped?", e);
    }
    if (code == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          node
              + " does not know the token in "
              + network.labTokenFile()
              + ": it was changed since 'tetrarch up'; 'tetrarch node restart "
              + node
              + "' makes the node read it again");
    }
    if (code >= HttpURLConnection.HTTP_BAD_REQUEST) {
      throw new CommandFailure(ExitCode.FAILURE, node + " refused: " + reason(connection, code));
    }
  }

  /** The sentence of the node's problem document (RFC 9457), or the status if it sent none. */
  private static String reason(HttpURLConnection connection, int code) throws IOException {
    try (@Nullable InputStream stream = connection.getErrorStream()) {
      String status = "status " + code;
      return stream == null
          ? status
          : new JsonMapper().readTree(stream.readNBytes(MOST_BYTES)).path("detail").asText(status);
    } catch (JacksonException e) {
      return "status " + code;
    }
  }
}
