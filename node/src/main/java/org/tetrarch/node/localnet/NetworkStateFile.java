package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** The state of a network as JSON. */
final class NetworkStateFile {
  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  private NetworkStateFile() {}

  static byte[] format(NetworkState state) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("name", state.name());
    root.put("chainId", state.chainId());
    root.put("symbol", state.symbol());
    root.put("genesisHash", state.genesisHash());
    root.put("genesisFile", state.genesisFile().toString());
    root.put("portOffset", state.portOffset());
    root.put("running", state.running());
    root.put("startedAtMillis", state.startedAtMillis());
    putProcess(root, "supervisor", state.supervisor());
    if (state.labTokenFile() != null) {
      root.put("labTokenFile", state.labTokenFile().toString());
    }
    for (NodeState node : state.nodes()) {
      ObjectNode entry = root.withArray("/nodes").addObject();
      entry.put("name", node.name());
      entry.put("index", node.index());
      entry.put("httpUrl", node.httpUrl());
      entry.put("p2pAddress", node.p2pAddress());
      entry.put("configFile", node.configFile().toString());
      entry.put("dataDirectory", node.dataDirectory().toString());
      entry.put("logFile", node.logFile().toString());
      putProcess(entry, "process", node.process());
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  /** Throws {@link IOException} that names the field when it is not what {@link #format} writes. */
  static NetworkState parse(byte[] content) throws IOException {
    JsonNode root = MAPPER.readTree(content);
    long format = number(root, "format");
    if (format != FORMAT) {
      throw new IOException("its format is " + format + ", this program knows " + FORMAT);
    }
    List<NodeState> nodes = new ArrayList<>();
    for (JsonNode entry : required(root, "nodes")) {
      nodes.add(
          new NodeState(
              text(entry, "name"),
              Math.toIntExact(number(entry, "index")),
              path(entry, "configFile"),
              path(entry, "dataDirectory"),
              path(entry, "logFile"),
              text(entry, "httpUrl"),
              text(entry, "p2pAddress"),
              process(entry, "process")));
    }
    return new NetworkState(
        text(root, "name"),
        number(root, "chainId"),
        text(root, "symbol"),
        text(root, "genesisHash"),
        path(root, "genesisFile"),
        Math.toIntExact(number(root, "portOffset")),
        required(root, "running").asBoolean(),
        number(root, "startedAtMillis"),
        process(root, "supervisor"),
        root.has("labTokenFile") ? path(root, "labTokenFile") : null,
        nodes);
  }

  private static void putProcess(
      ObjectNode target, String field, @Nullable ProcessIdentity process) {
    if (process != null) {
      target
          .putObject(field)
          .put("pid", process.pid())
          .put("startedAtMillis", process.startedAtMillis());
    }
  }

  private static @Nullable ProcessIdentity process(JsonNode source, String field)
      throws IOException {
    JsonNode process = source.get(field);
    return process == null
        ? null
        : new ProcessIdentity(number(process, "pid"), number(process, "startedAtMillis"));
  }

  private static JsonNode required(JsonNode source, String field) throws IOException {
    JsonNode value = source.get(field);
    if (value == null) {
      throw new IOException("it has no \"" + field + "\"");
    }
    return value;
  }

  private static String text(JsonNode source, String field) throws IOException {
    JsonNode value = required(source, field);
    if (!value.isTextual()) {
      throw new IOException("\"" + field + "\" is no text");
    }
    return value.textValue();
  }

  private static long number(JsonNode source, String field) throws IOException {
    JsonNode value = required(source, field);
    if (!value.canConvertToLong()) {
      throw new IOException("\"" + field + "\" is no whole number");
    }
    return value.longValue();
  }

  private static Path path(JsonNode source, String field) throws IOException {
    try {
      return Path.of(text(source, field));
    } catch (InvalidPathException e) {
      throw new IOException("\"" + field + "\" is no path", e);
    }
  }
}
