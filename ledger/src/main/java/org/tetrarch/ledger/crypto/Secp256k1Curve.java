package org.tetrarch.ledger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curve's parameters (SEC 2 §2.4.1) and the conversions between numbers and 32 bytes. */
final class Secp256k1Curve {
  static final ECDomainParameters PARAMETERS = parameters();
  static final BigInteger N = PARAMETERS.getN();
  static final BigInteger HALF_N = N.shiftRight(1);

  /** The group order and its half, big-endian, to compare without making numbers. */
  private static final byte[] N_BYTES = toBytes32(N);

  private static final byte[] HALF_N_BYTES = toBytes32(HALF_N);
  private static final int SCALAR_SIZE = 32;

  private Secp256k1Curve() {}

  private static ECDomainParameters parameters() {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
    return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  /** Whether 32 bytes at {@code offset} are a number in [1, n). */
  static boolean isScalar(byte[] bytes, int offset) {
    return !isZero(bytes, offset) && compare(bytes, offset, N_BYTES) < 0;
  }

  /** Whether 32 bytes at {@code offset} are a number in [1, n/2], the low half of EIP-2. */
  static boolean isLowScalar(byte[] bytes, int offset) {
    return !isZero(bytes, offset) && compare(bytes, offset, HALF_N_BYTES) <= 0;
  }

  private static boolean isZero(byte[] bytes, int offset) {
    int union = 0;
    for (int i = 0; i < SCALAR_SIZE; i++) {
      union |= bytes[offset + i];
    }
    return union == 0;
  }

  private static int compare(byte[] bytes, int offset, byte[] bound) {
    return Arrays.compareUnsigned(bytes, offset, offset + SCALAR_SIZE, bound, 0, SCALAR_SIZE);
  }

  static BigInteger number(byte[] bytes, int offset) {
    return new BigInteger(1, bytes, offset, SCALAR_SIZE);
  }

  /** A number below 2^256 as 32 big-endian bytes. */
  static byte[] toBytes32(BigInteger number) {
    byte[] target = new byte[SCALAR_SIZE];
    writeBytes32(number, target, 0);
    return target;
  }

  static void writeBytes32(BigInteger number, byte[] target, int offset) {
    byte[] minimal = number.toByteArray();
    int skip = Math.max(0, minimal.length - SCALAR_SIZE);
    int length = minimal.length - skip;
    System.arraycopy(minimal, skip, target, offset + SCALAR_SIZE - length, length);
  }

  /** {@code scalar}·G in affine coordinates. */
  static ECPoint multiplyBase(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(PARAMETERS.getG(), scalar).normalize();
  }

  /**
   * Decodes SEC 1 bytes; throws {@link IllegalArgumentException} when they are no point but
   * infinity.
   */
  static ECPoint decode(byte[] sec1) {
    ECPoint point = PARAMETERS.getCurve().decodePoint(sec1);
    if (point.isInfinity()) {
      throw new IllegalArgumentException("point at infinity");
    }
    return point;
  }
}
