package org.tetrarch.genesis.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. Read each by its name, then call {@link #end()}, which refuses
 * what nobody asked for: a misspelt option is an error, not a default.
 */
public final class Fields {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");

  private final String path;
  private final ObjectNode object;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  public boolean has(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value != null && !value.isNull();
  }

  public String text(String name) throws DocumentException {
    JsonNode value = required(name);
    if (!value.isTextual()) {
      throw problem(name, "must be a text in quotes");
    }
    return value.textValue();
  }

  public @Nullable String optionalText(String name) throws DocumentException {
    return has(name) ? text(name) : null;
  }

  public boolean flag(String name, boolean otherwise) throws DocumentException {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = required(name);
    if (!value.isBoolean()) {
      throw problem(name, "must be true or false");
    }
    return value.booleanValue();
  }

  /** A whole number ≥ 0 in decimal or 0x hex, as a JSON number or as a text. */
  public BigInteger quantity(String name) throws DocumentException {
    JsonNode value = required(name);
    if (value.isIntegralNumber() && value.bigIntegerValue().signum() >= 0) {
      return value.bigIntegerValue();
    }
    String text = value.isTextual() ? value.textValue() : "";
    if (text.length() <= Document.MAX_NUMBER_LENGTH) {
      if (DECIMAL.matcher(text).matches()) {
        return new BigInteger(text);
      }
      if (HEX.matcher(text).matches()) {
        return new BigInteger(text.substring(2), 16);
      }
    }
    throw problem(
        name, "must be a whole number, in decimal (\"1000\") or hex (\"0x3e8\"), of 0 or more");
  }

  /** A whole number below 2^63. */
  public long number(String name) throws DocumentException {
    BigInteger quantity = quantity(name);
    if (quantity.bitLength() > 63) {
      throw problem(name, "is too large: " + quantity);
    }
    return quantity.longValue();
  }

  public long number(String name, long otherwise) throws DocumentException {
    return has(name) ? number(name) : otherwise;
  }

  /** A whole number below 2^31. */
  public int smallNumber(String name) throws DocumentException {
    long number = number(name);
    if (number > Integer.MAX_VALUE) {
      throw problem(name, "is too large: " + number);
    }
    return (int) number;
  }

  public int smallNumber(String name, int otherwise) throws DocumentException {
    return has(name) ? smallNumber(name) : otherwise;
  }

  public Fields object(String name) throws DocumentException {
    if (required(name) instanceof ObjectNode child) {
      return new Fields(path(name), child);
    }
    throw problem(name, "must be an object: { … }");
  }

  /** A list of objects, of at most {@code most}. */
  public List<Fields> objects(String name, int most) throws DocumentException {
    JsonNode value = required(name);
    if (!value.isArray()) {
      throw problem(name, "must be a list: [ … ]");
    }
    if (value.size() > most) {
      throw problem(name, "has " + value.size() + " entries, at most " + most + " are allowed");
    }
    List<Fields> list = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String childPath = path(name) + "[" + i + "]";
      if (!(value.get(i) instanceof ObjectNode child)) {
        throw new DocumentException(childPath + ": must be an object: { … }");
      }
      list.add(new Fields(childPath, child));
    }
    return list;
  }

  /** A list of texts, of at most {@code most}. */
  public List<String> texts(String name, int most) throws DocumentException {
    JsonNode value = required(name);
    if (!value.isArray() || value.size() > most) {
      throw problem(name, "must be a list of at most " + most + " texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : value) {
      if (!text.isTextual()) {
        throw problem(name, "must be a list of texts in quotes");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  /** The names of all fields, in the order of the file: for objects whose keys are data. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Ends reading: a field that was not asked for is an error. */
  public void end() throws DocumentException {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw problem(name, "is not a known field here; known are " + String.join(", ", known));
      }
    }
  }

  public DocumentException problem(String name, String what) {
    return new DocumentException(path(name) + ": " + what);
  }

  /** For a problem whose text already starts with the name of a field of this object. */
  public DocumentException problem(IllegalArgumentException cause) {
    return new DocumentException(path(String.valueOf(cause.getMessage())), cause);
  }

  private JsonNode required(String name) throws DocumentException {
    known.add(name);
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      throw problem(name, "is missing");
    }
    return value;
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
