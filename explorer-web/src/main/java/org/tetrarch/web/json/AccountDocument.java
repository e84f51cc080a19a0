package org.tetrarch.web.json;

/**
 * An account as of the newest executed block.
 *
 * @param balance in wei
 * @param pendingNonce the next one to use, counting what waits in the pool
 * @param height of the block that balance and nonce are of
 * @param history what it sent and received, newest first
 */
public record AccountDocument(
    String address,
    String balance,
    long nonce,
    long pendingNonce,
    long height,
    PageDocument<TransferSummary> history) {}
