package org.tetrarch.lab.adversary;

import java.util.random.RandomGenerator;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.node.wire.TransferBatch;

/** What is not so, but looks as if it were. */
final class Falsehood {
  private static final int PARITY = Signature.SIZE - 1;

  private Falsehood() {}

  /** Another digest, the same one each time. */
  static Digest other(Digest digest) {
    byte[] bytes = digest.toBytes();
    bytes[0] ^= 0x55;
    return Digest.of(bytes);
  }

  /** Another hash, the same one each time. */
  static Hash other(Hash hash) {
    return Hash.of(other(Digest.of(hash.toBytes())).toBytes());
  }

  /** In the form of a signature, in range, and made by no validator's key. */
  static SignatureBytes signature(RandomGenerator random) {
    byte[] bytes = new byte[Signature.SIZE];
    random.nextBytes(bytes);
    // Below the order of the curve, and s in its lower half: only recovering the key finds it out.
    bytes[0] &= 0x7f;
    bytes[32] &= 0x3f;
    bytes[PARITY] &= 1;
    return SignatureBytes.of(bytes);
  }

  /** A signature with one bit turned. */
  static SignatureBytes damaged(SignatureBytes signature) {
    byte[] bytes = signature.toBytes();
    bytes[bytes.length / 2] ^= 1;
    return SignatureBytes.of(bytes);
  }

  /** The same but for the parity: (r, s) is still valid, the recovered key is another. */
  static SignatureBytes otherParity(SignatureBytes signature) {
    byte[] bytes = signature.toBytes();
    bytes[bytes.length - 1] ^= 1;
    return SignatureBytes.of(bytes);
  }

  /** The same transfers a millisecond later: as valid as the batch, and another digest. */
  static TransferBatch later(TransferBatch batch) {
    return new TransferBatch(batch.timestampMillis() + 1, batch.proposer(), batch.transactions());
  }
}
