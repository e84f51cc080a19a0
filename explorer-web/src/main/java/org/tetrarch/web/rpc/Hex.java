package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.HexFormat;

/** Ethereum's two ways to write hex: quantities without leading zeros, and data byte for byte. */
final class Hex {

  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  static String quantity(long value) {
    return "0x" + Long.toHexString(value);
  }

  static String quantity(BigInteger value) {
    return "0x" + value.toString(16);
  }

  static String data(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }

  static TextNode quantityNode(long value) {
    return TextNode.valueOf(quantity(value));
  }

  static TextNode quantityNode(BigInteger value) {
    return TextNode.valueOf(quantity(value));
  }
}
