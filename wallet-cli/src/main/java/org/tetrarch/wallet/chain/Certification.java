package org.tetrarch.wallet.chain;

import java.util.List;
import java.util.Optional;
import org.tetrarch.genesis.Validator;
import org.tetrarch.ledger.certificate.Certificate;

/** Who certified a block, by the names of the genesis file; the signatures were verified. */
public record Certification(List<String> signers, int quorum, int total) {
  public Certification {
    signers = List.copyOf(signers);
  }

  /**
   * @param certificate one that was verified; absent for genesis, which needs none
   */
  public static Certification of(Optional<Certificate> certificate, Chain chain) {
    List<Validator> validators = chain.genesis().validators();
    List<String> names =
        certificate.stream()
            .flatMap(signed -> signed.signatures().keySet().stream())
            .map(index -> validators.get(index).name())
            .toList();
    return new Certification(names, chain.genesis().quorum(), validators.size());
  }

  /** For people. */
  public String describe() {
    return signers.isEmpty()
        ? "the genesis file's own"
        : "certified by %s (%d of %d, quorum %d)"
            .formatted(String.join(", ", signers), signers.size(), total, quorum);
  }
}
