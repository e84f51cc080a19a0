package org.tetrarch.ledger.crypto;

/** Holds the choice of {@link Ecdsa#best()}, made when it is first asked for. */
final class BestEcdsa {
  static final Ecdsa INSTANCE =
      NativeSecp256k1.load().<Ecdsa>map(library -> library).orElseGet(BouncyCastleSecp256k1::new);

  private BestEcdsa() {}
}
