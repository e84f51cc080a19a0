package org.tetrarch.genesis.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;

class NetworkFolderTest {
  @TempDir Path folder;

  @Test
  void theReadyNetworkIsExactlyTheDevelopmentNetworkOfFour() throws Exception {
    Path made = folder.resolve("made");
    DevelopmentNetwork.create(4, 10).write(made);
    Path inSources = Path.of("networks", ReadyNetwork.LOCAL_4.folderName());

    for (String name : ReadyNetwork.LOCAL_4.files()) {
      assertThat(inSources.resolve(name))
          .as("regenerate it: tests of %s", name)
          .hasSameTextualContentAs(made.resolve(name));
    }
    assertThat(ReadyNetwork.LOCAL_4.files()).hasSize(9);
  }

  @Test
  void theReadyNetworkCopiedFromTheJarLoads() throws Exception {
    ReadyNetwork.LOCAL_4.copyTo(folder);

    for (int i = 0; i < 4; i++) {
      Path file = folder.resolve("node" + i).resolve(NodeConfig.FILE_NAME);
      NodeIdentity identity = NodeIdentity.load(NodeConfig.read(file));

      assertThat(identity.index()).isEqualTo(i);
      assertThat(identity.validator().name()).isEqualTo("node" + i);
      assertThat(identity.config().http()).isEqualTo(new Endpoint("127.0.0.1", 8545 + i));
      assertThat(identity.config().p2p()).isEqualTo(new Endpoint("127.0.0.1", 30300 + i));
      assertThat(identity.config().dataDirectory())
          .isEqualTo(folder.resolve(identity.config().name()).resolve("data"));
      assertThat(identity.genesis()).isEqualTo(ReadyNetwork.LOCAL_4.genesis());
    }
  }

  @Test
  void keysAreForTheirOwnerOnlyAndLabelledWhenPublic() throws Exception {
    List<Path> files = DevelopmentNetwork.create(1, 0).write(folder.resolve("net"));

    assertThat(files)
        .containsExactly(
            folder.resolve("net/genesis.json"),
            folder.resolve("net/node0/node.json"),
            folder.resolve("net/node0/node.key"));
    Path key = files.get(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key)).startsWith("# DEVELOPMENT ONLY.");
    assertThat(NodeKeyFile.read(key).address()).isEqualTo(DevelopmentNetwork.nodeKey(0).address());
  }

  @Test
  void aFolderThatHoldsSomethingIsNotWrittenTo() throws Exception {
    Files.writeString(folder.resolve("precious"), "x");

    assertThatThrownBy(() -> DevelopmentNetwork.create(1, 0).write(folder))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(folder).isDirectoryNotContaining("glob:**genesis.json");
    DevelopmentNetwork.create(1, 0).overwrite(folder);
    assertThat(folder.resolve("precious")).hasContent("x");
    assertThat(GenesisFile.read(folder.resolve("genesis.json")).n()).isEqualTo(1);
  }

  @Test
  void aNetworkThatCannotBeWrittenLeavesNoKeyBehind() {
    NewNetwork network = DevelopmentNetwork.create(2, 0);
    NewNetwork.Node first = network.nodes().get(0);
    NewNetwork.Node second = network.nodes().get(1);
    // One port for both of its services: found out after the first node's key was written.
    NewNetwork.Node broken =
        new NewNetwork.Node(second.name(), second.key(), second.http(), second.http());
    NewNetwork wrong = new NewNetwork(network.genesis(), List.of(first, broken), List.of());

    assertThatThrownBy(() -> wrong.write(folder.resolve("net")))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEmptyFolderIsFilled() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    DevelopmentNetwork.create(1, 0).write(empty);

    assertThat(empty.resolve("genesis.json")).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**/.empty*");
  }

  @Test
  void aConfigurationIsReadRelativeToItsOwnFolder() throws Exception {
    Path file = Files.createDirectories(folder.resolve("a/b")).resolve("node.json");
    NodeConfig config =
        new NodeConfig(
            "n",
            folder.resolve("a/genesis.json"),
            folder.resolve("a/b/node.key"),
            Path.of("/var/lib/tetrarch"),
            new Endpoint("127.0.0.1", 1),
            new Endpoint("::1", 2));

    config.write(file);

    assertThat(NodeConfig.read(file)).isEqualTo(config);
    assertThat(Files.readString(file))
        .contains("\"../genesis.json\"", "\"node.key\"", "\"/var/lib/tetrarch\"");
    assertThat(config.withPortOffset(10).p2p()).isEqualTo(new Endpoint("::1", 12));
    assertThat(config.withDataDirectory(folder).dataDirectory()).isEqualTo(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "port" : 8545 | "port" : 0 | http.port: port 0 is not between 1 and 65535
          "port" : 8545 | "port" : "x" | http.port: must be a whole number
          "port" : 30300 | "port" : 8545 | http: is the same endpoint as p2p
          "port" : 30300 | "prt" : 30300 | p2p.port: is missing
          "host" : "127.0.0.1" | "host" : "a b" | http.host: host "a b" is no host name
          "name" : "node0" | "name" : "" | name: must not be empty
          "name" : "node0" | "nam" : "node0" | name: is missing
          "name" : "node0" | "name" : "node0", "peers" : [] | peers: is not a known field here
          """)
  void aWrongConfigurationIsNamedWithFileAndField(String original, String other, String message)
      throws Exception {
    DevelopmentNetwork.create(1, 0).overwrite(folder);
    Path file = folder.resolve("node0/node.json");
    String text = Files.readString(file);
    assertThat(text).contains(original);
    Files.writeString(file, text.replaceFirst(Pattern.quote(original), other));

    assertThatThrownBy(() -> NodeConfig.read(file))
        .isInstanceOf(GenesisException.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  @Test
  void aKeyThatIsNoValidatorsIsRefusedWithItsAddress() throws Exception {
    DevelopmentNetwork.create(1, 0).overwrite(folder);
    Path key = folder.resolve("node0/node.key");
    NodeKeyFile.write(key, DevelopmentNetwork.nodeKey(7), List.of());
    NodeConfig config = NodeConfig.read(folder.resolve("node0/node.json"));

    assertThatThrownBy(() -> NodeIdentity.load(config))
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining(DevelopmentNetwork.nodeKey(7).address().checksummed())
        .hasMessageContaining("no validator");
  }

  @ParameterizedTest
  @CsvSource({"'',has 0", "0x12,64 hex digits", "'0x1\n0x2',has 2"})
  void aBrokenKeyFileIsRefusedWithoutRepeatingIt(String content, String message) throws Exception {
    Path key = Files.writeString(folder.resolve("node.key"), content);

    assertThatThrownBy(() -> NodeKeyFile.read(key))
        .isInstanceOf(GenesisException.class)
        .hasMessageStartingWith(key + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("0x1");
  }
}
