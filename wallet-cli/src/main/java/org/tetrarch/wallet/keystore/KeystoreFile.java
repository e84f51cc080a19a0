package org.tetrarch.wallet.keystore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.ledger.crypto.Address;

/**
 * The JSON of a sealed key. Reads what others write: {@code Crypto} as well as {@code crypto}, with
 * or without address and id, fields of their own beside. Writes what all of them read.
 */
public final class KeystoreFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int VERSION = 3;
  private static final String CIPHER = "aes-128-ctr";
  private static final String PRF = "hmac-sha256";

  private KeystoreFile() {}

  /** Reads a file; the error names it. */
  public static SealedKey read(Path file) throws KeystoreException {
    try {
      return parse(Document.read(file, MAX_BYTES));
    } catch (DocumentException e) {
      throw new KeystoreException(file + ": " + e.getMessage(), e);
    }
  }

  static SealedKey parse(String text) throws KeystoreException {
    try {
      return parse(Document.parse(text));
    } catch (DocumentException e) {
      throw new KeystoreException(String.valueOf(e.getMessage()), e);
    }
  }

  private static SealedKey parse(Fields root) throws DocumentException {
    long version = root.number("version");
    if (version != VERSION) {
      throw root.problem("version", "is " + version + ", only version 3 keystores can be read");
    }
    Fields crypto = root.object(root.has("Crypto") ? "Crypto" : "crypto");
    if (!crypto.text("cipher").equals(CIPHER)) {
      throw crypto.problem("cipher", "must be " + CIPHER);
    }
    byte[] iv = hex(crypto.object("cipherparams"), "iv", SealedKey.IV_BYTES, SealedKey.IV_BYTES);
    byte[] ciphertext = hex(crypto, "ciphertext", 32, 32);
    byte[] mac = hex(crypto, "mac", 32, 32);
    return new SealedKey(address(root), id(root), derivation(crypto), iv, ciphertext, mac);
  }

  private static KeyDerivation derivation(Fields crypto) throws DocumentException {
    String kdf = crypto.text("kdf");
    Fields params = crypto.object("kdfparams");
    byte[] saltBytes = hex(params, "salt", 0, KeyDerivation.MAX_SALT_BYTES);
    String salt = HexFormat.of().formatHex(saltBytes);
    if (params.number("dklen") != KeyDerivation.KEY_BYTES) {
      throw params.problem("dklen", "must be " + KeyDerivation.KEY_BYTES);
    }
    try {
      return switch (kdf) {
        case "scrypt" ->
            new KeyDerivation.Scrypt(
                params.smallNumber("n"), params.smallNumber("r"), params.smallNumber("p"), salt);
        case "pbkdf2" -> {
          if (!params.text("prf").equals(PRF)) {
            throw params.problem("prf", "must be " + PRF);
          }
          yield new KeyDerivation.Pbkdf2(params.smallNumber("c"), salt);
        }
        default -> throw crypto.problem("kdf", "must be scrypt or pbkdf2");
      };
    } catch (IllegalArgumentException e) {
      throw crypto.problem(e);
    }
  }

  private static @Nullable Address address(Fields root) throws DocumentException {
    String text = root.optionalText("address");
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Address.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw root.problem("address", String.valueOf(e.getMessage()));
    }
  }

  private static UUID id(Fields root) throws DocumentException {
    String text = root.optionalText("id");
    try {
      return text == null ? new UUID(0, 0) : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw root.problem("id", "is no UUID");
    }
  }

  private static byte[] hex(Fields fields, String name, int least, int most)
      throws DocumentException {
    String text = fields.text(name);
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    try {
      byte[] bytes = HexFormat.of().parseHex(digits);
      if (bytes.length >= least && bytes.length <= most) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw fields.problem(name, "is no hex");
    }
    throw fields.problem(name, "has " + digits.length() / 2 + " bytes, not " + most);
  }

  /** The text of the file. */
  static String format(SealedKey key) {
    HexFormat hex = HexFormat.of();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    Address address = key.address();
    if (address != null) {
      root.put("address", address.toHex().substring(2));
    }
    ObjectNode crypto = root.putObject("crypto");
    crypto.put("cipher", CIPHER);
    crypto.putObject("cipherparams").put("iv", hex.formatHex(key.iv()));
    crypto.put("ciphertext", hex.formatHex(key.ciphertext()));
    switch (key.derivation()) {
      case KeyDerivation.Scrypt scrypt ->
          crypto
              .put("kdf", "scrypt")
              .putObject("kdfparams")
              .put("dklen", KeyDerivation.KEY_BYTES)
              .put("n", scrypt.n())
              .put("p", scrypt.p())
              .put("r", scrypt.r())
              .put("salt", scrypt.salt());
      case KeyDerivation.Pbkdf2 pbkdf2 ->
          crypto
              .put("kdf", "pbkdf2")
              .putObject("kdfparams")
              .put("c", pbkdf2.iterations())
              .put("dklen", KeyDerivation.KEY_BYTES)
              .put("prf", PRF)
              .put("salt", pbkdf2.salt());
    }
    crypto.put("mac", hex.formatHex(key.mac()));
    root.put("id", key.id().toString());
    root.put("version", VERSION);
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }
}
