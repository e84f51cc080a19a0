/**
 * What replicas say to each other and write to their logs, as bytes: batches, statements,
 * certificates, log records, frames.
 *
 * <p>One value has one encoding, and the decoders accept no other. Whatever is decoded came from
 * outside: counts and sizes are bounded by the constants beside each decoder, and all that can be
 * wrong comes out as a {@link org.tetrarch.ledger.MalformedException}. Here the two pure modules
 * meet: consensus statements are signed with the ledger's keys under its signing domain. Depends on
 * {@code consensus} and {@code ledger}.
 */
@NullMarked
package org.tetrarch.node.wire;

import org.jspecify.annotations.NullMarked;
