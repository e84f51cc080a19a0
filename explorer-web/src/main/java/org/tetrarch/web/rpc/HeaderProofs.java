package org.tetrarch.web.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.web.port.ChainView;

/** Finds what proves that a block is final. */
final class HeaderProofs {

  private final ChainView chain;

  HeaderProofs(ChainView chain) {
    this.chain = chain;
  }

  /** Empty while no certificate at or above this height is known. */
  Optional<HeaderProof> of(long height) {
    Optional<BlockHeader> header = chain.header(height);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (height == 0) {
      return Optional.of(new HeaderProof(header.get(), List.of(), Optional.empty()));
    }
    long last = Math.min(chain.head().certifiedHeight(), height + HeaderProof.MAX_DESCENDANTS);
    List<BlockHeader> descendants = new ArrayList<>();
    for (long at = height; at <= last; at++) {
      if (at > height) {
        descendants.add(chain.header(at).orElseThrow());
      }
      Optional<Certificate> certificate = chain.certificate(at);
      if (certificate.isPresent()) {
        return Optional.of(new HeaderProof(header.get(), descendants, certificate));
      }
    }
    return Optional.empty();
  }
}
