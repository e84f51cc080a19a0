package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/** Picks one victim, the sender of the first transaction that it sees, and never serves it. */
final class Censor extends Described {
  Censor() {
    super(
        "censor",
        "INV-10",
        "as primary, never includes the transactions of one address, that of the first sender it"
            + " sees",
        "the others know the transaction too, suspect the primary when its time is over, and the"
            + " next one includes it");
  }

  @Override
  public Malice begin(Means means) {
    return new Censoring();
  }

  private static final class Censoring implements Malice {
    private Optional<Address> victim = Optional.empty();

    private boolean censored(SignedTransaction transaction) {
      if (victim.isEmpty()) {
        victim = Optional.of(transaction.sender());
      }
      return transaction.sender().equals(victim.get());
    }

    private List<SignedTransaction> served(List<SignedTransaction> transactions) {
      return transactions.stream().filter(transaction -> !censored(transaction)).toList();
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (frame instanceof Frame.Transactions(List<SignedTransaction> transactions)) {
        transactions.forEach(this::censored);
      }
      return true;
    }

    /** What its own clients give it does not go to the others either. */
    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      if (!(frame instanceof Frame.Transactions(List<SignedTransaction> transactions))) {
        return List.of(frame);
      }
      List<SignedTransaction> left = served(transactions);
      return left.isEmpty() ? List.of() : List.of(new Frame.Transactions(left));
    }

    @Override
    public Optional<TransferBatch> proposal(TransferBatch honest) {
      List<SignedTransaction> left = served(honest.transactions());
      return left.isEmpty()
          ? Optional.empty()
          : Optional.of(new TransferBatch(honest.timestampMillis(), honest.proposer(), left));
    }
  }
}
