package org.tetrarch.web.port;

/**
 * Two signed statements of one replica that PBFT forbids to coexist.
 *
 * @param replica index of the one that signed both
 * @param kind stable kebab-case name, such as {@code conflicting-pre-prepares}
 * @param view that the statements are about
 * @param sequence number that they are about, 0 where none applies
 * @param description one sentence for people
 * @param firstStatement the first signed statement as sent, 0x-prefixed hex
 * @param secondStatement the one that contradicts it, 0x-prefixed hex
 * @param discoveredAtMillis Unix time at which this node held both
 */
public record Evidence(
    int replica,
    String kind,
    long view,
    long sequence,
    String description,
    String firstStatement,
    String secondStatement,
    long discoveredAtMillis) {}
