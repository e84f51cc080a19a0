package org.tetrarch.web.json;

import org.jspecify.annotations.Nullable;

/**
 * A block with its header's fields, its certificate and the first of its transactions.
 *
 * @param burnt base fees destroyed by it, in wei
 * @param certificate left out while this node has none
 * @param transactions the first of them; the rest through {@code /blocks/{id}/transactions}
 */
public record BlockDetail(
    BlockSummary summary,
    String stateRoot,
    String transactionsRoot,
    String receiptsRoot,
    long gasLimit,
    String baseFeePerGas,
    String burnt,
    @Nullable CertificateDocument certificate,
    PageDocument<TransferSummary> transactions) {}
