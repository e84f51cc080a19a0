package org.tetrarch.web.json;

import org.jspecify.annotations.Nullable;

/**
 * What a search text names.
 *
 * @param kind {@code block}, {@code transaction}, {@code account}, {@code replica} or {@code none}
 * @param id its height, hash, address or name
 * @param hint what could be searched for, when nothing was found
 */
public record SearchDocument(String kind, @Nullable String id, @Nullable String hint) {}
