package org.tetrarch.wallet.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A receipt on disk: one proof document in one form, so that each byte of it counts
 * (docs/receipt.md).
 */
public final class ReceiptFile {
  /** Above what 1,024 headers and a certificate of 1,024 signatures take. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private ReceiptFile() {}

  /** The bytes of the file. */
  public static byte[] format(ObjectNode document) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
    printer.indentArraysWith(INDENT);
    printer.indentObjectsWith(INDENT);
    try {
      String text = new JsonMapper().writer(printer).writeValueAsString(document);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }

  /** Reads the file; what it says is not checked yet. */
  public static ObjectNode read(Path file) throws IOException, ProofException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw ProofException.because("it is longer than any receipt");
    }
    ObjectNode document = parse(bytes);
    int difference = Arrays.mismatch(bytes, format(document));
    if (difference >= 0) {
      throw ProofException.because(
          "it is not in the form of a receipt file from byte %d on (line %d): every byte counts"
              .formatted(difference, line(bytes, difference)));
    }
    return document;
  }

  private static ObjectNode parse(byte[] bytes) throws ProofException {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    try {
      JsonNode root = mapper.readTree(bytes);
      if (root instanceof ObjectNode document) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw ProofException.because("it is not valid JSON: " + firstLine(e), e);
    } catch (IOException e) {
      throw ProofException.because("it is not valid UTF-8", e);
    }
    throw ProofException.because("it is no receipt: it must be a JSON object");
  }

  private static String firstLine(JsonProcessingException e) {
    String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return where
        + e.getOriginalMessage()
            .replaceFirst("(?s)( \\(start marker at |: was expecting|\n).*", "");
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
