package org.tetrarch.lab.simulator.monitor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.proof.TrustedChain;

/**
 * INV-12: what a node says is final it can prove to somebody who holds nothing but the genesis
 * file; and what it proves is what it has.
 */
public final class HonestReads implements Monitor {
  private final TrustedChain trusted;
  private final Map<Integer, TreeMap<Long, Hash>> executed = new HashMap<>();

  /** Checked once, since replicas hold equal ones; checking a signature costs most. */
  private final Set<Certificate> sound = new HashSet<>();

  private final Set<Given> proven = new HashSet<>();

  /** What a proof is made of, but for the certificate. */
  private record Given(ByteBuffer block, List<Receipt> receipts) {}

  public HonestReads(Genesis genesis) {
    trusted = genesis.trusted();
  }

  @Override
  public void executed(int replica, ExecutedBlock block) {
    executed
        .computeIfAbsent(replica, it -> new TreeMap<>())
        .put(block.block().number(), block.block().hash());
  }

  @Override
  public void certified(int replica, Certificate certificate) {
    requireSound(replica, certificate);
    // A process that dies with the write of a block tells nobody of it.
    Hash own =
        executed
            .getOrDefault(replica, new TreeMap<>())
            .getOrDefault(certificate.height(), certificate.blockHash());
    if (!certificate.blockHash().equals(own)) {
      throw new Violation(
          "INV-12",
          "replica %d says that its block %d, %s, is final by a certificate for %s"
              .formatted(replica, certificate.height(), own, certificate.blockHash()));
    }
  }

  private void requireSound(int replica, Certificate certificate) {
    if (sound.contains(certificate)) {
      return;
    }
    Optional<String> problem =
        certificate.verify(trusted.domain(), trusted.validators(), trusted.quorum());
    if (problem.isPresent()) {
      throw new Violation("INV-12", "replica %d hands out %s".formatted(replica, problem.get()));
    }
    sound.add(certificate);
  }

  /**
   * What a replica gives to anybody who asks for a block and for proofs of what is in it.
   *
   * @param certificate the one that lies beside the block, if there is one
   */
  public void gives(
      int replica, Block block, List<Receipt> receipts, Optional<Certificate> certificate) {
    if (certificate.isEmpty()) {
      return;
    }
    requireSound(replica, certificate.get());
    if (!proven.add(new Given(ByteBuffer.wrap(block.encoded()), List.copyOf(receipts)))) {
      return;
    }
    HeaderProof finality = new HeaderProof(block.header(), List.of(), certificate);
    try {
      if (block.transactions().isEmpty()) {
        finality.verify(trusted);
      }
      for (int index = 0; index < block.transactions().size(); index++) {
        ReceiptProof.of(block, receipts, index, finality).verify(trusted);
      }
    } catch (MalformedException e) {
      throw new Violation(
          "INV-12",
          "replica %d proves block %d to nobody: %s"
              .formatted(replica, block.number(), e.getMessage()),
          e);
    }
  }

  @Override
  public void lostData(int replica) {
    executed.remove(replica);
  }
}
