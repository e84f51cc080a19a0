package org.tetrarch.ledger.proof;

import java.util.List;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;

/**
 * What a verifier trusts: the part of the genesis file that certificates are checked against.
 *
 * @param validators in the order of genesis
 * @param quorum how many distinct ones make a certificate
 */
public record TrustedChain(SigningDomain domain, List<Address> validators, int quorum) {
  public TrustedChain {
    validators = List.copyOf(validators);
  }
}
