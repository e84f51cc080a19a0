package org.tetrarch.web.port;

import java.util.Optional;

/**
 * Everything that a server is given by its node.
 *
 * @param lab present only in a node that was started with {@code --lab}
 */
public record NodePorts(
    NodeInfo info,
    ChainView chain,
    TransactionPool pool,
    ConsensusView consensus,
    ProtocolView protocol,
    AccountRanking ranking,
    ChainEvents events,
    Optional<LabControl> lab) {}
