package org.tetrarch.consensus.message;

/** Signs with this replica's key; the same message gives the same signature (RFC 6979). */
@FunctionalInterface
public interface Signer {
  SignatureBytes sign(Message message);

  default <M extends Message> Signed<M> signed(M message) {
    return new Signed<>(message, sign(message));
  }
}
