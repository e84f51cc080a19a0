package org.tetrarch.node.storage;

/**
 * Something that was stored once and is not there now, or not as it was.
 *
 * @param index the first record or height that is missing or changed
 * @param description for the operator: what is missing
 */
public record Gap(long index, String description) {}
