package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

class DataDirectoryTest {
  private static final Hash GENESIS = Keccak.hash(new byte[] {1});
  private static final ChainMarker MARKER = new ChainMarker(770077, GENESIS, 2);

  @TempDir Path folder;

  @Test
  void newFolderIsMadeAndMarkedAndOpensAgain() throws Exception {
    Path path = folder.resolve("a/b");

    DataDirectory.open(path, MARKER).close();

    assertThat(path.resolve("chain.json")).content().contains("770077", GENESIS.toHex());
    DataDirectory.open(path, MARKER).close();
  }

  @Test
  void secondProcessIsToldWhoHasTheDirectory() throws Exception {
    try (DataDirectory held = DataDirectory.open(folder, MARKER)) {
      assertThat(held.path()).isEqualTo(folder);
      assertRefused(MARKER, StorageException.Reason.IN_USE)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    DataDirectory.open(folder, MARKER).close();
  }

  @Test
  void directoryOfAnotherChainIsRefusedAndBothChainsAreNamed() throws Exception {
    DataDirectory.open(folder, MARKER).close();
    Hash other = Keccak.hash(new byte[] {2});

    assertRefused(new ChainMarker(770077, other, 2), StorageException.Reason.OTHER_CHAIN)
        .hasMessageContaining("belongs to another chain")
        .hasMessageContaining(GENESIS.toHex())
        .hasMessageContaining(other.toHex());
    assertRefused(new ChainMarker(1, GENESIS, 2), StorageException.Reason.OTHER_CHAIN);
    // Refusing has released the lock and changed nothing.
    DataDirectory.open(folder, MARKER).close();
  }

  @Test
  void directoryOfAnotherReplicaIsRefused() throws Exception {
    DataDirectory.open(folder, MARKER).close();

    assertRefused(new ChainMarker(770077, GENESIS, 0), StorageException.Reason.OTHER_CHAIN)
        .hasMessageContaining("belongs to replica 2, this node is replica 0");
  }

  @Test
  void directoryOfAnotherFormatIsRefused() throws Exception {
    Files.writeString(folder.resolve("chain.json"), "{\"format\": 99}");

    assertRefused(MARKER, StorageException.Reason.OTHER_CHAIN).hasMessageContaining("format 99");
  }

  @Test
  void unreadableMarkerIsCorruption() throws Exception {
    Files.writeString(folder.resolve("chain.json"), "{\"format\": 2, \"genesisHash\": \"0x12\"}");

    assertRefused(MARKER, StorageException.Reason.CORRUPTED);
  }

  @Test
  void dataWithoutMarkerIsNotTakenOver() throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder, MARKER);
        KeyValueStore chain = directory.openChain()) {
      assertThat(chain.get(new byte[] {1})).isNull();
    }
    Files.delete(folder.resolve("chain.json"));

    assertRefused(MARKER, StorageException.Reason.CORRUPTED)
        .hasMessageContaining("chain.json is missing");
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data"), MARKER))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ChainMarker marker, StorageException.Reason reason) {
    return assertThatThrownBy(() -> DataDirectory.open(folder, marker))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
