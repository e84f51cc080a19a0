package org.tetrarch.lab.adversary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/**
 * Puts a transfer into each batch that must not be executed. The lie is told on the wire alone: the
 * honest part of the replica believes in its honest batch, and does not stumble over the lie.
 */
final class InvalidTransaction extends Described {
  private static final int REMEMBERED = 64;

  InvalidTransaction() {
    super(
        "invalid-transaction",
        "INV-2",
        "as primary, puts unsigned, overspending or already executed transfers into its batches",
        "no backup prepares such a batch, and another primary takes over; the coins stay where"
            + " they are");
  }

  private enum Kind {
    UNSIGNED,
    OVERSPENDING,
    REPLAYED
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  @Override
  public Malice begin(Means means) {
    return new Lying(means);
  }

  private static final class Lying implements Malice {
    private final Means means;
    private final Map<Digest, TransferBatch> lies = new Remembered<>(REMEMBERED);
    private final Recent<SignedTransaction> seen = new Recent<>(REMEMBERED);
    private long turn;

    Lying(Means means) {
      this.means = means;
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope.Proposal(var signed, TransferBatch batch))) {
        batch.transactions().stream().limit(REMEMBERED).forEach(seen::add);
      }
      return true;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      if (!(frame
              instanceof
              Frame.Consensus(Envelope.Proposal(Signed<PrePrepare> signed, TransferBatch honest)))
          || !signed.message().replica().equals(means.self())) {
        return List.of(frame);
      }
      TransferBatch lie = lies.get(honest.digest());
      if (lie == null) {
        lie = lie(honest);
        lies.put(honest.digest(), lie);
      }
      PrePrepare m = signed.message();
      PrePrepare assignment = new PrePrepare(m.view(), m.sequence(), lie.digest(), m.replica());
      return List.of(
          new Frame.Consensus(new Envelope.Proposal(means.signer().signed(assignment), lie)));
    }

    private TransferBatch lie(TransferBatch honest) {
      SignedTransaction first = honest.transactions().getFirst();
      SignedTransaction added =
          switch (KINDS.get((int) (turn++ % KINDS.size()))) {
            case UNSIGNED -> unsigned(first);
            case OVERSPENDING -> overspending(first);
            case REPLAYED -> seen.all().isEmpty() ? first : seen.all().getFirst();
          };
      honest.transactions().stream().limit(REMEMBERED).forEach(seen::add);
      List<SignedTransaction> all = new ArrayList<>(honest.transactions());
      all.add(added);
      return new TransferBatch(honest.timestampMillis(), honest.proposer(), all);
    }

    /** A copy whose signature no key made: its r is the coordinate of no point of the curve. */
    private static SignedTransaction unsigned(SignedTransaction honest) {
      byte[] encoded = honest.encoded();
      // The encoding ends with r and s, each behind one byte that tells its length.
      int lastOfR = encoded.length - 2 - bytesOf(honest.s());
      while (true) {
        encoded[lastOfR]++;
        try {
          SignedTransaction copy = TransactionDecoder.decodeUnverified(encoded);
          if (!copy.hasValidSignature()) {
            return copy;
          }
        } catch (InvalidTransactionException e) {
          throw new IllegalStateException("a digit of r changes no form", e);
        }
      }
    }

    /** A key whose account nobody ever gave a coin. */
    private PrivateKey poor() {
      byte[] entropy = new byte[PrivateKey.MIN_ENTROPY];
      means.random().nextBytes(entropy);
      return PrivateKey.fromEntropy(entropy);
    }

    private static int bytesOf(BigInteger number) {
      return (number.bitLength() + 7) / 8;
    }

    /** All the coins there are and one more, from an account that has none. */
    private SignedTransaction overspending(SignedTransaction honest) {
      return UnsignedTransaction.dynamicFee(means.genesis().chainId())
          .maxFeePerGas(honest.maxFeePerGas())
          .maxPriorityFeePerGas(honest.maxPriorityFeePerGas())
          .value(means.genesis().supply().plus(Wei.coins(1)))
          .to(honest.to())
          .sign(poor());
    }
  }
}
