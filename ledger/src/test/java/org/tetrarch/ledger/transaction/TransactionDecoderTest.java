package org.tetrarch.ledger.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;

class TransactionDecoderTest {
  private static final long CHAIN = 770077;
  private static final PrivateKey KEY = PrivateKey.fromHex("46".repeat(32));
  private static final Address TO = Address.fromHex("35".repeat(20));

  @Test
  void everyTypeReadsBackAsItWasWritten() throws Exception {
    for (SignedTransaction tx : List.of(legacy(), accessList(), dynamicFee())) {
      SignedTransaction decoded = TransactionDecoder.decode(tx.encoded(), CHAIN);
      assertThat(decoded.encoded()).isEqualTo(tx.encoded());
      assertThat(decoded.type()).isEqualTo(tx.type());
      assertThat(decoded.chainId()).hasValue(CHAIN);
      assertThat(decoded.nonce()).isEqualTo(7);
      assertThat(decoded.to()).isEqualTo(TO);
      assertThat(decoded.value()).isEqualTo(Wei.coins(2));
      assertThat(decoded.maxFeePerGas()).isEqualTo(Wei.gwei(3));
      assertThat(decoded.sender()).isEqualTo(KEY.address());
      assertThat(decoded.hash()).isEqualTo(tx.hash());
      assertThat(decoded.v()).isEqualTo(tx.v());
      assertThat(decoded.signature()).isEqualTo(tx.signature());
    }
  }

  @Test
  void anotherChainsTransactionIsRefused() {
    refused(legacy().encoded(), 1, RejectionReason.WRONG_CHAIN, "have 770077 want 1");
    refused(dynamicFee().encoded(), 1, RejectionReason.WRONG_CHAIN, "have 770077 want 1");
  }

  @Test
  void anUnprotectedTransactionIsRefusedUnlessTheChainAllowsIt() throws Exception {
    SignedTransaction tx = UnsignedTransaction.unprotectedLegacy().to(TO).sign(KEY);
    assertThat(tx.v()).isIn(27L, 28L);
    refused(
        tx.encoded(),
        CHAIN,
        RejectionReason.UNPROTECTED,
        "only replay-protected (EIP-155) transactions allowed over RPC");
    SignedTransaction decoded = TransactionDecoder.decode(tx.encoded(), CHAIN, true);
    assertThat(decoded.sender()).isEqualTo(KEY.address());
    assertThat(decoded.chainId()).isEmpty();
  }

  @Test
  void contractCreationIsRefused() throws Exception {
    byte[] legacy = with(legacy(), 3, RlpItem.of(new byte[0]));
    byte[] typed = with(dynamicFee(), 5, RlpItem.of(new byte[0]));
    refused(legacy, CHAIN, RejectionReason.CONTRACT_CREATION, "moves coins only");
    refused(typed, CHAIN, RejectionReason.CONTRACT_CREATION, "moves coins only");
  }

  @Test
  void unknownTypesAreRefused() {
    refused(new byte[] {3, (byte) 0xc0}, CHAIN, RejectionReason.TYPE_NOT_SUPPORTED, "type");
    refused(new byte[] {0x7f}, CHAIN, RejectionReason.TYPE_NOT_SUPPORTED, "type");
    refused(new byte[] {0}, CHAIN, RejectionReason.TYPE_NOT_SUPPORTED, "type");
    refused(new byte[0], CHAIN, RejectionReason.MALFORMED, "no bytes");
  }

  @Test
  void theHigherSIsRefused() throws Exception {
    BigInteger order =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    SignedTransaction tx = dynamicFee();
    byte[] flipped = with(tx, 11, RlpItem.of(order.subtract(tx.s())));
    refused(flipped, CHAIN, RejectionReason.INVALID_SIGNATURE, "EIP-2");
  }

  @Test
  void signaturesOutOfRangeAreRefused() throws Exception {
    refused(
        with(dynamicFee(), 9, RlpItem.of(2)), CHAIN, RejectionReason.INVALID_SIGNATURE, "v, r, s");
    refused(
        with(dynamicFee(), 10, RlpItem.of(0)), CHAIN, RejectionReason.INVALID_SIGNATURE, "r is");
    refused(with(legacy(), 6, RlpItem.of(29)), CHAIN, RejectionReason.INVALID_SIGNATURE, "v, r, s");
    refused(with(legacy(), 6, RlpItem.of(36)), CHAIN, RejectionReason.INVALID_SIGNATURE, "v, r, s");
    // 5 is no x of a point on the curve: no key can have made this.
    refused(with(legacy(), 7, RlpItem.of(5)), CHAIN, RejectionReason.INVALID_SIGNATURE, "v, r, s");
  }

  @Test
  void aTransactionWithoutValidSignatureCanBeReadButHasNoSender() throws Exception {
    SignedTransaction tx = TransactionDecoder.decodeUnverified(with(legacy(), 7, RlpItem.of(5)));
    assertThat(tx.hasValidSignature()).isFalse();
    assertThatThrownBy(tx::sender).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fieldsOfTheWrongShapeAreRefused() throws Exception {
    refused(with(legacy(), 0, RlpItem.of(new byte[] {0, 1})), "leading zero");
    refused(with(legacy(), 0, RlpItem.of(new byte[9])), "9 bytes");
    refused(with(legacy(), 3, RlpItem.of(new byte[19])), "expected 20 bytes");
    refused(with(legacy(), 4, RlpItem.of(new byte[33])), "33 bytes");
    refused(with(legacy(), 5, RlpItem.list()), "expected a byte string");
    refused(with(dynamicFee(), 8, RlpItem.of(1)), "expected a list");
    refused(with(dynamicFee(), 8, RlpItem.list(RlpItem.list())), "list of 2 items");
    byte[] withRest = Arrays.copyOf(legacy().encoded(), legacy().encoded().length + 1);
    refused(withRest, "left over");
  }

  @Test
  void aTransactionOfTooManyBytesIsRefused() {
    SignedTransaction huge =
        UnsignedTransaction.dynamicFee(CHAIN)
            .data(new byte[TransactionDecoder.MAX_BYTES])
            .to(TO)
            .sign(KEY);
    refused(huge.encoded(), CHAIN, RejectionReason.OVERSIZED, "the limit is");
  }

  @Test
  void chainIdZeroIsNoProtection() throws Exception {
    refused(with(dynamicFee(), 0, RlpItem.of(0)), CHAIN, RejectionReason.WRONG_CHAIN, "have 0");
    refused(
        with(dynamicFee(), 0, RlpItem.of(Long.MAX_VALUE)), CHAIN, RejectionReason.WRONG_CHAIN, "");
  }

  @Test
  void aChainIdThatNoTransactionCanHaveIsRefused() throws Exception {
    refused(
        with(legacy(), 6, RlpItem.of(Long.MAX_VALUE)),
        CHAIN,
        RejectionReason.WRONG_CHAIN,
        "have " + (UnsignedTransaction.MAX_CHAIN_ID + 1));
  }

  @Test
  void everyFieldAtEachOfItsEdgesIsReadOrRefused() throws Exception {
    List<RlpItem> edges = new ArrayList<>(List.of(RlpItem.list(), RlpItem.of(new byte[20])));
    for (int bits : new int[] {0, 7, 8, 31, 32, 62, 63, 64, 128, 160, 256}) {
      BigInteger power = BigInteger.TWO.pow(bits);
      edges.add(RlpItem.of(power.subtract(BigInteger.ONE)));
      edges.add(RlpItem.of(power));
    }
    int read = 0;
    for (SignedTransaction tx : List.of(legacy(), accessList(), dynamicFee())) {
      int fields = tx.type() == TransactionType.LEGACY ? 9 : 10 + tx.type().code();
      for (int field = 0; field < fields; field++) {
        for (RlpItem edge : edges) {
          read += isRead(with(tx, field, edge)) ? 1 : 0;
        }
      }
    }
    // Small numbers fit every field that is a number: both outcomes were seen.
    assertThat(read).isBetween(200, 600);
  }

  private static boolean isRead(byte[] encoded) {
    try {
      assertThat(TransactionDecoder.decodeUnverified(encoded).encoded()).isEqualTo(encoded);
      return true;
    } catch (InvalidTransactionException e) {
      assertThat(e).hasMessageContaining(e.reason().wording());
      return false;
    }
  }

  @Test
  void randomlyBrokenTransactionsAreRefusedOrKeepTheirBytes() {
    Random random = SeededRandom.create(TransactionDecoderTest.class);
    List<SignedTransaction> originals = List.of(legacy(), accessList(), dynamicFee());
    int accepted = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = originals.get(random.nextInt(3)).encoded();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      accepted += isRead(bytes) ? 1 : 0;
    }
    assertThat(accepted).isBetween(1, 2_999);
  }

  @Test
  void aBlocksListHoldsLegacyAsListsAndTypedAsStrings() throws Exception {
    RlpItem typedAsList = Rlp.decode(dynamicFee().encoded(), 1);
    RlpItem legacyAsString = RlpItem.of(legacy().encoded());
    for (RlpItem wrong : List.of(typedAsList, legacyAsString, RlpItem.of(new byte[0]))) {
      assertThatThrownBy(() -> TransactionDecoder.decodeUnverified(wrong))
          .isInstanceOf(InvalidTransactionException.class);
    }
  }

  @Test
  void effectiveGasPriceIsBaseFeePlusTipUpToTheCap() {
    BiFunction<Long, Long, SignedTransaction> tx =
        (cap, tip) ->
            UnsignedTransaction.dynamicFee(CHAIN)
                .maxFeePerGas(Wei.gwei(cap))
                .maxPriorityFeePerGas(Wei.gwei(tip))
                .to(TO)
                .sign(KEY);
    assertThat(tx.apply(10L, 2L).effectiveGasPrice(Wei.gwei(1))).isEqualTo(Wei.gwei(3));
    assertThat(tx.apply(10L, 10L).effectiveGasPrice(Wei.gwei(1))).isEqualTo(Wei.gwei(10));
    assertThat(legacy().effectiveGasPrice(Wei.gwei(1))).isEqualTo(Wei.gwei(3));
  }

  @Test
  void effectiveGasPriceOfTheHighestTipIsTheCap() {
    SignedTransaction tx =
        UnsignedTransaction.dynamicFee(CHAIN)
            .maxFeePerGas(Wei.MAX)
            .maxPriorityFeePerGas(Wei.MAX)
            .to(TO)
            .sign(KEY);
    assertThat(tx.effectiveGasPrice(Wei.gwei(1))).isEqualTo(Wei.MAX);
  }

  private static void refused(byte[] encoded, String why) {
    refused(encoded, CHAIN, RejectionReason.MALFORMED, why);
  }

  private static void refused(byte[] encoded, long chain, RejectionReason reason, String why) {
    InvalidTransactionException e =
        catchThrowableOfType(
            InvalidTransactionException.class, () -> TransactionDecoder.decode(encoded, chain));
    assertThat(e).isNotNull().hasMessageContaining(why).hasMessageStartingWith(reason.wording());
    assertThat(e.reason()).isEqualTo(reason);
  }

  /** The transaction's encoding with one field replaced. */
  private static byte[] with(SignedTransaction tx, int index, RlpItem field) throws Exception {
    byte[] encoded = tx.encoded();
    int prefix = tx.type() == TransactionType.LEGACY ? 0 : 1;
    List<RlpItem> fields = new ArrayList<>(Rlp.decode(encoded, prefix).asList());
    fields.set(index, field);
    byte[] rlp = Rlp.encode(RlpItem.list(fields));
    byte[] whole = new byte[prefix + rlp.length];
    System.arraycopy(encoded, 0, whole, 0, prefix);
    System.arraycopy(rlp, 0, whole, prefix, rlp.length);
    return whole;
  }

  private static SignedTransaction legacy() {
    return UnsignedTransaction.legacy(CHAIN)
        .nonce(7)
        .gasPrice(Wei.gwei(3))
        .value(Wei.coins(2))
        .to(TO)
        .sign(KEY);
  }

  private static SignedTransaction accessList() {
    return UnsignedTransaction.accessList(CHAIN)
        .nonce(7)
        .gasPrice(Wei.gwei(3))
        .gasLimit(30_000)
        .value(Wei.coins(2))
        .accessList(List.of(new AccessListEntry(TO, List.of(Hash.ZERO))))
        .to(TO)
        .sign(KEY);
  }

  private static SignedTransaction dynamicFee() {
    return UnsignedTransaction.dynamicFee(CHAIN)
        .nonce(7)
        .maxFeePerGas(Wei.gwei(3))
        .maxPriorityFeePerGas(Wei.gwei(1))
        .value(Wei.coins(2))
        .to(TO)
        .sign(KEY);
  }
}
