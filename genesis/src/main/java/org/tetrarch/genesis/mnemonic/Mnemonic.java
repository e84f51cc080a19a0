package org.tetrarch.genesis.mnemonic;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.tetrarch.ledger.MalformedException;

/**
 * 12, 15, 18, 21 or 24 English words whose checksum is right (BIP-39). It never prints itself;
 * {@link #destroy()} wipes it.
 */
public final class Mnemonic {
  private static final int BITS_PER_WORD = 11;
  private static final int SEED_BYTES = 64;
  private static final int ITERATIONS = 2_048;

  /** Longest text looked at: 24 words of at most 8 letters, with generous white space. */
  private static final int MAX_TEXT_LENGTH = 1_000;

  private final char[] phrase;

  private Mnemonic(char[] phrase) {
    this.phrase = phrase;
  }

  /**
   * Reads words in any case, parted by any white space. Errors name a wrong word by its place. The
   * caller wipes {@code text}.
   */
  public static Mnemonic parse(char[] text) throws MalformedException {
    if (text.length > MAX_TEXT_LENGTH) {
      throw new MalformedException("a mnemonic has at most 24 words, this text is far longer");
    }
    char[] phrase = canonical(text);
    int[] indices = indices(phrase);
    if (!checksumHolds(indices)) {
      Arrays.fill(phrase, '\0');
      throw new MalformedException(
          "these are words of the list, but their checksum is wrong: one of them is mistaken or they"
              + " are in another order");
    }
    Arrays.fill(indices, 0);
    return new Mnemonic(phrase);
  }

  /** The words of 16, 20, 24, 28 or 32 random bytes, which the caller wipes. */
  public static Mnemonic fromEntropy(byte[] entropy) {
    if (entropy.length < 16 || entropy.length > 32 || entropy.length % 4 != 0) {
      throw new IllegalArgumentException("entropy has 16, 20, 24, 28 or 32 bytes");
    }
    byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
    bits[entropy.length] = checksum(entropy);
    int words = entropy.length * 3 / 4;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      int index = 0;
      for (int bit = i * BITS_PER_WORD; bit < (i + 1) * BITS_PER_WORD; bit++) {
        index = index << 1 | bit(bits, bit);
      }
      text.append(i == 0 ? "" : " ").append(WordList.word(index));
    }
    char[] phrase = new char[text.length()];
    text.getChars(0, phrase.length, phrase, 0);
    return new Mnemonic(phrase);
  }

  /** The 64-byte seed of BIP-32, which the caller wipes; {@code passphrase} is often empty. */
  public byte[] seed(char[] passphrase) {
    byte[] password = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(phrase);
    // BIP-39 wants NFKD; the words are ASCII and stay as they are.
    String salt = Normalizer.normalize("mnemonic" + new String(passphrase), Normalizer.Form.NFKD);
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
    generator.init(password, salt.getBytes(StandardCharsets.UTF_8), ITERATIONS);
    KeyParameter seed = (KeyParameter) generator.generateDerivedParameters(SEED_BYTES * 8);
    Arrays.fill(password, (byte) 0);
    return seed.getKey();
  }

  /** The words, parted by single spaces; the caller wipes the array. */
  public char[] words() {
    return phrase.clone();
  }

  /** Overwrites the words in memory. */
  public void destroy() {
    Arrays.fill(phrase, '\0');
  }

  @Override
  public String toString() {
    return "Mnemonic(secret)";
  }

  /** The same words in lower case with single spaces. */
  private static char[] canonical(char[] text) {
    char[] out = new char[text.length];
    int length = 0;
    for (char c : text) {
      if (!Character.isWhitespace(c)) {
        out[length++] = Character.toLowerCase(c);
      } else if (length > 0 && out[length - 1] != ' ') {
        out[length++] = ' ';
      }
    }
    if (length > 0 && out[length - 1] == ' ') {
      length--;
    }
    char[] canonical = Arrays.copyOf(out, length);
    Arrays.fill(out, '\0');
    return canonical;
  }

  private static int[] indices(char[] phrase) throws MalformedException {
    int words = phrase.length == 0 ? 0 : 1;
    for (char c : phrase) {
      words += c == ' ' ? 1 : 0;
    }
    if (words < 12 || words > 24 || words % 3 != 0) {
      throw new MalformedException("a mnemonic has 12, 15, 18, 21 or 24 words, this has " + words);
    }
    int[] indices = new int[words];
    int start = 0;
    for (int i = 0; i < words; i++) {
      int end = start;
      while (end < phrase.length && phrase[end] != ' ') {
        end++;
      }
      CharBuffer word = CharBuffer.wrap(phrase, start, end - start);
      indices[i] = WordList.index(word);
      if (indices[i] < 0) {
        throw new MalformedException(
            "word %d, \"%s\", is not in the list of BIP-39%s"
                .formatted(i + 1, word, suggestion(word)));
      }
      start = end + 1;
    }
    return indices;
  }

  private static String suggestion(CharSequence word) {
    List<String> nearest = WordList.nearest(word);
    return nearest.isEmpty() ? "" : ": did you mean " + String.join(" or ", nearest) + "?";
  }

  private static boolean checksumHolds(int[] indices) {
    int bits = indices.length * BITS_PER_WORD;
    int entropyBytes = bits * 32 / 33 / 8;
    byte[] all = new byte[entropyBytes + 1];
    for (int bit = 0; bit < bits; bit++) {
      int index = indices[bit / BITS_PER_WORD];
      int value = index >> (BITS_PER_WORD - 1 - bit % BITS_PER_WORD) & 1;
      all[bit / 8] |= (byte) (value << (7 - bit % 8));
    }
    byte[] entropy = Arrays.copyOf(all, entropyBytes);
    int checksumBits = bits - entropyBytes * 8;
    int mask = 0xff << (8 - checksumBits) & 0xff;
    boolean holds = (checksum(entropy) & mask) == (all[entropyBytes] & mask);
    Arrays.fill(entropy, (byte) 0);
    Arrays.fill(all, (byte) 0);
    return holds;
  }

  /** The first byte of SHA-256, of which one bit counts for every 4 bytes of entropy. */
  private static byte checksum(byte[] entropy) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(entropy, 0, entropy.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash[0];
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / 8] >> (7 - index % 8) & 1;
  }
}
