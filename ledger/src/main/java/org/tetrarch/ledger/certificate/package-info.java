/**
 * What replicas sign, and the quorum of signatures that makes a block final for anybody who holds
 * the genesis file (DESIGN §3.1, §4).
 *
 * <p>Nothing signed here is valid anywhere else: every signature covers a domain tag, the chain id,
 * the genesis hash, the type of the statement and its body. A certificate counts distinct members,
 * not signatures. Depends on {@code crypto} and {@code rlp}.
 */
@NullMarked
package org.tetrarch.ledger.certificate;

import org.jspecify.annotations.NullMarked;
