package org.tetrarch.web.json;

import org.jspecify.annotations.Nullable;

/**
 * A transaction wherever it stands. What a stage does not have yet is left out: of a dropped or
 * unknown transaction only the status is there.
 *
 * @param status a word of {@link org.tetrarch.web.port.TransactionStatus.Stage}
 * @param reason why it was dropped or replaced
 * @param sinceMillis when this node first saw it
 */
public record TransactionDocument(
    String hash,
    String status,
    @Nullable String reason,
    @Nullable Long sinceMillis,
    @Nullable Content content,
    @Nullable Place place) {

  /** What its sender signed; amounts in wei. */
  public record Content(
      int type,
      String from,
      String to,
      String value,
      long nonce,
      long gasLimit,
      String maxFeePerGas,
      String maxPriorityFeePerGas,
      String input,
      String raw) {}

  /**
   * Where it was executed, and what it cost.
   *
   * @param effectiveGasPrice in wei
   * @param fee {@code gasUsed * effectiveGasPrice} in wei, of which {@code burnt} was destroyed and
   *     the rest went to the proposer
   */
  public record Place(
      long height,
      String blockHash,
      int index,
      long timestampMillis,
      long gasUsed,
      String effectiveGasPrice,
      String fee,
      String burnt,
      CertificateSummary certificate) {}

  /** How many of the validators certified the block. */
  public record CertificateSummary(int signatures, int quorum, int total) {}
}
