package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.node.evidence.EvidenceFile;
import org.tetrarch.node.localnet.LocalNetworkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch evidence}. */
@Command(
    name = "evidence",
    description = "Proofs that a node lied: what nodes hold, as files, checked by anybody.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: who has lied, and can I prove it?",
      "  tetrarch evidence list",
      "  tetrarch evidence export 3fa1b2c4d5e6 -o lie.json",
      "  tetrarch evidence verify lie.json --genesis genesis.json"
    })
final class EvidenceCommand {
  private final Surroundings surroundings;

  EvidenceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Which nodes are asked. */
  static final class Nodes {
    @Option(
        names = "--rpc-url",
        paramLabel = "URL",
        description =
            "A node to ask, may be given several times; the running local network's if not.")
    List<String> urls = List.of();

    @Option(names = "--json", description = "Prints JSON.")
    boolean json;
  }

  private Map<String, String> urls(Nodes nodes)
      throws IOException, LocalNetworkException, CommandFailure {
    Map<String, String> urls = new LinkedHashMap<>();
    if (nodes.urls.isEmpty()) {
      surroundings.running().requireState().nodes().forEach(n -> urls.put(n.name(), n.httpUrl()));
    } else {
      nodes.urls.forEach(url -> urls.put(url, url.replaceAll("/+$", "")));
    }
    return urls;
  }

  @Command(
      name = "list",
      description = "Lists the proofs that the nodes hold.",
      footer = {"", "Example: tetrarch evidence list --json"})
  int list(@Mixin Nodes nodes) throws IOException, LocalNetworkException, CommandFailure {
    Collection<HeldEvidence> held = HeldEvidence.of(urls(nodes));
    if (nodes.json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      held.forEach(each -> array.add(toJson(each)));
      surroundings.screen().json(array);
    } else if (held.isEmpty()) {
      surroundings.screen().line("nobody is proven to have lied");
    } else {
      Table table = new Table("id", ">replica", "what", "held by");
      for (HeldEvidence each : held) {
        table.row(
            each.id(),
            String.valueOf(each.replica()),
            each.description(),
            String.join(", ", each.holders()));
      }
      table.print(surroundings.screen(), "");
    }
    return ExitCode.OK.code();
  }

  private static ObjectNode toJson(HeldEvidence held) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("id", held.id());
    entry.put("replica", held.replica());
    entry.put("description", held.description());
    ArrayNode holders = entry.putArray("heldBy");
    held.holders().forEach(holders::add);
    entry.put("firstStatement", held.first());
    entry.put("secondStatement", held.second());
    return entry;
  }

  @Command(
      name = "show",
      description = "Shows one proof with both statements as they were signed.",
      footer = {"", "Example: tetrarch evidence show 3fa1b2c4d5e6"})
  int show(
      @Parameters(paramLabel = "ID", description = "As 'evidence list' names it.") String id,
      @Mixin Nodes nodes)
      throws IOException, LocalNetworkException, CommandFailure {
    HeldEvidence held = find(id, nodes);
    if (nodes.json) {
      surroundings.screen().json(toJson(held));
    } else {
      surroundings.screen().line("replica " + held.replica() + " " + held.description());
      surroundings.screen().line("held by  " + String.join(", ", held.holders()));
      surroundings.screen().line("first    " + held.first());
      surroundings.screen().line("second   " + held.second());
    }
    return ExitCode.OK.code();
  }

  private HeldEvidence find(String id, Nodes nodes)
      throws IOException, LocalNetworkException, CommandFailure {
    return HeldEvidence.of(urls(nodes)).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILURE, "no node holds a proof " + id + ": see 'evidence list'"));
  }

  @Command(
      name = "export",
      description = {
        "Writes a proof to a file that anybody can check with the genesis file alone.",
        "With --fork HEIGHT instead of an ID: the certificates that the nodes have for that block,"
            + " which name at least f+1 liars if they are for different blocks."
      },
      footer = {
        "",
        "Examples: tetrarch evidence export 3fa1b2c4d5e6 -o lie.json",
        "          tetrarch evidence export --fork 17 --rpc-url http://a:8545 --rpc-url http://b:8545"
            + " --genesis genesis.json -o fork.json"
      })
  int export(
      @Parameters(paramLabel = "ID", arity = "0..1", description = "As 'evidence list' names it.")
          @Nullable String id,
      @Option(
              names = "--fork",
              paramLabel = "HEIGHT",
              description = "A block that nodes differ in.")
          @Nullable Long height,
      @Option(
              names = "-o",
              paramLabel = "FILE",
              required = true,
              description = "Where to write it.")
          Path file,
      @Option(
              names = "--genesis",
              paramLabel = "FILE",
              description = "The genesis file; the running local network's if not said.")
          @Nullable Path genesis,
      @Mixin Nodes nodes)
      throws IOException, LocalNetworkException, CommandFailure, GenesisException {
    if ((id == null) == (height == null)) {
      throw new CommandFailure(ExitCode.USAGE, "say which proof: an ID, or --fork HEIGHT");
    }
    EvidenceFile evidence = new EvidenceFile(genesis(genesis));
    try {
      List<Signed<? extends Message>> statements =
          id != null
              ? statements(evidence, find(id, nodes))
              : certificates(evidence, OptionalLong.of(height == null ? 0 : height), nodes);
      AtomicFile.write(file, evidence.write(statements).getBytes(StandardCharsets.UTF_8));
    } catch (MalformedException e) {
      throw new CommandFailure(ExitCode.FAILURE, "nothing is proven: " + e.getMessage(), e);
    }
    if (nodes.json) {
      surroundings
          .screen()
          .json(JsonNodeFactory.instance.objectNode().put("file", file.toString()));
    } else {
      surroundings.screen().line("written to " + file);
    }
    return ExitCode.OK.code();
  }

  private Genesis genesis(@Nullable Path given)
      throws IOException, LocalNetworkException, CommandFailure, GenesisException {
    if (given == null) {
      return GenesisFile.read(surroundings.running().genesisFile());
    }
    return GenesisFile.read(Files.isDirectory(given) ? given.resolve(GenesisFile.NAME) : given);
  }

  private static List<Signed<? extends Message>> statements(
      EvidenceFile evidence, HeldEvidence held) throws MalformedException {
    return List.of(evidence.statement(held.first()), evidence.statement(held.second()));
  }

  private List<Signed<? extends Message>> certificates(
      EvidenceFile evidence, OptionalLong height, Nodes nodes)
      throws IOException, LocalNetworkException, CommandFailure, MalformedException {
    Map<String, JsonNode> byBlock = new LinkedHashMap<>();
    for (String url : urls(nodes).values()) {
      Optional<JsonNode> found = HeldEvidence.certificate(url, height.getAsLong());
      found.ifPresent(c -> byBlock.putIfAbsent(c.path("blockHash").asText(), c));
    }
    if (byBlock.size() < 2) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "these nodes have certificates for %d different blocks at height %d: two are needed for a fork"
              .formatted(byBlock.size(), height.getAsLong()));
    }
    List<Signed<? extends Message>> all = new ArrayList<>();
    for (JsonNode certificate : byBlock.values()) {
      all.addAll(evidence.certificate(certificate));
    }
    return all;
  }

  @Command(
      name = "verify",
      description = "Checks a file offline, against nothing but the genesis file.",
      footer = {"", "Example: tetrarch evidence verify lie.json --genesis genesis.json"})
  int verify(
      @Parameters(paramLabel = "FILE", description = "What 'evidence export' has written.")
          Path file,
      @Option(
              names = "--genesis",
              paramLabel = "FILE",
              description = "The genesis file; the running local network's if not said.")
          @Nullable Path genesis,
      @Option(names = "--json", description = "Prints JSON.") boolean json)
      throws IOException, LocalNetworkException, CommandFailure, GenesisException {
    Genesis trusted = genesis(genesis);
    List<EvidenceFile.Culprit> culprits;
    try {
      culprits = new EvidenceFile(trusted).verify(Document.readText(file, EvidenceFile.MAX_BYTES));
    } catch (MalformedException e) {
      throw new CommandFailure(ExitCode.FAILURE, file + " proves nothing: " + e.getMessage(), e);
    } catch (DocumentException e) {
      throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
    }
    if (json) {
      surroundings.screen().json(verdict(culprits, trusted.f()));
      return ExitCode.OK.code();
    }
    for (EvidenceFile.Culprit culprit : culprits) {
      surroundings
          .screen()
          .line(
              "%s (replica %d, %s) is proven to have lied, by two contradicting statements: %s"
                  .formatted(culprit.name(), culprit.replica(), culprit.address(), culprit.lie()));
    }
    if (culprits.size() > trusted.f()) {
      surroundings
          .screen()
          .line(
              surroundings
                  .screen()
                  .yellow(
                      "%d of them are more than the %d that this network tolerates: its chain can have forked"
                          .formatted(culprits.size(), trusted.f())));
    }
    return ExitCode.OK.code();
  }

  private static ObjectNode verdict(List<EvidenceFile.Culprit> culprits, int tolerated) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("valid", true);
    root.put("tolerated", tolerated);
    ArrayNode named = root.putArray("culprits");
    for (EvidenceFile.Culprit culprit : culprits) {
      ObjectNode entry = named.addObject();
      entry.put("replica", culprit.replica());
      entry.put("name", culprit.name());
      entry.put("address", culprit.address());
      entry.put("lie", culprit.lie());
    }
    return root;
  }
}
