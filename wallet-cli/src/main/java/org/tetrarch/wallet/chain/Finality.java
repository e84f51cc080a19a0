package org.tetrarch.wallet.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.rpc.NodeClient;

/**
 * A block's certificate.
 *
 * @param signers the names of the replicas that signed
 * @param checked whether the signatures were verified here; else they are what the node claims
 */
public record Finality(List<String> signers, int quorum, int total, boolean checked) {

  public Finality {
    signers = List.copyOf(signers);
  }

  /**
   * Accepts a certificate for this block. With a known genesis it must hold; without one it is
   * taken as the node's claim, if that is consistent.
   */
  public static Finality of(
      Chain chain, long height, Hash blockHash, NodeClient.ClaimedCertificate claim)
      throws ChainException {
    Certificate certificate = claim.certificate();
    if (certificate.height() != height || !certificate.blockHash().equals(blockHash)) {
      throw new ChainException(
          "the node's certificate is for block %d %s, but the transaction is in block %d %s"
              .formatted(certificate.height(), certificate.blockHash(), height, blockHash));
    }
    Genesis genesis = chain.genesis();
    if (genesis == null) {
      if (certificate.signatures().size() < claim.quorum()) {
        throw new ChainException(
            "the node's certificate of block " + height + " has fewer signatures than a quorum");
      }
      return new Finality(
          List.copyOf(claim.names().values()), claim.quorum(), claim.total(), false);
    }
    Optional<String> problem =
        certificate.verify(chain.signingDomain(), genesis.validatorAddresses(), genesis.quorum());
    if (problem.isPresent()) {
      throw new ChainException(
          "the node's " + problem.get() + ": do not trust this node, ask another");
    }
    List<String> names = new ArrayList<>();
    for (int index : certificate.signatures().keySet()) {
      names.add(genesis.validators().get(index).name());
    }
    return new Finality(names, genesis.quorum(), genesis.n(), true);
  }

  /** For people: who certified it, and whether that was checked. */
  public String describe() {
    return "certified by %s (%d of %d, quorum %d)%s"
        .formatted(
            String.join(", ", signers),
            signers.size(),
            total,
            quorum,
            checked ? "" : ", not checked: this machine has no genesis file of this chain");
  }
}
