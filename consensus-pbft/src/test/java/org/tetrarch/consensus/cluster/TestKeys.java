package org.tetrarch.consensus.cluster;

import java.nio.ByteBuffer;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.SignatureCheck;

/** Signatures by hash code: enough where nobody tries to break them, and fast. */
public final class TestKeys {
  private TestKeys() {}

  public static Signer signer(ReplicaId replica) {
    return message -> sign(replica, message);
  }

  public static SignatureCheck check() {
    return signed -> sign(signed.message().replica(), signed.message()).equals(signed.signature());
  }

  /** A message with a signature that is not its sender's. */
  public static <M extends Message> Signed<M> forged(M message) {
    return new Signed<>(message, SignatureBytes.of(new byte[] {1}));
  }

  private static SignatureBytes sign(ReplicaId replica, Message message) {
    return SignatureBytes.of(
        ByteBuffer.allocate(8).putInt(replica.index()).putInt(message.hashCode()).array());
  }
}
