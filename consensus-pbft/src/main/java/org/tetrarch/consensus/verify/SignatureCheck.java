package org.tetrarch.consensus.verify;

import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;

/**
 * Whether a statement is signed by the key of the replica that it names. Called from several
 * threads at once.
 */
@FunctionalInterface
public interface SignatureCheck {
  boolean valid(Signed<? extends Message> signed);
}
