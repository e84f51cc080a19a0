package org.tetrarch.web.rest;

import io.javalin.http.Context;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.port.AccountRanking.Holding;
import org.tetrarch.web.port.HistoryCursor;

/** Reads the parameters of a request; each error names its parameter. */
final class Parameters {

  static final int DEFAULT_LIMIT = 20;
  static final int MAX_LIMIT = 100;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
  private static final Pattern HOLDING = Pattern.compile("([0-9]{1,78})\\.(0x[0-9a-fA-F]{40})");
  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,9})");

  private Parameters() {}

  static int limit(Context context) {
    return limit(context, MAX_LIMIT);
  }

  static int limit(Context context, int most) {
    String text = context.queryParam("limit");
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    OptionalLong limit = number(text);
    if (limit.isEmpty() || limit.getAsLong() < 1 || limit.getAsLong() > most) {
      throw ProblemException.badField(
          "limit", "limit must be a whole number from 1 to " + most + ".");
    }
    return (int) limit.getAsLong();
  }

  /** A part of the path that is a whole number from 0 on. */
  static int pathNumber(Context context, String name, int most) {
    OptionalLong number = number(context.pathParam(name));
    if (number.isEmpty() || number.getAsLong() > most) {
      throw ProblemException.badField(
          name, name + " must be a whole number from 0 to " + most + ".");
    }
    return (int) number.getAsLong();
  }

  /** A query parameter that is a whole number. */
  static OptionalLong number(Context context, String name) {
    String text = context.queryParam(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    OptionalLong number = number(text);
    if (number.isEmpty()) {
      throw ProblemException.badField(name, name + " must be a whole number.");
    }
    return number;
  }

  /** The cursor in {@code before}: where the page before this one ended. */
  static Optional<HistoryCursor> cursor(Context context) {
    String text = context.queryParam("before");
    if (text == null) {
      return Optional.empty();
    }
    var matcher = CURSOR.matcher(text);
    if (!matcher.matches()) {
      throw ProblemException.badField(
          "before", "before must be the next of an earlier page, such as 12.0.");
    }
    return Optional.of(
        new HistoryCursor(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  /** The cursor in {@code before} of the ranking: the last account of the page before this one. */
  static Optional<Holding> holding(Context context) {
    String text = context.queryParam("before");
    if (text == null) {
      return Optional.empty();
    }
    var matcher = HOLDING.matcher(text);
    if (!matcher.matches() || new BigInteger(matcher.group(1)).bitLength() > Wei.BITS) {
      throw ProblemException.badField("before", "before must be the next of an earlier page.");
    }
    return Optional.of(
        new Holding(Address.fromHex(matcher.group(2)), Wei.of(new BigInteger(matcher.group(1)))));
  }

  static String text(Holding holding) {
    return holding.balance() + "." + holding.address().toHex();
  }

  static String text(HistoryCursor cursor) {
    return cursor.height() + "." + cursor.index();
  }

  static Hash hash(String name, String text) {
    if (!HASH.matcher(text).matches()) {
      throw ProblemException.badField(name, name + " must be 0x and 64 hex digits.");
    }
    return Hash.fromHex(text);
  }

  static Address address(String name, String text) {
    try {
      return Address.parseChecked(text);
    } catch (MalformedException e) {
      throw ProblemException.badField(name, sentence(String.valueOf(e.getMessage())));
    }
  }

  /** Empty unless the text is a whole number that fits 18 digits. */
  static OptionalLong number(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }
}
