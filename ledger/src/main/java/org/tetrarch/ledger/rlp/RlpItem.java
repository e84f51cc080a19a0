package org.tetrarch.ledger.rlp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/**
 * A byte string or a list of items, immutable. The {@code as…} methods read one kind of value and
 * throw {@link RlpException} when the item is no canonical encoding of it.
 */
public sealed interface RlpItem permits RlpBytes, RlpList {

  static RlpBytes of(byte[] bytes) {
    return RlpBytes.copyOf(bytes);
  }

  /** A number ≥ 0, without leading zero bytes. */
  static RlpBytes of(long number) {
    return of(BigInteger.valueOf(number));
  }

  /** A number ≥ 0, without leading zero bytes. */
  static RlpBytes of(BigInteger number) {
    return RlpBytes.ofNumber(number);
  }

  static RlpBytes of(Wei amount) {
    return of(amount.value());
  }

  static RlpBytes of(Hash hash) {
    return RlpBytes.owning(hash.toBytes());
  }

  static RlpBytes of(Address address) {
    return RlpBytes.owning(address.toBytes());
  }

  static RlpBytes of(String text) {
    return RlpBytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  static RlpList list(RlpItem... items) {
    return RlpList.of(List.of(items));
  }

  static RlpList list(List<? extends RlpItem> items) {
    return RlpList.of(List.copyOf(items));
  }

  /** A copy of this item's own encoding. */
  byte[] encoded();

  /** This item as a byte string. */
  RlpBytes asString() throws RlpException;

  /** The items of this list. */
  List<RlpItem> asList() throws RlpException;

  /** The items of this list, which must have exactly {@code size}. */
  default List<RlpItem> list(int size) throws RlpException {
    List<RlpItem> items = asList();
    if (items.size() != size) {
      throw new RlpException("expected a list of " + size + " items, not of " + items.size());
    }
    return items;
  }

  /** A copy of this byte string. */
  default byte[] asBytes() throws RlpException {
    return asString().toBytes();
  }

  /** A copy of this byte string, which must have exactly {@code size} bytes. */
  default byte[] asBytes(int size) throws RlpException {
    asString().requireSize(size);
    return asBytes();
  }

  /** A number in [0, 2^63). */
  default long asLong() throws RlpException {
    return asString().readLong();
  }

  /** A number in [0, 2^31). */
  default int asInt() throws RlpException {
    long number = asLong();
    if (number > Integer.MAX_VALUE) {
      throw new RlpException("number " + number + " is too large here");
    }
    return (int) number;
  }

  /** A number in [0, 2^256). */
  default BigInteger asUint256() throws RlpException {
    return asString().readUint256();
  }

  default Wei asWei() throws RlpException {
    return Wei.of(asUint256());
  }

  default Hash asHash() throws RlpException {
    return asString().readHash();
  }

  default Address asAddress() throws RlpException {
    return asString().readAddress();
  }
}
