package org.tetrarch.ledger.proof;

import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.state.AccountProof;

/** That an account had this nonce and balance at the end of a final block. */
public record BalanceProof(AccountProof account, HeaderProof block) {

  /** What this proves on this chain. Throws, saying what is wrong, when it proves nothing. */
  public ProvenAccount verify(TrustedChain chain) throws MalformedException {
    block.verify(chain);
    account.verify(block.header().stateRoot());
    return new ProvenAccount(
        account.address(), account.account(), block.header(), block.certificate());
  }
}
