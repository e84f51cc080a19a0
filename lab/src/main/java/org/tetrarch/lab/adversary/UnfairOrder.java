package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.TransferBatch;

/** Serves senders in the order that suits it: those who came last come first. */
final class UnfairOrder extends Described {
  UnfairOrder() {
    super(
        "unfair-order",
        "INV-8",
        "as primary, turns the order of the senders in each batch around",
        "nothing: the order within a batch is the primary's to choose, each sender's own order"
            + " stays, and all nodes execute the same one");
  }

  @Override
  public Malice begin(Means means) {
    return new Malice() {
      @Override
      public Optional<TransferBatch> proposal(TransferBatch honest) {
        return Optional.of(
            new TransferBatch(
                honest.timestampMillis(), honest.proposer(), turned(honest.transactions())));
      }
    };
  }

  private static List<SignedTransaction> turned(List<SignedTransaction> transactions) {
    Map<Address, List<SignedTransaction>> bySender = new LinkedHashMap<>();
    for (SignedTransaction transaction : transactions) {
      bySender.computeIfAbsent(transaction.sender(), s -> new ArrayList<>()).add(transaction);
    }
    List<List<SignedTransaction>> queues = new ArrayList<>(bySender.values());
    Collections.reverse(queues);
    return queues.stream().flatMap(List::stream).toList();
  }
}
