package org.tetrarch.genesis.mnemonic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The 2,048 English words of BIP-39, in their order, which is alphabetical. */
final class WordList {
  static final int SIZE = 2_048;
  static final String RESOURCE = "bip39-english.txt";

  private static final String[] WORDS = load();

  private WordList() {}

  static String word(int index) {
    return WORDS[index];
  }

  /** The index of a word, or -1. */
  static int index(CharSequence word) {
    int low = 0;
    int high = SIZE - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = CharSequence.compare(WORDS[middle], word);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private static String[] load() {
    try (InputStream in = WordList.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
