package org.tetrarch.wallet.network;

import org.tetrarch.wallet.proof.ProofException;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** Something to ask a node, which checks what the answer proves. Runs on any thread. */
@FunctionalInterface
public interface Question<T> {
  T ask(NodeClient node) throws NodeUnreachableException, RpcErrorException, ProofException;
}
