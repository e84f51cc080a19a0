package org.tetrarch.consensus.message;

/** A statement with the signature of the replica that makes it; says nothing of its validity. */
public record Signed<M extends Message>(M message, SignatureBytes signature) {}
