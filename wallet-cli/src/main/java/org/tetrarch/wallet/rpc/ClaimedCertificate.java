package org.tetrarch.wallet.rpc;

import java.net.URI;
import java.util.List;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;

/** What a node says is a block's certificate. Nothing of it is checked here. */
public record ClaimedCertificate(
    URI node, long height, Hash blockHash, List<Signer> signers, int quorum, int total) {
  public ClaimedCertificate {
    signers = List.copyOf(signers);
  }

  /** One signature, with the validator's index and name as the node gives them. */
  public record Signer(int index, String name, Signature signature) {}
}
