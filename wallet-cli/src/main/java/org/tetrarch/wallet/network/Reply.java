package org.tetrarch.wallet.network;

import org.tetrarch.wallet.rpc.NodeAddress;

/** What a node answered. */
public record Reply<T>(NodeAddress node, T value) {}
