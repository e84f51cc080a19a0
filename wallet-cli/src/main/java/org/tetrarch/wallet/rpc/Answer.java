package org.tetrarch.wallet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;

/** A value in a node's answer, read strictly; errors say where in the answer it is. */
final class Answer {
  private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  private final JsonRpc rpc;
  private final String where;
  private final JsonNode value;

  Answer(JsonRpc rpc, String where, JsonNode value) {
    this.rpc = rpc;
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
    return new Answer(rpc, where + "." + name, field);
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
    value.forEach(element -> list.add(new Answer(rpc, where + "[]", element)));
    return list;
  }

  Wei wei() throws NodeUnreachableException {
    return Wei.of(quantity());
  }

  /** A price per gas, below 2^128: times the gas of any block, it still is an amount. */
  Wei price() throws NodeUnreachableException {
    BigInteger quantity = quantity();
    if (quantity.bitLength() > Wei.BITS / 2) {
      throw broken("is too large a price");
    }
    return Wei.of(quantity);
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

  int smallNumber() throws NodeUnreachableException {
    long number = plainNumber();
    if (number > Integer.MAX_VALUE) {
      throw broken("is too large a number");
    }
    return (int) number;
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

  Signature signature() throws NodeUnreachableException {
    String text = text();
    try {
      return Signature.fromBytes(
          HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text));
    } catch (IllegalArgumentException | MalformedException e) {
      throw broken("is no signature");
    }
  }

  private String text() throws NodeUnreachableException {
    if (!value.isTextual()) {
      throw broken("is no text");
    }
    return value.textValue();
  }

  NodeUnreachableException broken(String what) {
    return rpc.foreign("in its answer " + where + " " + what);
  }

  private BigInteger quantity() throws NodeUnreachableException {
    if (!QUANTITY.matcher(value.asText()).matches()) {
      throw broken("is no hex quantity");
    }
    return new BigInteger(value.asText().substring(2), 16);
  }
}
