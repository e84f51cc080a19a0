package org.tetrarch.wallet.keystore;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;

/**
 * A private key encrypted under a password: AES-128-CTR, and keccak over the second half of the
 * derived key and the ciphertext as its check (Web3 Secret Storage Definition, version 3).
 */
public final class SealedKey {
  static final int IV_BYTES = 16;

  private static final int CIPHER_KEY_BYTES = 16;
  private static final int SALT_BYTES = 32;

  private final @Nullable Address address;
  private final UUID id;
  private final KeyDerivation derivation;
  private final byte[] iv;
  private final byte[] ciphertext;
  private final byte[] mac;

  SealedKey(
      @Nullable Address address,
      UUID id,
      KeyDerivation derivation,
      byte[] iv,
      byte[] ciphertext,
      byte[] mac) {
    this.address = address;
    this.id = id;
    this.derivation = derivation;
    this.iv = iv;
    this.ciphertext = ciphertext;
    this.mac = mac;
  }

  /** Encrypts a key; {@code random} must be cryptographic. The caller wipes the password. */
  public static SealedKey seal(
      PrivateKey key, char[] password, Protection protection, RandomGenerator random)
      throws KeystoreException {
    byte[] salt = randomBytes(random, SALT_BYTES);
    byte[] iv = randomBytes(random, IV_BYTES);
    UUID id = UUID.randomUUID();
    KeyDerivation derivation = protection.with(HexFormat.of().formatHex(salt));
    byte[] derived = derive(derivation, password);
    byte[] secret = key.toBytes();
    byte[] ciphertext = crypt(derived, iv, secret);
    byte[] mac = mac(derived, ciphertext);
    Arrays.fill(derived, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    return new SealedKey(key.address(), id, derivation, iv, ciphertext, mac);
  }

  /**
   * Decrypts the key, which the caller destroys. Takes the whole cost of the key derivation whether
   * the password is right or not; the caller wipes the password.
   */
  public PrivateKey open(char[] password) throws KeystoreException {
    byte[] derived = derive(derivation, password);
    byte[] secret = {};
    try {
      if (!MessageDigest.isEqual(mac(derived, ciphertext), mac)) {
        throw new WrongPasswordException();
      }
      secret = crypt(derived, iv, ciphertext);
      return checked(PrivateKey.fromBytes(secret));
    } catch (MalformedException e) {
      throw new KeystoreException("it holds no private key of secp256k1", e);
    } finally {
      Arrays.fill(derived, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** The address that the file states; null where it states none, as cast's do. */
  public @Nullable Address address() {
    return address;
  }

  /** How the password is turned into a key, for people: {@code scrypt, n=262144, r=8, p=1}. */
  public String protection() {
    return derivation.describe();
  }

  UUID id() {
    return id;
  }

  KeyDerivation derivation() {
    return derivation;
  }

  byte[] iv() {
    return iv.clone();
  }

  byte[] ciphertext() {
    return ciphertext.clone();
  }

  byte[] mac() {
    return mac.clone();
  }

  private PrivateKey checked(PrivateKey key) throws KeystoreException {
    if (address != null && !address.equals(key.address())) {
      key.destroy();
      throw new KeystoreException("it states the address " + address + ", but its key has another");
    }
    return key;
  }

  private static byte[] derive(KeyDerivation derivation, char[] password) throws KeystoreException {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    try {
      return derivation.derive(bytes);
    } catch (OutOfMemoryError e) {
      throw new KeystoreException(
          "its password takes more memory to check than this process may use: allow it more, such"
              + " as with JAVA_TOOL_OPTIONS=-Xmx600m",
          e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      encoded.clear();
      while (encoded.hasRemaining()) {
        encoded.put((byte) 0);
      }
    }
  }

  private static byte[] crypt(byte[] derived, byte[] iv, byte[] input) {
    CTRModeCipher cipher = SICBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(true, new ParametersWithIV(new KeyParameter(derived, 0, CIPHER_KEY_BYTES), iv));
    byte[] output = new byte[input.length];
    cipher.processBytes(input, 0, input.length, output, 0);
    return output;
  }

  private static byte[] mac(byte[] derived, byte[] ciphertext) {
    byte[] second = Arrays.copyOfRange(derived, CIPHER_KEY_BYTES, KeyDerivation.KEY_BYTES);
    try {
      return Keccak.hash(second, ciphertext).toBytes();
    } finally {
      Arrays.fill(second, (byte) 0);
    }
  }

  private static byte[] randomBytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
