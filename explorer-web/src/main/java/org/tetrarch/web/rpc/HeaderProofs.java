package org.tetrarch.web.rpc;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
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
    return chain
        .finality(height)
        .map(
            certificate ->
                new HeaderProof(header.get(), up(height, certificate), Optional.of(certificate)));
  }

  /** The headers above a height up to the certified one. */
  private List<BlockHeader> up(long height, Certificate certificate) {
    return LongStream.rangeClosed(height + 1, certificate.height())
        .mapToObj(at -> chain.header(at).orElseThrow())
        .toList();
  }
}
