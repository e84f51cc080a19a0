package org.tetrarch.wallet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/** A value in a node's answer, read strictly; errors say where in the answer it is. */
final class Answer {
  private static final Pattern CURSOR = Pattern.compile("[0-9A-Za-z._-]+");
  private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  private final NodeHttp http;
  private final String where;
  private final JsonNode value;

  Answer(NodeHttp http, String where, JsonNode value) {
    this.http = http;
    this.where = where;
    this.value = value;
  }

  boolean isNull() {
    return value.isNull();
  }

  Answer field(String name) throws NodeUnreachableException {
    JsonNode field = value.get(name);
    if (field == null) {
      throw broken("has no " + name);
    }
    return new Answer(http, where + "." + name, field);
  }

  @Nullable Answer optional(String name) throws NodeUnreachableException {
    JsonNode field = value.get(name);
    return field == null || field.isNull() ? null : field(name);
  }

  Iterable<Answer> elements(int most) throws NodeUnreachableException {
    if (!value.isArray() || value.size() > most) {
      throw broken("is no list of at most " + most);
    }
    List<Answer> list = new ArrayList<>();
    value.forEach(element -> list.add(new Answer(http, where + "[]", element)));
    return list;
  }

  /** A hex quantity below 2^63. */
  long number() throws NodeUnreachableException {
    BigInteger quantity = quantity();
    if (quantity.bitLength() > 63) {
      throw broken("is too large a number");
    }
    return quantity.longValue();
  }

  /** A JSON number of 0 or more. */
  long plainNumber() throws NodeUnreachableException {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw broken("is no number");
    }
    return value.longValue();
  }

  Hash hash() throws NodeUnreachableException {
    try {
      return Hash.parse(text());
    } catch (MalformedException e) {
      throw broken("is no hash");
    }
  }

  Address address() throws NodeUnreachableException {
    try {
      return Address.fromHex(text());
    } catch (IllegalArgumentException e) {
      throw broken("is no address");
    }
  }

  /** Text to show to people: one line of at most {@code most} characters. */
  String words(int most) throws NodeUnreachableException {
    return Printable.line(text(), most);
  }

  /** A text that goes into a URL as it is. */
  String cursor(int most) throws NodeUnreachableException {
    String text = text();
    if (text.length() > most || !CURSOR.matcher(text).matches()) {
      throw broken("is no place in a list");
    }
    return text;
  }

  /** Bytes in hex after 0x. */
  byte[] bytes() throws NodeUnreachableException {
    String text = text();
    try {
      if (text.startsWith("0x")) {
        return HexFormat.of().parseHex(text.substring(2));
      }
    } catch (IllegalArgumentException e) {
      throw broken("is no hex");
    }
    throw broken("does not start with 0x");
  }

  /** A JSON object as it came, for whoever reads it more strictly. */
  ObjectNode object() throws NodeUnreachableException {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw broken("is no object");
  }

  private String text() throws NodeUnreachableException {
    if (!value.isTextual()) {
      throw broken("is no text");
    }
    return value.textValue();
  }

  NodeUnreachableException broken(String what) {
    return http.foreign("in its answer " + where + " " + what);
  }

  private BigInteger quantity() throws NodeUnreachableException {
    if (!QUANTITY.matcher(value.asText()).matches()) {
      throw broken("is no hex quantity");
    }
    return new BigInteger(value.asText().substring(2), 16);
  }
}
