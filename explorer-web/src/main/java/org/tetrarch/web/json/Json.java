package org.tetrarch.web.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as this server reads and writes it. */
public final class Json {

  /** The media type of every ordinary answer. */
  public static final String MEDIA_TYPE = "application/json";

  // An access list nests four deep inside a batch; nothing honest comes near this.
  private static final int MAX_NESTING = 32;
  private static final int MAX_NUMBER_DIGITS = 80;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER_DIGITS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /**
   * The document in a body.
   *
   * @throws IOException when it is not exactly one well-formed document within the bounds
   */
  public static JsonNode read(byte[] body) throws IOException {
    JsonNode node = MAPPER.readTree(body);
    if (node == null || node.isMissingNode()) {
      throw new IOException("the body is empty");
    }
    return node;
  }

  /** A tree or a record as UTF-8; members of a record that are null are left out. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a " + value.getClass().getSimpleName() + " has no JSON", e);
    }
  }

  /** The tree of a record. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
