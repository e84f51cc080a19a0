package org.tetrarch.ledger.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Vectors;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

/** The trie tests of github.com/ethereum/tests. */
class TrieVectorsTest {

  private record Entry(String text, @Nullable String value, boolean secure) {
    byte[] key() {
      return secure ? Keccak.hash(bytes(text)).toBytes() : bytes(text);
    }
  }

  static Stream<Named<JsonNode>> plainInOrder() {
    return tests("trietest.json");
  }

  static Stream<Named<JsonNode>> secureInOrder() {
    return tests("trietest_secureTrie.json");
  }

  static Stream<Named<JsonNode>> plainInAnyOrder() {
    return tests("trieanyorder.json");
  }

  static Stream<Named<JsonNode>> secureInAnyOrder() {
    return Stream.concat(
        tests("trieanyorder_secureTrie.json"), tests("hex_encoded_securetrie_test.json"));
  }

  private static Stream<Named<JsonNode>> tests(String file) {
    return Vectors.read(file).properties().stream()
        .map(entry -> Named.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("plainInOrder")
  void plainTriesWithRemovals(JsonNode vector) {
    assertRoot(entries(vector, false), vector);
  }

  @ParameterizedTest
  @MethodSource("secureInOrder")
  void secureTriesWithRemovals(JsonNode vector) {
    assertRoot(entries(vector, true), vector);
  }

  @ParameterizedTest
  @MethodSource("plainInAnyOrder")
  void plainTriesInAnyOrder(JsonNode vector) {
    assertRootInAnyOrder(entries(vector, false), vector);
  }

  @ParameterizedTest
  @MethodSource("secureInAnyOrder")
  void secureTriesInAnyOrder(JsonNode vector) {
    assertRootInAnyOrder(entries(vector, true), vector);
  }

  @Test
  void theOrderedTrieOfTriehashsDocumentation() {
    // From the documentation of Parity's triehash, ordered_trie_root.
    List<byte[]> items = List.of(bytes("doe"), bytes("reindeer"));
    assertThat(OrderedTrie.of(items).rootHash())
        .isEqualTo(
            Hash.fromHex("e766d5d51b89dc39d981b41bda63248d7abce4f0225eefd023792a540bcffee3"));
  }

  private static void assertRootInAnyOrder(List<Entry> entries, JsonNode vector) {
    Random random = SeededRandom.create(TrieVectorsTest.class);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(entries, random);
      assertRoot(entries, vector);
    }
  }

  private static void assertRoot(List<Entry> entries, JsonNode vector) {
    Hash expected = Hash.fromHex(vector.get("root").asText());
    assertThat(inOneCommit(entries)).isEqualTo(expected);
    assertThat(oneCommitEach(entries)).isEqualTo(expected);
  }

  private static Hash inOneCommit(List<Entry> entries) {
    TrieEditor editor = Trie.empty().edit();
    entries.forEach(entry -> apply(editor, entry));
    return editor.commit().trie().rootHash();
  }

  private static Hash oneCommitEach(List<Entry> entries) {
    MemoryNodes store = new MemoryNodes();
    Hash root = Trie.EMPTY_ROOT;
    for (Entry entry : entries) {
      TrieEditor editor = Trie.open(root, store).edit();
      apply(editor, entry);
      TrieCommit commit = editor.commit();
      store.store(commit.newNodes());
      root = commit.trie().rootHash();
    }
    return root;
  }

  private static void apply(TrieEditor editor, Entry entry) {
    String value = entry.value();
    if (value == null) {
      editor.remove(entry.key());
    } else {
      editor.put(entry.key(), bytes(value));
    }
  }

  private static List<Entry> entries(JsonNode vector, boolean secure) {
    List<Entry> entries = new ArrayList<>();
    JsonNode in = vector.get("in");
    if (in.isArray()) {
      in.forEach(pair -> entries.add(entry(pair.get(0).asText(), pair.get(1), secure)));
    } else {
      in.properties().forEach(pair -> entries.add(entry(pair.getKey(), pair.getValue(), secure)));
    }
    return entries;
  }

  private static Entry entry(String key, JsonNode value, boolean secure) {
    return new Entry(key, value.isNull() ? null : value.asText(), secure);
  }

  private static byte[] bytes(String text) {
    return text.startsWith("0x") ? Vectors.hex(text) : text.getBytes(StandardCharsets.UTF_8);
  }
}
