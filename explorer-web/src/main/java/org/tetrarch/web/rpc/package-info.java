/**
 * Ethereum's JSON-RPC, as far as a chain without contracts can honour it, and our own {@code pbft_}
 * methods.
 *
 * <p>{@link org.tetrarch.web.rpc.RpcDispatcher} knows JSON-RPC 2.0 and nothing of chains; each
 * {@code …Methods} class adds its methods to a {@link org.tetrarch.web.rpc.RpcRegistry}. Codes and
 * wording are geth's, because clients match on them. Every field that Ethereum's clients know is
 * always present.
 *
 * <p>May depend on {@code port}, {@code json}, {@code http} and {@code live}.
 */
@NullMarked
package org.tetrarch.web.rpc;

import org.jspecify.annotations.NullMarked;
