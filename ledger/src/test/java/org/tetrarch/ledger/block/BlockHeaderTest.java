package org.tetrarch.ledger.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;

class BlockHeaderTest {
  private static final long MILLIS = 1_750_000_000_123L;

  @Test
  void aHeaderReadsBackAsItWasWritten() throws Exception {
    BlockHeader header = header(MILLIS);
    BlockHeader decoded = BlockHeader.decode(header.encoded());

    assertThat(decoded.encoded()).isEqualTo(header.encoded());
    assertThat(decoded.hash()).isEqualTo(Keccak.hash(header.encoded()));
    assertThat(decoded.parentHash()).isEqualTo(hash(1));
    assertThat(decoded.stateRoot()).isEqualTo(hash(2));
    assertThat(decoded.transactionsRoot()).isEqualTo(hash(3));
    assertThat(decoded.receiptsRoot()).isEqualTo(hash(4));
    assertThat(decoded.mixHash()).isEqualTo(hash(5));
    assertThat(decoded.miner()).isEqualTo(TestChain.PROPOSER);
    assertThat(decoded.number()).isEqualTo(9);
    assertThat(decoded.gasLimit()).isEqualTo(30_000_000);
    assertThat(decoded.gasUsed()).isEqualTo(42_000);
    assertThat(decoded.baseFeePerGas()).isEqualTo(Wei.gwei(1));
    assertThat(decoded.burnt()).isEqualTo(Wei.gwei(42_000));
  }

  @Test
  void theTimeIsInMillisecondsBesideTheWholeSeconds() throws Exception {
    BlockHeader decoded = BlockHeader.decode(header(MILLIS).encoded());
    assertThat(decoded.timestampMillis()).isEqualTo(MILLIS);
    assertThat(decoded.timestamp()).isEqualTo(1_750_000_000);
    assertThat(new BigInteger(decoded.extraData())).isEqualTo(BigInteger.valueOf(MILLIS));
  }

  @Test
  void millisecondsOfAnotherSecondAreRefused() throws Exception {
    refused(11, RlpItem.of(1_750_000_001L), "milliseconds do not fit");
    refused(12, RlpItem.of(header(MILLIS + 1_000).extraData()), "milliseconds do not fit");
    refused(12, RlpItem.of(new byte[7]), "expected 8 bytes");
    byte[] negative = header(MILLIS).extraData();
    negative[0] = (byte) 0x80;
    refused(12, RlpItem.of(negative), "milliseconds do not fit");
  }

  @Test
  void whatThisChainDoesNotHaveIsRefused() throws Exception {
    refused(1, RlpItem.of(Hash.ZERO), "uncles");
    byte[] bloom = new byte[BlockHeader.LOGS_BLOOM_SIZE];
    bloom[17] = 1;
    refused(6, RlpItem.of(bloom), "logs");
    refused(6, RlpItem.of(new byte[255]), "logs");
    refused(7, RlpItem.of(1), "difficulty");
    refused(14, RlpItem.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}), "a nonce");
  }

  @Test
  void everyFieldAtEachOfItsEdgesIsReadOrRefused() throws Exception {
    int read = 0;
    for (int field = 0; field < 16; field++) {
      for (int bits : new int[] {0, 8, 63, 64, 160, 256}) {
        BigInteger power = BigInteger.TWO.pow(bits);
        for (BigInteger edge : List.of(power.subtract(BigInteger.ONE), power)) {
          byte[] encoded = with(field, RlpItem.of(edge));
          read += isRead(encoded) ? 1 : 0;
        }
      }
    }
    assertThat(read).isBetween(20, 60);
  }

  private static boolean isRead(byte[] encoded) {
    try {
      assertThat(BlockHeader.decode(encoded).encoded()).isEqualTo(encoded);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  @Test
  void laterHeadersWithMoreFieldsAreRefused() throws Exception {
    List<RlpItem> fields = new ArrayList<>(Rlp.decode(header(MILLIS).encoded()).asList());
    fields.add(RlpItem.of(Hash.ZERO));
    assertThatThrownBy(() -> BlockHeader.decode(Rlp.encode(RlpItem.list(fields))))
        .hasMessage("expected a list of 16 items, not of 17");
  }

  @Test
  void numbersAndTimesOutOfRangeAreNoHeader() {
    assertThatThrownBy(() -> header(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header(BlockHeader.MAX_TIMESTAMP_MILLIS + 1))
        .hasMessageContaining("block time out of range");
  }

  private static Hash hash(int number) {
    return Keccak.hash(new byte[] {(byte) number});
  }

  private static BlockHeader header(long millis) {
    return new BlockHeader(
        hash(1),
        TestChain.PROPOSER,
        hash(2),
        hash(3),
        hash(4),
        9,
        30_000_000,
        42_000,
        millis,
        hash(5),
        Wei.gwei(1));
  }

  private static byte[] with(int field, RlpItem item) throws Exception {
    List<RlpItem> fields = new ArrayList<>(Rlp.decode(header(MILLIS).encoded()).asList());
    fields.set(field, item);
    return Rlp.encode(RlpItem.list(fields));
  }

  private static void refused(int field, RlpItem item, String why) throws Exception {
    byte[] encoded = with(field, item);
    assertThatThrownBy(() -> BlockHeader.decode(encoded))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
