package org.tetrarch.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount of money in wei, the smallest unit: 0 ≤ value &lt; 2^256. A coin is 10^18 wei.
 *
 * <p>Arithmetic that would leave the range throws {@link ArithmeticException}: money never wraps.
 */
public record Wei(BigInteger value) implements Comparable<Wei> {
  /** Bits of an amount in Ethereum's formats. */
  public static final int BITS = 256;

  public static final Wei ZERO = new Wei(BigInteger.ZERO);
  public static final Wei MAX = new Wei(BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE));

  /**
   * Longest amount that {@link #parse} reads: 2^256 has 78 digits; bounds the work on hostile text.
   */
  private static final int MAX_TEXT_LENGTH = 100;

  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?|\\.[0-9]+");

  /** Units in which people write amounts. */
  public enum Unit {
    WEI(0),
    GWEI(9),
    COIN(18);

    private final int decimals;

    Unit(int decimals) {
      this.decimals = decimals;
    }

    public int decimals() {
      return decimals;
    }
  }

  public Wei {
    if (value.signum() < 0) {
      throw new ArithmeticException("amount below zero");
    }
    if (value.bitLength() > BITS) {
      throw new ArithmeticException("amount does not fit 256 bits");
    }
  }

  public static Wei of(BigInteger value) {
    return value.signum() == 0 ? ZERO : new Wei(value);
  }

  public static Wei of(long value) {
    return value == 0 ? ZERO : new Wei(BigInteger.valueOf(value));
  }

  public static Wei coins(long coins) {
    return new Wei(BigInteger.valueOf(coins).multiply(BigInteger.TEN.pow(Unit.COIN.decimals)));
  }

  public static Wei gwei(long gwei) {
    return new Wei(BigInteger.valueOf(gwei).multiply(BigInteger.TEN.pow(Unit.GWEI.decimals)));
  }

  /**
   * Reads a plain decimal amount such as {@code 1.5} in the given unit; no sign, exponent,
   * separator or fraction of a wei.
   */
  public static Wei parse(String text, Unit unit) throws MalformedException {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new MalformedException("amount is longer than " + MAX_TEXT_LENGTH + " characters");
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw new MalformedException("\"" + text + "\" is not an amount: write it like 1.5");
    }
    BigDecimal wei = new BigDecimal(text).movePointRight(unit.decimals);
    if (wei.stripTrailingZeros().scale() > 0) {
      throw new MalformedException(
          "\"" + text + "\" has more than " + unit.decimals + " digits after the point");
    }
    BigInteger value = wei.toBigIntegerExact();
    if (value.bitLength() > BITS) {
      throw new MalformedException("\"" + text + "\" is too large an amount");
    }
    return of(value);
  }

  public Wei plus(Wei other) {
    return other.isZero() ? this : new Wei(value.add(other.value));
  }

  /** Throws {@link ArithmeticException} when {@code other} is the larger one. */
  public Wei minus(Wei other) {
    return other.isZero() ? this : of(value.subtract(other.value));
  }

  public Wei times(long factor) {
    return of(value.multiply(BigInteger.valueOf(factor)));
  }

  public Wei min(Wei other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isLessThan(Wei other) {
    return compareTo(other) < 0;
  }

  /** This amount as a plain decimal number of {@code unit}, without trailing zeros: {@code 1.5}. */
  public String in(Unit unit) {
    BigDecimal amount = new BigDecimal(value, unit.decimals).stripTrailingZeros();
    return (amount.scale() < 0 ? amount.setScale(0) : amount).toPlainString();
  }

  /** This amount in coins, as people write it: {@code 1.5}. */
  public String toCoins() {
    return in(Unit.COIN);
  }

  @Override
  public int compareTo(Wei other) {
    return value.compareTo(other.value);
  }

  /** The amount in wei, in decimal digits. */
  @Override
  public String toString() {
    return value.toString();
  }
}
