package org.tetrarch.node.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/**
 * Values of every kind that the wire knows, from a seed. Statements carry random bytes for
 * signatures: the codecs look at the form alone.
 */
final class Samples {
  static final long CHAIN_ID = 770077;

  /** Signing is dear, and the codecs do not care who sends what. */
  private static final List<SignedTransaction> TRANSACTIONS = transactions(12);

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  static TransactionCache cache() {
    return new TransactionCache(CHAIN_ID, false, 1024);
  }

  static PrivateKey key(int number) {
    return PrivateKey.fromHex("%064x".formatted(number + 1));
  }

  private static List<SignedTransaction> transactions(int count) {
    List<SignedTransaction> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(transaction(i, CHAIN_ID));
    }
    return result;
  }

  static SignedTransaction transaction(int number, long chainId) {
    UnsignedTransaction.Builder builder =
        switch (number % 3) {
          case 0 -> UnsignedTransaction.legacy(chainId).gasPrice(Wei.gwei(2));
          case 1 -> UnsignedTransaction.accessList(chainId).gasPrice(Wei.gwei(3));
          default ->
              UnsignedTransaction.dynamicFee(chainId)
                  .maxFeePerGas(Wei.gwei(5))
                  .maxPriorityFeePerGas(Wei.gwei(1));
        };
    return builder
        .nonce(number)
        .gasLimit(21_000)
        .value(Wei.coins(number))
        .to(key(number + 1).address())
        .sign(key(number));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Of any magnitude, small ones as often as large ones. */
  private long number() {
    return random.nextLong() >>> (2 + random.nextInt(61));
  }

  private <T> List<T> several(Supplier<T> element) {
    List<T> result = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      result.add(element.get());
    }
    return result;
  }

  Digest digest() {
    return random.nextInt(5) == 0 ? Digest.NULL_REQUEST : Digest.of(bytes(Digest.LENGTH));
  }

  private View view() {
    return View.of(number());
  }

  private SequenceNumber sequence() {
    return SequenceNumber.of(number());
  }

  private ReplicaId replica() {
    return ReplicaId.of(random.nextInt(StatementReader.MAX_REPLICAS));
  }

  private <M extends Message> Signed<M> signed(M message) {
    return new Signed<>(message, SignatureBytes.of(bytes(Signature.SIZE)));
  }

  private PrePrepare prePrepare() {
    return new PrePrepare(view(), sequence(), digest(), replica());
  }

  private Prepare prepare() {
    return new Prepare(view(), sequence(), digest(), replica());
  }

  private ViewChange viewChange() {
    return new ViewChange(view(), stable(), several(this::prepared), replica());
  }

  private NewView newView() {
    return new NewView(
        view(),
        several(() -> signed(viewChange())),
        several(() -> signed(prePrepare())),
        replica());
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(sequence(), digest(), replica());
  }

  private Status status() {
    Status.Mode[] modes = Status.Mode.values();
    Status.Mode mode = modes[random.nextInt(modes.length)];
    return new Status(view(), mode, sequence(), stable(), random.nextBoolean(), replica());
  }

  StableCheckpoint stable() {
    return new StableCheckpoint(sequence(), digest(), several(() -> signed(checkpoint())));
  }

  PreparedCertificate prepared() {
    return new PreparedCertificate(signed(prePrepare()), several(() -> signed(prepare())));
  }

  Message message() {
    return switch (random.nextInt(7)) {
      case 0 -> prePrepare();
      case 1 -> prepare();
      case 2 -> new Commit(view(), sequence(), digest(), replica());
      case 3 -> checkpoint();
      case 4 -> viewChange();
      case 5 -> newView();
      default -> status();
    };
  }

  Signed<? extends Message> statement() {
    return signed(message());
  }

  TransferBatch batch() {
    Address proposer = Address.of(bytes(Address.SIZE));
    long timestampMillis = number() % (BlockHeader.MAX_TIMESTAMP_MILLIS + 1);
    return new TransferBatch(timestampMillis, proposer, someTransactions());
  }

  List<SignedTransaction> someTransactions() {
    int from = random.nextInt(TRANSACTIONS.size());
    return TRANSACTIONS.subList(from, from + random.nextInt(TRANSACTIONS.size() - from + 1));
  }

  Envelope envelope() {
    return random.nextInt(4) == 0
        ? new Envelope.Proposal(signed(prePrepare()), batch())
        : new Envelope.Statement(statement());
  }

  Evidence evidence() {
    PrePrepare first = prePrepare();
    PrePrepare second =
        new PrePrepare(
            first.view(), first.sequence(), Digest.of(bytes(Digest.LENGTH)), first.replica());
    return new Evidence(signed(first), signed(second));
  }

  LogRecord logRecord() {
    return switch (random.nextInt(7)) {
      case 0 ->
          new LogRecord.PrePrepareAccepted(
              signed(prePrepare()), random.nextBoolean() ? Optional.empty() : Optional.of(batch()));
      case 1 -> new LogRecord.Prepared(prepared());
      case 2 -> new LogRecord.ViewAttempted(signed(viewChange()));
      case 3 -> new LogRecord.ViewEntered(signed(newView()));
      case 4 -> new LogRecord.CheckpointStable(stable());
      case 5 -> new LogRecord.LogLost(sequence());
      default -> new LogRecord.Joined(sequence());
    };
  }

  Hash hash() {
    return Hash.of(bytes(Hash.SIZE));
  }

  Certificate certificate() {
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      signatures.put(random.nextInt(100), TRANSACTIONS.get(i).signature());
    }
    return new Certificate(number(), hash(), signatures);
  }

  Block block() {
    return block(someTransactions());
  }

  Block block(List<SignedTransaction> transactions) {
    BlockHeader header =
        new BlockHeader(
            hash(),
            Address.of(bytes(Address.SIZE)),
            hash(),
            Block.transactionsRoot(transactions),
            hash(),
            number(),
            30_000_000,
            21_000L * transactions.size(),
            number() % (BlockHeader.MAX_TIMESTAMP_MILLIS + 1),
            Hash.ZERO,
            Wei.gwei(1));
    return new Block(header, transactions);
  }

  private CertifiedBlock certifiedBlock() {
    return new CertifiedBlock(
        block(), random.nextBoolean() ? Optional.empty() : Optional.of(certificate()));
  }

  Frame frame() {
    return switch (random.nextInt(6)) {
      case 0 -> new Frame.Consensus(envelope());
      case 1 -> new Frame.Transactions(someTransactions());
      case 2 -> new Frame.BatchRequest(digest());
      case 3 -> new Frame.BatchReply(batch());
      case 4 -> new Frame.BlocksRequest(number(), 1 + random.nextInt(Frame.BlocksReply.MAX_COUNT));
      default -> new Frame.BlocksReply(several(this::certifiedBlock));
    };
  }

  /** Changes a few bytes, cuts, repeats or inserts some. */
  byte[] garbled(byte[] original) {
    byte[] copy = original.clone();
    if (copy.length == 0) {
      return bytes(1 + random.nextInt(8));
    }
    int at = random.nextInt(copy.length);
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> copy = Arrays.copyOf(copy, at);
      case 3 -> copy = insertAt(copy, at, bytes(1 + random.nextInt(3)));
      default -> {
        // Near the beginning, where the lengths of the outermost lists are.
        copy[random.nextInt(Math.min(12, copy.length))] = (byte) random.nextInt();
        copy[at] = (byte) random.nextInt();
      }
    }
    return copy;
  }

  private static byte[] insertAt(byte[] source, int at, byte[] inserted) {
    byte[] result = new byte[source.length + inserted.length];
    System.arraycopy(source, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(source, at, result, at + inserted.length, source.length - at);
    return result;
  }
}
