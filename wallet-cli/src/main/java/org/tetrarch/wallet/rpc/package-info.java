/**
 * One node, as JSON-RPC over HTTP shows it. Everything read here is what the node claims; {@code
 * chain} decides what of it is proven.
 *
 * <p>Invariants: answers are bounded in size and time; a field that is missing or of another kind
 * is an error that names node, method and field, never a default. Depends on the ledger's types.
 */
@NullMarked
package org.tetrarch.wallet.rpc;

import org.jspecify.annotations.NullMarked;
