package org.tetrarch.web.port;

import org.tetrarch.ledger.Wei;

/**
 * Coins in wei.
 *
 * @param genesis the sum of all balances in the genesis file
 * @param burnt base fees destroyed up to the head, so that all balances together are {@code genesis
 *     - burnt} (INV-4)
 */
public record Supply(Wei genesis, Wei burnt) {}
