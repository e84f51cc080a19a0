package org.tetrarch.web.json;

/** An executed transaction as one line of a list; amounts in wei. */
public record TransferSummary(
    String hash,
    String from,
    String to,
    String value,
    String fee,
    long nonce,
    long height,
    int index,
    long timestampMillis) {}
