package org.tetrarch.genesis.mnemonic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The 2,048 English words of BIP-39, in their order, which is alphabetical. */
final class WordList {
  static final int SIZE = 2_048;
  static final String RESOURCE = "bip39-english.txt";

  private static final int LONGEST = 8;
  private static final int MOST_TYPOS = 2;
  private static final int MOST_SUGGESTIONS = 3;

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

  /** The words, at most three, that differ least from a mistyped one; none when all differ much. */
  static List<String> nearest(CharSequence mistyped) {
    if (mistyped.length() > LONGEST + MOST_TYPOS) {
      return List.of();
    }
    List<String> nearest = new ArrayList<>();
    int least = MOST_TYPOS;
    for (String word : WORDS) {
      int typos = typos(word, mistyped);
      if (typos < least) {
        least = typos;
        nearest.clear();
      }
      if (typos == least) {
        nearest.add(word);
      }
    }
    return nearest.size() > MOST_SUGGESTIONS ? List.of() : nearest;
  }

  /**
   * How many letters were mistaken, left out, doubled, or swapped with their neighbour (optimal
   * string alignment distance).
   */
  private static int typos(CharSequence a, CharSequence b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = distance[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        distance[i][j] = swapped ? Math.min(least, 1 + distance[i - 2][j - 2]) : least;
      }
    }
    return distance[a.length()][b.length()];
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
