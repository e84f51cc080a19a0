package org.tetrarch.ledger.transaction;

import java.math.BigInteger;
import java.util.Random;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Signature;

/** Transactions whose signature somebody made up. */
public final class Forgery {
  private Forgery() {}

  /** Well-formed, but no key at all could have made the signature. */
  public static SignedTransaction withoutSigner(UnsignedTransaction content, Random random) {
    while (true) {
      SignedTransaction forged = withSomeSignature(content, random);
      if (!forged.hasValidSignature()) {
        return forged;
      }
    }
  }

  /** Well-formed; when a key fits, it is one that nobody knows. */
  public static SignedTransaction withSomeSignature(UnsignedTransaction content, Random random) {
    BigInteger r = new BigInteger(250, random).add(BigInteger.ONE);
    BigInteger s = new BigInteger(250, random).add(BigInteger.ONE);
    try {
      return new SignedTransaction(content, Signature.of(r, s, random.nextInt(2)));
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }
}
