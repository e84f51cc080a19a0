package org.tetrarch.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.NodeProgram;
import org.tetrarch.node.localnet.TetrarchHome;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.TransactionCache;

/** {@code tetrarch evidence} against nodes that a test plays. */
class EvidenceCommandTest {
  private final NewNetwork network = DevelopmentNetwork.create(4, 1);
  private final Genesis genesis = network.genesis();
  private final List<HttpServer> servers = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void writeGenesis() throws IOException {
    GenesisFile.write(genesis, folder.resolve("genesis.json"));
  }

  @AfterEach
  void stopServers() {
    servers.forEach(server -> server.stop(0));
  }

  private String node(String path, String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        path,
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false);
    return NodeMain.run(
        new Surroundings(
            screen,
            TetrarchHome.of(Map.of("TETRARCH_HOME", folder.resolve("home").toString())),
            NodeProgram.ofThisProcess(LocalNode.class.getName()),
            "tetrarch"),
        arguments);
  }

  private ConsensusKeys keys(int replica) {
    return new ConsensusKeys(
        genesis.signingDomain(),
        genesis.validators().stream().map(v -> v.publicKey()).toList(),
        ReplicaId.of(replica),
        network.nodes().get(replica).key());
  }

  private static Digest digest(int of) {
    byte[] bytes = new byte[Digest.LENGTH];
    bytes[0] = (byte) of;
    return Digest.of(bytes);
  }

  private String commit(int digest) {
    Commit commit = new Commit(View.FIRST, SequenceNumber.of(1), digest(digest), ReplicaId.of(1));
    return hex(keys(1).signed(commit));
  }

  private String hex(Signed<? extends Message> signed) {
    ConsensusCodec codec = new ConsensusCodec(new TransactionCache(genesis.chainId(), false, 16));
    return "0x" + HexFormat.of().formatHex(codec.encode(signed));
  }

  private static String page(String first, String second) {
    return """
        {"items":[{"replica":1,"kind":"commit","view":0,"sequence":1,"description":"two commits",
        "firstStatement":"%s","secondStatement":"%s","discoveredAtMillis":5}],"next":null}
        """
        .formatted(first, second);
  }

  private String certificate(int block, int... signers) {
    StringBuilder said = new StringBuilder();
    for (int signer : signers) {
      Checkpoint checkpoint =
          new Checkpoint(SequenceNumber.of(7), digest(block), ReplicaId.of(signer));
      said.append(said.isEmpty() ? "" : ",")
          .append("{\"index\":%d,\"signature\":\"0x".formatted(signer))
          .append(HexFormat.of().formatHex(keys(signer).sign(checkpoint).toBytes()))
          .append("\"}");
    }
    return "{\"height\":7,\"blockHash\":\"0x%s\",\"signers\":[%s]}"
        .formatted(HexFormat.of().formatHex(digest(block).toBytes()), said);
  }

  @Test
  void whatTwoNodesHoldIsOneProofThatIsListedExportedAndVerified() throws IOException {
    String one = node("/api/v1/evidence", page(commit(1), commit(2)));
    String other = node("/api/v1/evidence", page(commit(2), commit(1)));
    String[] asked = {"--rpc-url", one, "--rpc-url", other};
    assertThat(run("evidence", "list", asked[0], asked[1], asked[2], asked[3])).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).contains("two commits").contains(one).contains(other);
    String id = lines.getLast().strip().split(" ", 2)[0];
    assertThat(run("evidence", "show", id, "--rpc-url", one)).isZero();
    assertThat(out.toString()).contains(commit(1)).contains(commit(2));
    String file = folder.resolve("lie.json").toString();
    String trusted = folder.resolve("genesis.json").toString();
    assertThat(run("evidence", "export", id, "--rpc-url", one, "--genesis", trusted, "-o", file))
        .isZero();
    assertThat(run("evidence", "verify", file, "--genesis", trusted)).isZero();
    assertThat(out.toString()).contains("replica 1").contains("commit, view 0, sequence 1");
  }

  @Test
  void twoForkedChainsNameMoreThanTheNetworkTolerates() throws IOException {
    String path = "/api/v1/blocks/7/certificate";
    String one = node(path, certificate(1, 0, 1, 2));
    String other = node(path, certificate(2, 1, 2, 3));
    String file = folder.resolve("fork.json").toString();
    String trusted = folder.resolve("genesis.json").toString();
    assertThat(
            run(
                "evidence",
                "export",
                "--fork",
                "7",
                "--rpc-url",
                one,
                "--rpc-url",
                other,
                "--genesis",
                trusted,
                "-o",
                file))
        .isZero();
    assertThat(run("evidence", "verify", file, "--genesis", trusted)).isZero();
    assertThat(out.toString())
        .contains("replica 1", "replica 2", "2 of them are more than the 1")
        .doesNotContain("replica 0", "replica 3");
    assertThat(
            run(
                "evidence",
                "export",
                "--fork",
                "7",
                "--rpc-url",
                one,
                "--genesis",
                trusted,
                "-o",
                file))
        .isEqualTo(1);
    assertThat(err.toString()).contains("two are needed for a fork");
  }

  @Test
  void aChangedFileIsRefusedInOneLineThatSaysWhy() throws IOException {
    String one = node("/api/v1/evidence", page(commit(1), commit(2)));
    run("evidence", "list", "--rpc-url", one);
    String id = out.toString().lines().toList().getLast().strip().split(" ", 2)[0];
    Path file = folder.resolve("lie.json");
    String trusted = folder.resolve("genesis.json").toString();
    run("evidence", "export", id, "--rpc-url", one, "--genesis", trusted, "-o", file.toString());
    Files.writeString(file, Files.readString(file).replace("view 0", "view 1"));
    assertThat(run("evidence", "verify", file.toString(), "--genesis", trusted)).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("somebody has changed the file");
  }

  @Test
  void nodesThatDoNotAnswerAndProofsThatNobodyHoldsAreSaid() throws IOException {
    assertThat(run("evidence", "list", "--rpc-url", "http://127.0.0.1:9")).isEqualTo(3);
    String none = node("/api/v1/evidence", "{\"items\":[],\"next\":null}");
    assertThat(run("evidence", "list", "--rpc-url", none)).isZero();
    assertThat(out.toString()).contains("nobody is proven to have lied");
    assertThat(run("evidence", "show", "abc", "--rpc-url", none)).isEqualTo(1);
    assertThat(run("evidence", "export", "--rpc-url", none, "-o", "x")).isEqualTo(2);
  }
}
