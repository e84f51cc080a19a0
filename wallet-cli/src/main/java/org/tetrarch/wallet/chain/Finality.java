package org.tetrarch.wallet.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.wallet.rpc.ClaimedCertificate;

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
  public static Finality of(Chain chain, long height, Hash blockHash, ClaimedCertificate claim)
      throws ChainException {
    if (claim.height() != height || !claim.blockHash().equals(blockHash)) {
      throw lie(
          claim,
          "its certificate is for block %d %s, but it says that the transaction is in block %d %s"
              .formatted(claim.height(), claim.blockHash(), height, blockHash));
    }
    Certificate certificate = certificate(claim);
    Genesis genesis = chain.genesis();
    return genesis == null ? unchecked(claim) : checked(chain, genesis, certificate, claim);
  }

  /** Two signatures of one replica are no two voices. */
  private static Certificate certificate(ClaimedCertificate claim) throws ChainException {
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (ClaimedCertificate.Signer signer : claim.signers()) {
      if (signatures.put(signer.index(), signer.signature()) != null) {
        throw lie(
            claim,
            "its certificate of block %d counts validator %d twice"
                .formatted(claim.height(), signer.index()));
      }
    }
    return new Certificate(claim.height(), claim.blockHash(), signatures);
  }

  private static Finality checked(
      Chain chain, Genesis genesis, Certificate certificate, ClaimedCertificate claim)
      throws ChainException {
    Optional<String> problem =
        certificate.verify(chain.signingDomain(), genesis.validatorAddresses(), genesis.quorum());
    if (problem.isPresent()) {
      throw lie(claim, "its " + problem.get());
    }
    List<String> names = new ArrayList<>();
    for (int index : certificate.signatures().keySet()) {
      names.add(genesis.validators().get(index).name());
    }
    return new Finality(names, genesis.quorum(), genesis.n(), true);
  }

  private static Finality unchecked(ClaimedCertificate claim) throws ChainException {
    // At least half of any replica set is a quorum, whatever the node calls one.
    boolean plausible =
        claim.quorum() > claim.total() / 2 && claim.signers().size() >= claim.quorum();
    if (!plausible) {
      throw lie(
          claim,
          "its certificate of block %d has %d of %d signatures, which is no quorum"
              .formatted(claim.height(), claim.signers().size(), claim.total()));
    }
    List<String> names = claim.signers().stream().map(ClaimedCertificate.Signer::name).toList();
    return new Finality(names, claim.quorum(), claim.total(), false);
  }

  private static ChainException lie(ClaimedCertificate claim, String what) {
    return new ChainException(
        "%s is not to be believed: %s; ask another node with --rpc-url"
            .formatted(claim.node(), what));
  }

  /** For people: who certified it, and whether that was checked. */
  public String describe() {
    return "certified by %s (%d of %d, quorum %d)%s"
        .formatted(
            String.join(", ", signers),
            signers.size(),
            total,
            quorum,
            checked
                ? ""
                : ", not checked: this machine has no genesis file of this chain, name it with"
                    + " --genesis");
  }
}
