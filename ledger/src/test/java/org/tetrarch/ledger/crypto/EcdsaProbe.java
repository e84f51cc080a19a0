package org.tetrarch.ledger.crypto;

/** A program of its own: says which implementation it runs on, and who key 1 is when it signs. */
final class EcdsaProbe {
  private EcdsaProbe() {}

  public static void main(String[] arguments) {
    PrivateKey one = PrivateKey.fromEntropy(new byte[PrivateKey.MIN_ENTROPY]);
    Signature signature = one.sign(Hash.ZERO);
    PublicKey signer = Ecdsa.best().recover(Hash.ZERO, signature).orElseThrow();
    System.out.println(Ecdsa.best().name() + " " + signer.address());
  }
}
