package org.tetrarch.node.execution;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tetrarch.consensus.event.Output.Ordered;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.execution.PendingBlock;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * The states that batches in flight would lead to, each laid over the one before and kept, so that
 * trying one more batch costs only its own transactions. For the thread that executes.
 */
final class Speculation {
  /** What is below a batch: at first the batch before it, then the state it has become. */
  private static final class Base implements AccountView {
    private AccountView accounts;

    Base(AccountView accounts) {
      this.accounts = accounts;
    }

    @Override
    public Account account(Address address) {
      return accounts.account(address);
    }
  }

  /**
   * Where a batch is tried.
   *
   * @param parentMillis time of the block before it
   */
  record Place(long sequence, AccountView accounts, long parentMillis) {}

  /** A batch that is being tried. */
  static final class Trial {
    private final long sequence;
    private final Base base;
    private final PendingBlock block;

    private Trial(Place place, ChainRules rules, Address proposer) {
      this.sequence = place.sequence();
      this.base = new Base(place.accounts());
      this.block = new PendingBlock(rules, base, proposer);
    }

    PendingBlock block() {
      return block;
    }
  }

  private record Step(Digest digest, Trial trial, long timestampMillis) {}

  private final ChainRules rules;
  private final TreeMap<Long, Step> steps = new TreeMap<>();
  private ChainHead head;

  Speculation(ChainRules rules, ChainHead head) {
    this.rules = rules;
    this.head = head;
  }

  /** Where the next batch stands after these; those at or below the head are passed over. */
  Place after(List<Ordered> before) {
    Place place = new Place(head.height() + 1, head.state(), head.header().timestampMillis());
    for (Ordered ordered : before) {
      long sequence = ordered.sequence().value();
      if (sequence > head.height()) {
        if (sequence != place.sequence()) {
          throw new IllegalArgumentException(
              "batch %d is in flight, but not %d".formatted(sequence, place.sequence()));
        }
        place = after(place, ordered.batch());
      }
    }
    return place;
  }

  private Place after(Place place, Optional<Batch> batch) {
    Digest digest = batch.map(Batch::digest).orElse(Digest.NULL_REQUEST);
    Step step = steps.get(place.sequence());
    if (step != null && step.digest().equals(digest)) {
      return new Place(place.sequence() + 1, step.trial().block().state(), step.timestampMillis());
    }
    OrderedBatch content = BatchContent.of(batch, place.parentMillis());
    Trial trial = begin(place, content.proposer());
    for (SignedTransaction transaction : content.transactions()) {
      // What cannot be executed is left out here, as it will be by execution.
      trial.block().add(transaction);
    }
    keep(trial, digest, content.timestampMillis());
    return new Place(place.sequence() + 1, trial.block().state(), content.timestampMillis());
  }

  Trial begin(Place place, Address proposer) {
    return new Trial(place, rules, proposer);
  }

  /** Remembers what a batch does, for those that build on it. */
  void keep(Trial trial, Digest digest, long timestampMillis) {
    // Whatever was built on another batch in this place stood on other accounts.
    steps.tailMap(trial.sequence, true).clear();
    steps.put(trial.sequence, new Step(digest, trial, timestampMillis));
  }

  /**
   * The chain has a new head.
   *
   * @param executed the digest of the batch that led to it, if it is known
   */
  void advance(ChainHead next, Optional<Digest> executed) {
    Step step = steps.remove(next.height());
    head = next;
    if (step == null || !executed.equals(Optional.of(step.digest()))) {
      steps.clear();
      return;
    }
    Step above = steps.get(next.height() + 1);
    if (above != null) {
      above.trial().base.accounts = next.state();
    }
  }
}
