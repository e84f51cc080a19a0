package org.tetrarch.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;

/**
 * That a block is final: the certificate of this block, or of one that descends from it. Having one
 * says nothing; {@link #verify} does.
 *
 * @param descendants the headers after this one, in order, up to the one that is certified; none
 *     when that is this one
 * @param certificate absent for genesis alone, which the genesis file certifies
 */
public record HeaderProof(
    BlockHeader header, List<BlockHeader> descendants, Optional<Certificate> certificate) {
  /** No two certificates that a node keeps are further apart: PBFT's largest window. */
  public static final int MAX_DESCENDANTS = 1024;

  public HeaderProof {
    descendants = List.copyOf(descendants);
  }

  /** Reads the parts as they are written down: each of them RLP. */
  public static HeaderProof decode(
      byte[] header, List<byte[]> descendants, Optional<byte[]> certificate)
      throws MalformedException {
    if (descendants.size() > MAX_DESCENDANTS) {
      throw new MalformedException("a proof of more than " + MAX_DESCENDANTS + " headers");
    }
    List<BlockHeader> decoded = new ArrayList<>(descendants.size());
    for (byte[] descendant : descendants) {
      decoded.add(BlockHeader.decode(descendant));
    }
    return new HeaderProof(
        BlockHeader.decode(header),
        decoded,
        certificate.isEmpty()
            ? Optional.empty()
            : Optional.of(Certificate.decode(certificate.get())));
  }

  /** Throws, saying what is wrong, unless the block is final on this chain. */
  public void verify(TrustedChain chain) throws MalformedException {
    if (certificate.isEmpty()) {
      requireGenesis(chain);
      return;
    }
    BlockHeader certified = requireLinked();
    Certificate claim = certificate.get();
    if (claim.height() != certified.number() || !claim.blockHash().equals(certified.hash())) {
      throw new MalformedException(
          "the certificate is for block %d %s, not for block %d %s"
              .formatted(claim.height(), claim.blockHash(), certified.number(), certified.hash()));
    }
    Optional<String> problem = claim.verify(chain.domain(), chain.validators(), chain.quorum());
    if (problem.isPresent()) {
      throw new MalformedException(problem.get());
    }
  }

  private void requireGenesis(TrustedChain chain) throws MalformedException {
    if (header.number() != 0 || !descendants.isEmpty()) {
      throw new MalformedException("block " + header.number() + " has no certificate");
    }
    if (!header.hash().equals(chain.domain().genesisHash())) {
      throw new MalformedException(
          "block 0 is %s, but the genesis file makes %s"
              .formatted(header.hash(), chain.domain().genesisHash()));
    }
  }

  /** The last header, which each one before it leads to. */
  private BlockHeader requireLinked() throws MalformedException {
    if (descendants.size() > MAX_DESCENDANTS) {
      throw new MalformedException("a proof of more than " + MAX_DESCENDANTS + " headers");
    }
    BlockHeader last = header;
    for (BlockHeader next : descendants) {
      if (next.number() != last.number() + 1 || !next.parentHash().equals(last.hash())) {
        throw new MalformedException(
            "block %d does not follow block %d %s"
                .formatted(next.number(), last.number(), last.hash()));
      }
      last = next;
    }
    return last;
  }
}
