package org.tetrarch.genesis.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A JSON text whose outermost value is an object, read strictly. */
public final class Document {
  /** Deepest nesting of objects and lists; a genesis file needs 5. */
  static final int MAX_DEPTH = 16;

  /** Longest number in digits: 2^256 has 78. */
  static final int MAX_NUMBER_LENGTH = 100;

  /**
   * Longest string: a certificate of {@code Genesis.MAX_VALIDATORS} signatures in hex is a tenth.
   */
  static final int MAX_STRING_LENGTH = 256 * 1024;

  private Document() {}

  /**
   * Reads a file of at most {@code maxBytes}. The error says which file it is and, where the text
   * is no JSON, the line and column.
   */
  public static Fields read(Path file, int maxBytes) throws DocumentException {
    return parse(readText(file, maxBytes));
  }

  /** The text of a file of at most {@code maxBytes}; errors say what to do about the file. */
  public static String readText(Path file, int maxBytes) throws DocumentException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(maxBytes + 1);
    } catch (NoSuchFileException e) {
      throw new DocumentException("there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new DocumentException("this user may not read it", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
      throw new DocumentException("it cannot be read: " + reason, e);
    }
    if (bytes.length > maxBytes) {
      throw new DocumentException("it is longer than the " + maxBytes + " bytes allowed");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public static Fields parse(String text) throws DocumentException {
    try {
      JsonNode root = reader().readTree(text);
      if (root instanceof ObjectNode object) {
        return new Fields("", object);
      }
    } catch (JsonProcessingException e) {
      throw new DocumentException("it is not valid JSON: " + describe(e), e);
    }
    throw new DocumentException("it must be a JSON object: { … }");
  }

  /** An object that was parsed elsewhere, within bounds of its own. */
  public static Fields of(ObjectNode object) {
    return new Fields("", object);
  }

  private static String describe(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : "line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ": ";
    // The parser goes on with where an unclosed bracket began, in words of its own.
    String what = e.getOriginalMessage().replaceFirst("(?s)( \\(start marker at |\n).*", "");
    return where + what;
  }

  private static JsonMapper reader() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
