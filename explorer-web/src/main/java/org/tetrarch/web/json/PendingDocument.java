package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a block, the oldest first.
 *
 * @param executable how many could go into the next block
 * @param queued how many wait for a lower nonce of their sender
 * @param nowMillis the node's clock, which the ages are by
 */
public record PendingDocument(int executable, int queued, long nowMillis, List<Item> items) {

  public PendingDocument {
    items = List.copyOf(items);
  }

  /**
   * @param status {@code pending}, {@code inBatch}, or {@code queued} behind a missing nonce
   * @param batch the height that it is proposed for
   * @param passedBy the primaries that proposed blocks without it since this node knows it
   */
  public record Item(
      String hash,
      String from,
      String to,
      String value,
      long nonce,
      String maxFeePerGas,
      long sinceMillis,
      String status,
      @Nullable Long batch,
      List<PassedBy> passedBy) {

    public Item {
      passedBy = List.copyOf(passedBy);
    }
  }

  /**
   * @param blocks how many blocks of this primary went without it
   */
  public record PassedBy(int replica, String name, int blocks) {}
}
