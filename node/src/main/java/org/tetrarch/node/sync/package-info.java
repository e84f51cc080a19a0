/**
 * What replicas fetch from and give to each other beside what PBFT says: blocks with their
 * certificates, batches by digest, and new transactions. One honest peer is enough to catch up; a
 * lying one costs a request. Depends on {@code consensus}, {@code wire}, {@code network}, {@code
 * storage}, {@code execution}, {@code mempool} and {@code runtime}.
 */
@NullMarked
package org.tetrarch.node.sync;

import org.jspecify.annotations.NullMarked;
