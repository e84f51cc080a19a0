package org.tetrarch.ledger.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Vectors;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

class RlpTest {

  @Test
  void randomItemsSurviveTheRoundTrip() throws Exception {
    Random random = SeededRandom.create(RlpTest.class);
    for (int round = 0; round < 2_000; round++) {
      RlpItem item = randomItem(random, 0);
      assertThat(Rlp.decode(Rlp.encode(item))).isEqualTo(item);
    }
  }

  @Test
  void randomBytesAreRefusedOrAreTheOneEncodingOfWhatTheySay() {
    Random random = SeededRandom.create(RlpTest.class);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = mutated(Rlp.encode(randomItem(random, 0)), random);
      try {
        assertThat(Rlp.encode(Rlp.decode(bytes))).isEqualTo(bytes);
      } catch (RlpException e) {
        assertThat(e).hasMessageMatching(".{5,}");
      }
    }
  }

  private static byte[] mutated(byte[] encoded, Random random) {
    byte[] bytes = Arrays.copyOf(encoded, Math.max(0, encoded.length + random.nextInt(3) - 1));
    if (bytes.length > 0) {
      bytes[random.nextInt(Math.min(4, bytes.length))] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static RlpItem randomItem(Random random, int depth) {
    if (depth == 4 || random.nextInt(3) > 0) {
      int[] sizes = {0, 1, 1, 20, 32, 55, 56, 255, 256, 300};
      return RlpItem.of(SeededRandom.bytes(random, sizes[random.nextInt(sizes.length)]));
    }
    List<RlpItem> items = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      items.add(randomItem(random, depth + 1));
    }
    return RlpItem.list(items);
  }

  @Test
  void deepNestingIsRefusedBeforeItIsFollowed() throws Exception {
    assertThat(Rlp.decode(nested(Rlp.MAX_DEPTH))).isInstanceOf(RlpList.class);
    assertThatThrownBy(() -> Rlp.decode(nested(Rlp.MAX_DEPTH + 1)))
        .isInstanceOf(RlpException.class)
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Rlp.decode(nested(100_000))).hasMessageContaining("nested deeper");
  }

  private static byte[] nested(int depth) {
    RlpWriter writer = new RlpWriter();
    for (int i = 0; i < depth; i++) {
      writer.beginList();
    }
    for (int i = 0; i < depth; i++) {
      writer.endList();
    }
    return writer.toBytes();
  }

  @Test
  void moreItemsThanTheirBytesAreWorthAreRefused() throws Exception {
    assertThatThrownBy(() -> Rlp.decode(ones(2 * Rlp.FREE_ITEMS))).hasMessageContaining("items");
    assertThatThrownBy(() -> Rlp.decode(ones(Rlp.MAX_BYTES - 5))).hasMessageContaining("items");
    assertThat(Rlp.decode(ones(Rlp.FREE_ITEMS)).asList()).hasSize(Rlp.FREE_ITEMS);
  }

  private static byte[] ones(int count) {
    byte[] ones = new byte[count];
    Arrays.fill(ones, (byte) 1);
    return new RlpWriter().beginList().addEncoded(ones).endList().toBytes();
  }

  @Test
  void inputBeyondTheLimitIsNotLookedAt() {
    assertThatThrownBy(() -> Rlp.decode(new byte[Rlp.MAX_BYTES + 1]))
        .hasMessageContaining("the limit is");
  }

  @Test
  void aChildMayNotReachBeyondItsList() {
    // [ "abc…" ] where the string claims one byte more than the list has, and the byte is there.
    assertThatThrownBy(() -> Rlp.decode(Vectors.hex("c2820102"))).isInstanceOf(RlpException.class);
  }

  @Test
  void numbersWithLeadingZerosAreRefused() {
    assertThatThrownBy(() -> RlpItem.of(new byte[] {0, 1}).asLong())
        .hasMessageContaining("leading zero");
    assertThatThrownBy(() -> RlpItem.of(new byte[] {0}).asUint256())
        .hasMessageContaining("leading zero");
  }

  @Test
  void numbersTooLargeAreRefused() throws Exception {
    assertThat(RlpItem.of(Long.MAX_VALUE).asLong()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> RlpItem.of(BigInteger.ONE.shiftLeft(63)).asLong())
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> RlpItem.of(BigInteger.ONE.shiftLeft(64)).asLong())
        .hasMessageContaining("9 bytes");
    assertThatThrownBy(() -> RlpItem.of(1L << 31).asInt()).hasMessageContaining("too large");
    assertThat(RlpItem.of(Wei.MAX).asWei()).isEqualTo(Wei.MAX);
    assertThatThrownBy(() -> RlpItem.of(BigInteger.ONE.shiftLeft(256)).asUint256())
        .hasMessageContaining("33 bytes");
  }

  @Test
  void valuesOfAnotherShapeAreRefused() {
    RlpItem string = RlpItem.of("dog");
    RlpItem list = RlpItem.list(string);
    assertThatThrownBy(string::asList).hasMessageContaining("expected a list");
    assertThatThrownBy(list::asBytes).hasMessageContaining("expected a byte string");
    assertThatThrownBy(list::asLong).hasMessageContaining("expected a byte string");
    assertThatThrownBy(() -> list.list(2)).hasMessageContaining("list of 2 items, not of 1");
    assertThatThrownBy(string::asHash).hasMessageContaining("expected 32 bytes, not 3");
    assertThatThrownBy(string::asAddress).hasMessageContaining("expected 20 bytes, not 3");
  }

  @Test
  void theWriterWritesWhatTheItemsEncode() {
    Hash hash = Hash.fromHex("11".repeat(32));
    Address address = Address.fromHex("22".repeat(20));
    byte[] longText = new byte[70_000];
    Arrays.fill(longText, (byte) 'x');

    byte[] written =
        new RlpWriter(0)
            .beginList()
            .add(hash)
            .add(address)
            .beginList()
            .add(0)
            .add(127)
            .add(128)
            .endList()
            .add(Wei.coins(3))
            .add(longText)
            .endList()
            .toBytes();

    RlpItem numbers = RlpItem.list(RlpItem.of(0), RlpItem.of(127), RlpItem.of(128));
    RlpItem item =
        RlpItem.list(
            RlpItem.of(hash),
            RlpItem.of(address),
            numbers,
            RlpItem.of(Wei.coins(3)),
            RlpItem.of(longText));
    assertThat(written).isEqualTo(Rlp.encode(item));
  }

  @Test
  void decodedItemsDoNotShareTheCallersArray() throws Exception {
    byte[] encoded = Rlp.encode(RlpItem.of("dog"));
    RlpItem item = Rlp.decode(encoded);
    encoded[1] = 'f';
    item.asBytes()[0] = 'f';
    assertThat(item).isEqualTo(RlpItem.of("dog"));
  }

  @Test
  void anUnclosedListIsAMistakeOfTheCaller() {
    assertThatThrownBy(() -> new RlpWriter().beginList().toBytes())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new RlpWriter().endList()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new RlpWriter().add(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RlpItem.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
