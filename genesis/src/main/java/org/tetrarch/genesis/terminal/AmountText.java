package org.tetrarch.genesis.terminal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;

/**
 * Amounts as people type them: {@code 1.5} coins, or with a unit, {@code 100gwei}, {@code 5 wei},
 * {@code 1ether}, {@code 1.5TET}.
 */
public final class AmountText {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9.]+) ?([A-Za-z0-9]*)");

  private AmountText() {}

  /** Reads an amount; {@code symbol} is the coin's own, which may stand for its unit. */
  public static Wei parse(String text, String symbol) throws MalformedException {
    Matcher matcher = match(text);
    return Wei.parse(matcher.group(1), unit(matcher.group(2), text, symbol));
  }

  /** Reads an amount that must name its unit. */
  public static Wei parseWithUnit(String text, String symbol) throws MalformedException {
    Matcher matcher = match(text);
    if (matcher.group(2).isEmpty()) {
      throw new MalformedException("\"" + text + "\" names no unit: write " + text + "gwei");
    }
    return Wei.parse(matcher.group(1), unit(matcher.group(2), text, symbol));
  }

  private static Matcher match(String text) throws MalformedException {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new MalformedException("\"" + text + "\" is no amount: write it like 1.5 or 100gwei");
    }
    return matcher;
  }

  private static Wei.Unit unit(String name, String text, String symbol) throws MalformedException {
    if (name.isEmpty() || name.equalsIgnoreCase(symbol)) {
      return Wei.Unit.COIN;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "wei" -> Wei.Unit.WEI;
      case "gwei" -> Wei.Unit.GWEI;
      case "ether" -> Wei.Unit.COIN;
      default ->
          throw new MalformedException(
              "\"" + text + "\" has an unknown unit: use wei, gwei, or " + symbol);
    };
  }
}
