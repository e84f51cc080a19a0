package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/**
 * The positional parameters of one call. Every error is -32602 and names the position, in geth's
 * wording.
 */
public final class RpcParams {

  private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");
  private static final Pattern DATA = Pattern.compile("0x([0-9a-fA-F]{2})*+");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

  private final @Nullable JsonNode array;

  private RpcParams(@Nullable JsonNode array) {
    this.array = array;
  }

  /** Missing and null parameters are no parameters. */
  static RpcParams of(@Nullable JsonNode params) {
    return new RpcParams(params == null || params.isNull() ? null : params);
  }

  /** The parameter at a position; empty when it is missing or null. */
  public Optional<JsonNode> optional(int position) throws RpcException {
    if (array == null) {
      return Optional.empty();
    }
    if (!array.isArray()) {
      throw RpcException.invalidParams("non-array args");
    }
    return Optional.ofNullable(array.get(position)).filter(node -> !node.isNull());
  }

  /** The parameter at a position. */
  public JsonNode required(int position) throws RpcException {
    return optional(position)
        .orElseThrow(
            () -> RpcException.invalidParams("missing value for required argument " + position));
  }

  Hash hash(int position) throws RpcException {
    return hash(required(position), position);
  }

  Address address(int position) throws RpcException {
    return address(required(position), position);
  }

  byte[] data(int position) throws RpcException {
    return data(required(position), position);
  }

  /** A flag; false when it is missing. */
  public boolean flag(int position) throws RpcException {
    Optional<JsonNode> node = optional(position);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw invalid(position, "not a boolean");
    }
    return node.map(JsonNode::booleanValue).orElse(false);
  }

  /** A whole number below 2^63, as hex or, since some clients write it so, as a JSON number. */
  long number(int position) throws RpcException {
    return number(required(position), position);
  }

  OptionalLong optionalNumber(int position) throws RpcException {
    Optional<JsonNode> node = optional(position);
    return node.isPresent() ? OptionalLong.of(number(node.get(), position)) : OptionalLong.empty();
  }

  static Hash hash(JsonNode node, int position) throws RpcException {
    return Hash.fromHex(text(node, position, HASH, "not a hash of 0x and 64 hex digits"));
  }

  static Address address(JsonNode node, int position) throws RpcException {
    return Address.fromHex(text(node, position, ADDRESS, "not an address of 0x and 40 hex digits"));
  }

  static byte[] data(JsonNode node, int position) throws RpcException {
    String hex = text(node, position, DATA, "not 0x and an even number of hex digits");
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  static BigInteger quantity(JsonNode node, int position) throws RpcException {
    return new BigInteger(
        text(node, position, QUANTITY, "not a hex number below 2^256").substring(2), 16);
  }

  static long number(JsonNode node, int position) throws RpcException {
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      return node.longValue();
    }
    BigInteger value = quantity(node, position);
    if (value.bitLength() > 63) {
      throw invalid(position, "hex number > 63 bits");
    }
    return value.longValue();
  }

  static RpcException invalid(int position, String reason) {
    return RpcException.invalidParams("invalid argument " + position + ": " + reason);
  }

  private static String text(JsonNode node, int position, Pattern pattern, String otherwise)
      throws RpcException {
    if (!node.isTextual() || !pattern.matcher(node.textValue()).matches()) {
      throw invalid(position, otherwise);
    }
    return node.textValue();
  }
}
