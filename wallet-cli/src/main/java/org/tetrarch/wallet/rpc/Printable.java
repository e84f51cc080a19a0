package org.tetrarch.wallet.rpc;

import java.util.regex.Pattern;

/** A node's words, made harmless: they must not move the user's cursor nor fill the screen. */
final class Printable {
  /** Control, format, unassigned and private characters, and separators of lines. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** One line of at most {@code most} characters. */
  static String line(String text, int most) {
    String start = text.length() <= most ? text : text.substring(0, most) + "…";
    return UNPRINTABLE.matcher(start).replaceAll(" ");
  }
}
