package org.tetrarch.node.execution;

import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.CertifiedBlock;

/**
 * Takes blocks from peers: what a quorum certified is executed here and must give the same block. A
 * lying peer is found out before anything of what it sent is executed. For the thread that
 * executes.
 */
public final class BlockImporter {
  /**
   * @param height of the head after it
   * @param certificate the proof of all that was taken; empty when nothing was
   * @param refused why nothing was taken: the sender lies or has no proof
   */
  public record Outcome(long height, Optional<Certificate> certificate, Optional<String> refused) {}

  private final StateMachine machine;
  private final SigningDomain domain;
  private final List<Address> validators;
  private final int quorum;

  /**
   * @param validators their addresses in the order of genesis
   */
  public BlockImporter(
      StateMachine machine, SigningDomain domain, List<Address> validators, int quorum) {
    this.machine = machine;
    this.domain = domain;
    this.validators = List.copyOf(validators);
    this.quorum = quorum;
  }

  /**
   * Imports blocks that follow one another, the first at or below the next height, up to the last
   * one with a certificate; a certificate proves the blocks before its own as well.
   *
   * @throws BrokenInvariantException INV-8 when a certified block is not what executing it gives,
   *     or contradicts a block that is here: this replica has diverged
   */
  public Outcome importBlocks(List<CertifiedBlock> blocks) throws StorageException {
    Optional<String> problem = orderProblem(blocks);
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    int proven = lastProven(blocks);
    if (proven < 0) {
      return refused("none of the blocks has a certificate");
    }
    for (CertifiedBlock block : blocks.subList(0, proven + 1)) {
      problem = block.certificate().flatMap(certificate -> certificateProblem(block, certificate));
      if (problem.isPresent()) {
        return refused(problem.get());
      }
    }
    Certificate proof = blocks.get(proven).certificate().orElseThrow();
    for (CertifiedBlock block : blocks.subList(0, proven + 1)) {
      take(block, proof);
    }
    return new Outcome(machine.head().height(), Optional.of(proof), Optional.empty());
  }

  private Outcome refused(String reason) {
    return new Outcome(machine.head().height(), Optional.empty(), Optional.of(reason));
  }

  private Optional<String> orderProblem(List<CertifiedBlock> blocks) {
    long next = machine.head().height() + 1;
    Hash parent = Hash.ZERO;
    long expected = -1;
    for (CertifiedBlock certified : blocks) {
      Block block = certified.block();
      if (expected < 0 && (block.number() < 1 || block.number() > next)) {
        return Optional.of("blocks begin at %d, %d is next".formatted(block.number(), next));
      }
      if (expected >= 0
          && (block.number() != expected || !block.header().parentHash().equals(parent))) {
        return Optional.of("block %d does not follow".formatted(block.number()));
      }
      expected = block.number() + 1;
      parent = block.hash();
    }
    return Optional.empty();
  }

  private static int lastProven(List<CertifiedBlock> blocks) {
    int last = blocks.size() - 1;
    while (last >= 0 && blocks.get(last).certificate().isEmpty()) {
      last--;
    }
    return last;
  }

  private Optional<String> certificateProblem(CertifiedBlock block, Certificate certificate) {
    if (certificate.height() != block.block().number()
        || !certificate.blockHash().equals(block.block().hash())) {
      return Optional.of(
          "certificate beside block %d is for another".formatted(block.block().number()));
    }
    if (certificate.signatures().size() != quorum) {
      // One that is larger would prove the block to this replica, and yet be refused by all others
      // in what this one tells them of its stable checkpoint.
      return Optional.of(
          "certificate of block %d has %d signatures, a quorum is %d"
              .formatted(certificate.height(), certificate.signatures().size(), quorum));
    }
    return certificate.verify(domain, validators, quorum);
  }

  /** Executes a proven block, or finds that it is here already. */
  private void take(CertifiedBlock certified, Certificate proof) throws StorageException {
    Block block = certified.block();
    ChainHead head = machine.head();
    if (block.number() <= head.height()) {
      machine.requireSameBlock(block.number(), block.hash());
      if (certified.certificate().isPresent() && block.number() > head.certifiedHeight()) {
        machine.certify(certified.certificate().get());
      }
      return;
    }
    if (!block.header().parentHash().equals(head.hash())) {
      // The chain up to the proof is certified, so its blocks before this one differ from ours.
      throw new BrokenInvariantException(
          BrokenInvariantException.SAME_BLOCK,
          "this replica's block %d is %s, a quorum certified block %d on top of %s"
              .formatted(head.height(), head.hash(), proof.height(), block.header().parentHash()));
    }
    // Recovering senders is most of the work, and the one part that needs no order.
    block.transactions().parallelStream().forEach(SignedTransaction::hasValidSignature);
    ExecutedBlock executed = machine.tryOut(OrderedBatch.of(block));
    if (!executed.block().hash().equals(block.hash())) {
      throw new BrokenInvariantException(
          BrokenInvariantException.SAME_BLOCK,
          "executing block %d gives %s here, a quorum certified %s"
              .formatted(block.number(), executed.block().hash(), block.hash()));
    }
    machine.append(head, executed, certified.certificate(), Optional.empty());
  }
}
