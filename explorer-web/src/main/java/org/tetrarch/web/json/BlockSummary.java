package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block as one line of a list.
 *
 * @param proposer left out for genesis and for the empty block of a null request
 * @param proposerName of the validator, where the proposer is one
 * @param value all coins transferred in it, in wei
 * @param signers indexes of the validators whose signatures this node's certificate holds; empty
 *     while it has none
 */
public record BlockSummary(
    long height,
    String hash,
    String parentHash,
    long timestampMillis,
    @Nullable String proposer,
    @Nullable String proposerName,
    int transactionCount,
    String value,
    long gasUsed,
    int sizeBytes,
    boolean certified,
    List<Integer> signers) {

  public BlockSummary {
    signers = List.copyOf(signers);
  }
}
