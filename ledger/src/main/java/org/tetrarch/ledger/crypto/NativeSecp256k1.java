package org.tetrarch.ledger.crypto;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;

/** libsecp256k1 by JNI: about four times as fast as Bouncy Castle at recovery, the hot path. */
public final class NativeSecp256k1 implements Ecdsa {
  private final Secp256k1 library;

  private NativeSecp256k1(Secp256k1 library) {
    this.library = library;
  }

  /**
   * Empty where there is no native library for this platform, or it may not be loaded: the Java
   * options forbid it, or the temporary folder is missing, full, or runs no programs.
   */
  public static Optional<NativeSecp256k1> load() {
    try {
      NativeSecp256k1 loaded = new NativeSecp256k1(Secp256k1.get());
      // The binding also comes back without its library; only a call shows that.
      loaded.publicKey(PrivateKey.fromEntropy(new byte[PrivateKey.MIN_ENTROPY]));
      return Optional.of(loaded);
    } catch (Exception | LinkageError e) {
      // Exception, because the binding throws checked ones that it does not declare.
      return Optional.empty();
    }
  }

  @Override
  public PublicKey publicKey(PrivateKey key) {
    return withoutPrefix(library.pubkeyCreate(key.internalBytes()));
  }

  @Override
  public Signature sign(Hash hash, PrivateKey key) {
    byte[] compact = library.sign(hash.internalBytes(), key.internalBytes());
    // The binding keeps the recovery id to itself. It is 0 or 1 but with a chance of 2^-127.
    byte[] signature = Arrays.copyOf(compact, Signature.SIZE);
    Signature even = new Signature(signature);
    PublicKey own = key.publicKey();
    if (recover(hash, even).filter(own::equals).isPresent()) {
      return even;
    }
    byte[] odd = signature.clone();
    odd[Signature.SIZE - 1] = 1;
    return new Signature(odd);
  }

  @Override
  public Optional<PublicKey> recover(Hash hash, Signature signature) {
    try {
      byte[] point =
          library.ecdsaRecover(signature.compact(), hash.internalBytes(), signature.yParity());
      return Optional.of(withoutPrefix(point));
    } catch (Secp256k1Exception e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean verify(Hash hash, Signature signature, PublicKey key) {
    try {
      return library.verify(signature.compact(), hash.internalBytes(), key.uncompressed());
    } catch (Secp256k1Exception e) {
      return false;
    }
  }

  @Override
  public String name() {
    return "libsecp256k1";
  }

  private static PublicKey withoutPrefix(byte[] uncompressed) {
    return new PublicKey(Arrays.copyOfRange(uncompressed, 1, PublicKey.SIZE + 1));
  }
}
