package org.tetrarch.ledger.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.crypto.Hash;

class MerkleProofTest {
  private final Trie trie = TrieTest.filled(new MemoryNodes(), 1_000);
  private final Hash root = trie.rootHash();

  @Test
  void presenceAndAbsenceAreProven() throws Exception {
    byte[] there = TrieTest.key(7);
    byte[] absent = TrieTest.key(7_777);
    assertThat(MerkleProof.verify(root, there, trie.prove(there)))
        .hasValueSatisfying(value -> assertThat(value).isEqualTo(TrieTest.value(7)));
    assertThat(MerkleProof.verify(root, absent, trie.prove(absent))).isEmpty();
    assertThat(MerkleProof.verify(Trie.EMPTY_ROOT, there, List.of())).isEmpty();
  }

  @Test
  void aProofIsGoodForItsRootOnly() {
    byte[] key = TrieTest.key(7);
    refused(Hash.ZERO, key, trie.prove(key), "is missing");
  }

  @Test
  void aProofThatLacksANodeIsRefused() {
    byte[] key = TrieTest.key(7);
    List<byte[]> proof = trie.prove(key);
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> shorter = new ArrayList<>(proof);
      shorter.remove(i);
      refused(root, key, shorter, "");
    }
  }

  @Test
  void aProofWithAChangedByteIsRefused() {
    Random random = SeededRandom.create(MerkleProofTest.class);
    byte[] key = TrieTest.key(7);
    for (int round = 0; round < 200; round++) {
      List<byte[]> proof = new ArrayList<>(trie.prove(key));
      int node = random.nextInt(proof.size());
      byte[] changed = proof.get(node).clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      proof.set(node, changed);
      refused(root, key, proof, "");
    }
  }

  @Test
  void nodesWithoutAPartInTheProofAreRefused() {
    byte[] key = TrieTest.key(7);
    List<byte[]> padded = new ArrayList<>(trie.prove(key));
    padded.add(new byte[] {1, 2, 3});
    refused(root, key, padded, "not on the path");
    List<byte[]> twice = new ArrayList<>(trie.prove(key));
    twice.add(twice.get(0));
    refused(root, key, twice, "same node twice");
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i <= MerkleProof.MAX_NODES; i++) {
      many.add(new byte[] {(byte) i});
    }
    refused(root, key, many, "more than");
  }

  @Test
  void itemsOfAListAreProvenByTheirIndex() throws Exception {
    List<byte[]> items = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      items.add(TrieTest.value(i));
    }
    Trie ordered = OrderedTrie.of(items);
    for (int i : new int[] {0, 1, 127, 128, 255, 256, 299}) {
      byte[] key = OrderedTrie.key(i);
      assertThat(MerkleProof.verify(ordered.rootHash(), key, ordered.prove(key)))
          .hasValueSatisfying(value -> assertThat(value).isEqualTo(items.get(i)));
    }
  }

  private static void refused(Hash root, byte[] key, List<byte[]> proof, String why) {
    assertThatThrownBy(() -> MerkleProof.verify(root, key, proof))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
