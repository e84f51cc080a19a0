package org.tetrarch.ledger.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Pure Java, for platforms where the native library does not load. */
public final class BouncyCastleSecp256k1 implements Ecdsa {

  @Override
  public PublicKey publicKey(PrivateKey key) {
    return PublicKey.of(Secp256k1Curve.multiplyBase(secret(key)));
  }

  @Override
  public Signature sign(Hash hash, PrivateKey key) {
    BigInteger n = Secp256k1Curve.N;
    BigInteger secret = secret(key);
    BigInteger message = message(hash);
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(n, secret, hash.internalBytes());
    while (true) {
      BigInteger nonce = nonces.nextK();
      ECPoint point = Secp256k1Curve.multiplyBase(nonce);
      BigInteger r = point.getAffineXCoord().toBigInteger().mod(n);
      BigInteger s = nonce.modInverse(n).multiply(message.add(secret.multiply(r))).mod(n);
      if (r.signum() != 0 && s.signum() != 0) {
        return canonical(r, s, point.getAffineYCoord().testBitZero());
      }
    }
  }

  private static Signature canonical(BigInteger r, BigInteger s, boolean yIsOdd) {
    boolean high = s.compareTo(Secp256k1Curve.HALF_N) > 0;
    byte[] bytes = new byte[Signature.SIZE];
    Secp256k1Curve.writeBytes32(r, bytes, 0);
    Secp256k1Curve.writeBytes32(high ? Secp256k1Curve.N.subtract(s) : s, bytes, 32);
    // EIP-2: taking n - s for s mirrors the nonce point, and with it the parity of y.
    bytes[Signature.SIZE - 1] = (byte) (yIsOdd != high ? 1 : 0);
    return new Signature(bytes);
  }

  @Override
  public Optional<PublicKey> recover(Hash hash, Signature signature) {
    // SEC 1 §4.1.6 with j = 0: Q = r^-1 (sR - eG). An x of r + n cannot be told by a parity alone.
    BigInteger n = Secp256k1Curve.N;
    ECPoint noncePoint;
    try {
      noncePoint = Secp256k1Curve.decode(compressedNoncePoint(signature));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    BigInteger inverse = signature.r().modInverse(n);
    BigInteger onBase = inverse.multiply(message(hash)).negate().mod(n);
    BigInteger onNonce = inverse.multiply(signature.s()).mod(n);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                Secp256k1Curve.PARAMETERS.getG(), onBase, noncePoint, onNonce)
            .normalize();
    return key.isInfinity() ? Optional.empty() : Optional.of(PublicKey.of(key));
  }

  private static byte[] compressedNoncePoint(Signature signature) {
    byte[] sec1 = new byte[33];
    sec1[0] = (byte) (2 + signature.yParity());
    Secp256k1Curve.writeBytes32(signature.r(), sec1, 1);
    return sec1;
  }

  @Override
  public boolean verify(Hash hash, Signature signature, PublicKey key) {
    BigInteger n = Secp256k1Curve.N;
    BigInteger inverse = signature.s().modInverse(n);
    ECPoint point =
        ECAlgorithms.sumOfTwoMultiplies(
                Secp256k1Curve.PARAMETERS.getG(),
                message(hash).multiply(inverse).mod(n),
                Secp256k1Curve.decode(key.uncompressed()),
                signature.r().multiply(inverse).mod(n))
            .normalize();
    return !point.isInfinity()
        && point.getAffineXCoord().toBigInteger().mod(n).equals(signature.r());
  }

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  private static BigInteger secret(PrivateKey key) {
    return Secp256k1Curve.number(key.internalBytes(), 0);
  }

  private static BigInteger message(Hash hash) {
    return Secp256k1Curve.number(hash.internalBytes(), 0);
  }
}
