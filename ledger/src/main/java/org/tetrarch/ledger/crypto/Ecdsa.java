package org.tetrarch.ledger.crypto;

import java.util.Optional;

/**
 * ECDSA on secp256k1. Both implementations give the same bytes for the same input, which tests hold
 * them to; they differ in speed only. Stateless, any thread.
 */
public sealed interface Ecdsa permits NativeSecp256k1, BouncyCastleSecp256k1 {

  /** The native library where it loads, Bouncy Castle elsewhere; chosen once. */
  static Ecdsa best() {
    return BestEcdsa.INSTANCE;
  }

  PublicKey publicKey(PrivateKey key);

  /** Signs the 32 bytes with the nonce of RFC 6979 (HMAC-SHA256) and the lower s. */
  Signature sign(Hash hash, PrivateKey key);

  /** The key that made this signature of this hash; empty when there is none (SEC 1 §4.1.6). */
  Optional<PublicKey> recover(Hash hash, Signature signature);

  /** Whether {@code key} made this signature; the parity of y is not looked at. */
  boolean verify(Hash hash, Signature signature, PublicKey key);

  /** For logs: which implementation this is. */
  String name();
}
