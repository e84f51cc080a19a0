package org.tetrarch.genesis;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;

/** What makes a genesis valid as a whole. Each check names the field and says what to do. */
final class GenesisChecks {
  /** Gas of one transfer: a block that cannot hold one is of no use. */
  private static final long TRANSFER_GAS = 21_000;

  /** A header's timestamp is in milliseconds inside, which must fit: the year 9999. */
  private static final long MAX_TIMESTAMP = 253_402_300_799L;

  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9]{2,6}");

  private GenesisChecks() {}

  static void chain(long chainId, String symbol, long timestamp, long gasLimit, Wei baseFeePerGas) {
    require(
        chainId >= 1 && chainId <= Genesis.MAX_CHAIN_ID,
        "config.chainId: must be between 1 and " + Genesis.MAX_CHAIN_ID + ", not " + chainId);
    require(
        SYMBOL.matcher(symbol).matches(),
        "config.symbol: must be 2 to 6 letters or digits, not \"" + symbol + "\"");
    require(
        timestamp >= 0 && timestamp <= MAX_TIMESTAMP,
        "timestamp: must be seconds since 1970, at most " + MAX_TIMESTAMP + ", not " + timestamp);
    require(
        gasLimit >= TRANSFER_GAS,
        "gasLimit: must be at least 21000, the gas of one transfer, not " + gasLimit);
    require(
        !baseFeePerGas.isZero(),
        "baseFeePerGas: must be at least 1 wei, since wallets mistake a fee of 0; write 1 for"
            + " transfers that are as good as free");
  }

  static void validators(List<Validator> validators) {
    require(
        !validators.isEmpty(),
        "config.pbft.validators: is empty; a chain needs at least 1 validator");
    require(
        validators.size() <= Genesis.MAX_VALIDATORS,
        "config.pbft.validators: has "
            + validators.size()
            + " entries, at most "
            + Genesis.MAX_VALIDATORS
            + " are allowed");
    requireDistinct(validators, "publicKey", Validator::publicKey);
    requireDistinct(validators, "name", Validator::name);
    requireDistinct(validators, "endpoint", Validator::endpoint);
  }

  static void window(int window, int quorum) {
    int widest = PbftParameters.widestWindow(quorum);
    require(
        window <= widest,
        "config.pbft.window: is "
            + window
            + ", but with a quorum of "
            + quorum
            + " a NEW-VIEW message has room for a window of at most "
            + widest);
  }

  private static <T> void requireDistinct(
      List<Validator> validators, String field, Function<Validator, T> value) {
    Map<T, Integer> seen = new HashMap<>();
    for (int i = 0; i < validators.size(); i++) {
      Integer earlier = seen.putIfAbsent(value.apply(validators.get(i)), i);
      require(
          earlier == null,
          "config.pbft.validators["
              + i
              + "]."
              + field
              + ": is the same as that of validators["
              + earlier
              + "]; each validator needs its own");
    }
  }

  static void supply(SortedMap<Address, Allocation> alloc) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Address, Allocation> entry : alloc.entrySet()) {
      sum = sum.add(entry.getValue().balance().value());
      require(
          sum.bitLength() <= Wei.BITS,
          "alloc." + entry.getKey() + ".balance: brings the sum of all balances to 2^256 or more");
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
