package org.tetrarch.wallet.transfer;

import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** Hands a signed transaction to a node. */
public final class Submission {
  /** geth's words; the same transaction again is no harm: it waits, or is in a block already. */
  private static final String ALREADY_KNOWN = "already known";

  private Submission() {}

  /**
   * Returns true when the node has taken it, false when the connection broke so that nobody can
   * say: it may be on its way all the same. Throws {@link NodeUnreachableException} only when
   * nothing was sent, and {@link RpcErrorException} when the node did not look at it.
   */
  public static boolean submit(SignedTransaction signed, NodeClient node)
      throws TransferException, NodeUnreachableException, RpcErrorException {
    try {
      node.sendRaw(signed.encoded());
      return true;
    } catch (NodeUnreachableException e) {
      if (e.mayHaveArrived()) {
        return false;
      }
      throw e;
    } catch (RpcErrorException e) {
      if (e.isOfTheProtocol()) {
        throw e;
      }
      if (!String.valueOf(e.getMessage()).contains(ALREADY_KNOWN)) {
        throw new TransferException(
            TransferException.Kind.REJECTED, "the chain rejects it: " + e.getMessage());
      }
      return true;
    }
  }
}
