package org.tetrarch.wallet.transfer;

import org.tetrarch.wallet.chain.Finality;
import org.tetrarch.wallet.rpc.NodeClient;

/** How far a transaction has come, as one node tells it. */
public sealed interface Standing {
  /** In no block yet, if the node has it at all. */
  record InNoBlock() implements Standing {}

  /** In a block without a certificate yet. */
  record Executed(NodeClient.Inclusion inclusion) implements Standing {}

  /** In a certified block. */
  record Final(NodeClient.Inclusion inclusion, Finality finality) implements Standing {}

  /** For people, as the rest of a sentence about the transaction. */
  default String describe() {
    return switch (this) {
      case InNoBlock none -> "it is in no block yet";
      case Executed executed ->
          "it is in block %d, which has no certificate yet"
              .formatted(executed.inclusion().height());
      case Final result -> result.finality().describe();
    };
  }
}
