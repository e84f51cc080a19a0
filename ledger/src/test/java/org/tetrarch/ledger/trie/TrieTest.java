package org.tetrarch.ledger.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

class TrieTest {
  private final Random random = SeededRandom.create(TrieTest.class);

  @Test
  void anyHistoryThatEndsInTheSameEntriesHasTheSameRoot() {
    for (int round = 0; round < 40; round++) {
      MemoryNodes store = new MemoryNodes();
      Map<Hash, byte[]> expected = new HashMap<>();
      Trie trie = Trie.open(Trie.EMPTY_ROOT, store);
      for (int block = 0; block < 12; block++) {
        TrieEditor editor = trie.edit();
        for (int change = random.nextInt(30); change > 0; change--) {
          changeSomething(editor, expected);
        }
        TrieCommit commit = editor.commit();
        store.store(commit.newNodes());
        // Half of the time go on from the store, half of the time from what is in memory.
        trie = random.nextBoolean() ? commit.trie() : Trie.open(commit.trie().rootHash(), store);
        assertThat(trie.rootHash()).isEqualTo(fromScratch(expected));
        assertHolds(trie, expected);
      }
    }
  }

  /**
   * Keys of two to three bytes, some of them prefixes of others, so that every kind of node is met.
   */
  private void changeSomething(TrieEditor editor, Map<Hash, byte[]> expected) {
    byte[] key = SeededRandom.bytes(random, 2 + random.nextInt(2));
    key[0] &= 0x13;
    key[1] &= 0x31;
    Hash name = nameOf(key);
    if (random.nextInt(3) == 0) {
      editor.remove(key);
      expected.remove(name);
    } else {
      byte[] value = SeededRandom.bytes(random, 1 + random.nextInt(50));
      editor.put(key, value);
      expected.put(name, value);
    }
  }

  /** A key, padded to a hash with its length, so that it can be a key of a map. */
  private static Hash nameOf(byte[] key) {
    byte[] padded = new byte[32];
    System.arraycopy(key, 0, padded, 0, key.length);
    padded[31] = (byte) key.length;
    return Hash.of(padded);
  }

  private static byte[] keyOf(Hash name) {
    byte[] padded = name.toBytes();
    return java.util.Arrays.copyOf(padded, padded[31]);
  }

  private Hash fromScratch(Map<Hash, byte[]> entries) {
    List<Hash> names = new ArrayList<>(entries.keySet());
    Collections.shuffle(names, random);
    TrieEditor editor = Trie.empty().edit();
    for (Hash name : names) {
      editor.put(keyOf(name), valueOf(entries, name));
    }
    return editor.commit().trie().rootHash();
  }

  private void assertHolds(Trie trie, Map<Hash, byte[]> expected) {
    expected.forEach(
        (name, value) -> {
          byte[] key = keyOf(name);
          assertThat(trie.get(key)).hasValueSatisfying(found -> assertThat(found).isEqualTo(value));
          assertProves(trie, key);
        });
    assertProves(trie, SeededRandom.bytes(random, 2));
  }

  private static void assertProves(Trie trie, byte[] key) {
    List<byte[]> proof = trie.prove(key);
    try {
      assertThat(MerkleProof.verify(trie.rootHash(), key, proof).map(Hex::of))
          .isEqualTo(trie.get(key).map(Hex::of));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private record Hex(String text) {
    static Hex of(byte[] bytes) {
      return new Hex(java.util.HexFormat.of().formatHex(bytes));
    }
  }

  private static byte[] valueOf(Map<Hash, byte[]> entries, Hash name) {
    return java.util.Objects.requireNonNull(entries.get(name));
  }

  @Test
  void aCommitHandsOutOnlyNodesThatAreNew() {
    MemoryNodes store = new MemoryNodes();
    Trie trie = filled(store, 1_000);
    byte[] key = Keccak.hash(new byte[] {1}).toBytes();
    TrieCommit commit = trie.edit().put(key, new byte[] {9}).commit();

    // The path from the root: about log16(1000) nodes, not the trie.
    assertThat(commit.newNodes()).hasSizeBetween(2, 8);
    assertThat(trie.edit().commit().newNodes()).isEmpty();
  }

  @Test
  void settingAValueThatIsThereChangesNothing() {
    MemoryNodes store = new MemoryNodes();
    Trie trie = filled(store, 500);
    byte[] key = key(17);
    for (Trie same : List.of(trie, Trie.open(trie.rootHash(), store))) {
      TrieCommit commit = same.edit().put(key, trie.get(key).orElseThrow()).commit();

      assertThat(commit.newNodes()).isEmpty();
      assertThat(commit.trie().rootHash()).isEqualTo(trie.rootHash());
    }
  }

  @Test
  void anEditDoesNotTouchTheTrieItBeganWith() {
    Trie before = filled(new MemoryNodes(), 300);
    Hash root = before.rootHash();
    TrieEditor editor = before.edit();
    for (int i = 0; i < 300; i++) {
      editor.put(key(i), new byte[] {1});
    }
    editor.commit();

    assertThat(before.rootHash()).isEqualTo(root);
    assertThat(before.get(key(17))).hasValueSatisfying(v -> assertThat(v).isEqualTo(value(17)));
  }

  @Test
  void nodesInUseAreReadFromTheStoreOnce() {
    MemoryNodes store = new MemoryNodes();
    Hash root = filled(store, 2_000).rootHash();
    Trie trie = Trie.open(root, store).edit().put(key(5), new byte[] {1}).commit().trie();
    int reads = store.reads();
    trie = trie.edit().put(key(5), new byte[] {2}).commit().trie();

    assertThat(store.reads()).isEqualTo(reads);
    assertThat(trie.get(key(5))).isPresent();
  }

  @Test
  void whatIsHeldInMemoryIsBounded() {
    MemoryNodes store = new MemoryNodes();
    Trie trie = Trie.open(Trie.EMPTY_ROOT, store);
    Map<Integer, byte[]> expected = new HashMap<>();
    int perBlock = LiveNodes.MAX / 4;
    for (int block = 0; block < 6; block++) {
      TrieEditor editor = trie.edit();
      for (int i = 0; i < perBlock; i++) {
        int index = block * perBlock + i;
        editor.put(key(index), value(index));
        if (i % 5_000 == 0) {
          expected.put(index, value(index));
        }
      }
      TrieCommit commit = editor.commit();
      store.store(commit.newNodes());
      trie = commit.trie();
    }

    assertThat(trie.liveNodes()).isLessThanOrEqualTo(LiveNodes.MAX);
    Trie same = Trie.open(trie.rootHash(), store);
    for (Map.Entry<Integer, byte[]> entry : expected.entrySet()) {
      byte[] key = key(entry.getKey());
      assertThat(trie.get(key)).hasValueSatisfying(v -> assertThat(v).isEqualTo(entry.getValue()));
      assertThat(same.get(key)).isPresent();
    }
  }

  @Test
  void aLostOrChangedNodeIsNamed() {
    MemoryNodes store = new MemoryNodes();
    Trie trie = Trie.open(filled(store, 100).rootHash(), store);
    store.corrupt(trie.rootHash());
    assertThatThrownBy(() -> trie.get(key(1)))
        .isInstanceOf(TrieNodeException.class)
        .hasMessage(
            "trie node " + trie.rootHash() + " does not have the content that its hash says");
    store.lose(trie.rootHash());
    assertThatThrownBy(() -> trie.get(key(1)))
        .hasMessage("trie node " + trie.rootHash() + " is missing");
  }

  @Test
  void anEditorIsOfNoUseAfterItsCommit() {
    TrieEditor editor = Trie.empty().edit();
    editor.commit();
    assertThatThrownBy(() -> editor.put(key(1), value(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  static Trie filled(MemoryNodes store, int entries) {
    TrieEditor editor = Trie.open(Trie.EMPTY_ROOT, store).edit();
    for (int i = 0; i < entries; i++) {
      editor.put(key(i), value(i));
    }
    TrieCommit commit = editor.commit();
    store.store(commit.newNodes());
    return commit.trie();
  }

  static byte[] key(int index) {
    return Keccak.hash(new byte[] {(byte) (index >> 16), (byte) (index >> 8), (byte) index})
        .toBytes();
  }

  static byte[] value(int index) {
    return Keccak.hash(key(index)).toBytes();
  }
}
