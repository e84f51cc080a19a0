package org.tetrarch.web.json;

/** See {@link org.tetrarch.web.port.Evidence}. */
public record EvidenceDocument(
    int replica,
    String name,
    String kind,
    long view,
    long sequence,
    String description,
    String firstStatement,
    String secondStatement,
    long discoveredAtMillis) {}
