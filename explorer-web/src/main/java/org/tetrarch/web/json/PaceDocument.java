package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the chain was, as columns of equal length: part i began {@code i * partMillis} after
 * {@code startMillis}.
 *
 * @param finalityMicros from a proposal to its block's certificate as seen here, on average; null
 *     where no block was
 * @param slowestMicros the same for the slowest block
 */
public record PaceDocument(
    long startMillis,
    long partMillis,
    List<Integer> blocks,
    List<Integer> transfers,
    List<@Nullable Long> finalityMicros,
    List<@Nullable Long> slowestMicros) {}
