package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Function;
import org.tetrarch.ledger.MalformedException;

/** What every codec here promises, checked on values from a seed, which failures print. */
final class CodecProperties {
  /** With -Dwire.seed=… a failure is replayed. */
  private static final long SEED = Long.getLong("wire.seed", 20261124);

  private CodecProperties() {}

  @FunctionalInterface
  interface Decoder<T> {
    T decode(byte[] encoded) throws MalformedException;
  }

  static <T> void roundTrip(
      int values, Function<Samples, T> sample, Function<T, byte[]> encoder, Decoder<T> decoder)
      throws MalformedException {
    Samples samples = new Samples(SEED);
    for (int i = 0; i < values; i++) {
      T value = sample.apply(samples);
      assertThat(decoder.decode(encoder.apply(value)))
          .as("value %d of -Dwire.seed=%d", i, SEED)
          .isEqualTo(value);
    }
  }

  /**
   * Garbled bytes either do not decode, with the one checked exception, or are themselves the
   * encoding of what they decode to. Returns how many were refused.
   */
  static <T> int garbledBytesAreRefusedOrCanonical(
      int mutations, Function<Samples, T> sample, Function<T, byte[]> encoder, Decoder<T> decoder) {
    Samples samples = new Samples(SEED);
    int refused = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] garbled = samples.garbled(encoder.apply(sample.apply(samples)));
      try {
        byte[] again = encoder.apply(decoder.decode(garbled));
        if (!Arrays.equals(again, garbled)) {
          throw new AssertionError("two encodings of one value, mutation " + i + where());
        }
      } catch (MalformedException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("unchecked exception, mutation " + i + where(), e);
      }
    }
    return refused;
  }

  private static String where() {
    return " of -Dwire.seed=" + SEED;
  }
}
