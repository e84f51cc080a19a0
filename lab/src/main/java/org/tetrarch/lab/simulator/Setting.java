package org.tetrarch.lab.simulator;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.node.core.PbftSetup;
import org.tetrarch.node.network.FrameInspector;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.node.wire.TransactionCache;

/**
 * What all nodes of a run have in common. A signature, once made, is checked once for all of them:
 * checking is a pure function, and most of the work.
 */
final class Setting {
  static final int ACCOUNTS = 8;
  private static final int REMEMBERED = 1 << 12;

  private static final ConcurrentMap<Integer, NewNetwork> NETWORKS = new ConcurrentHashMap<>();
  private static final List<PrivateKey> ACCOUNT_KEYS = DevelopmentNetwork.accountKeys(ACCOUNTS);

  private final Genesis genesis;
  private final List<NewNetwork.Node> nodes;
  private final ConsensusKeys keys;
  private final TransactionCache transactions;
  private final FrameCodec codec;
  private final MessageVerifier verifier;

  Setting(int n, PbftParameters pbft) {
    NewNetwork network = NETWORKS.computeIfAbsent(n, it -> DevelopmentNetwork.create(it, ACCOUNTS));
    genesis = with(network.genesis(), pbft);
    nodes = network.nodes();
    keys =
        new ConsensusKeys(
            genesis.signingDomain(),
            genesis.validators().stream().map(v -> v.publicKey()).toList(),
            ReplicaId.of(0),
            nodes.getFirst().key());
    transactions = new TransactionCache(genesis.chainId(), genesis.allowUnprotected(), REMEMBERED);
    codec = new FrameCodec(transactions);
    verifier = PbftSetup.verifier(genesis, genesis.signingDomain(), keys);
  }

  private static Genesis with(Genesis of, PbftParameters pbft) {
    return new Genesis(
        of.chainId(),
        of.symbol(),
        pbft,
        of.validators(),
        of.timestamp(),
        of.gasLimit(),
        of.baseFeePerGas(),
        of.alloc(),
        of.allowMemo(),
        of.allowUnprotected());
  }

  Genesis genesis() {
    return genesis;
  }

  PrivateKey accountKey(int account) {
    return ACCOUNT_KEYS.get(account);
  }

  PrivateKey key(int replica) {
    return nodes.get(replica).key();
  }

  ConsensusKeys keys(int replica) {
    return keys.sharedWith(ReplicaId.of(replica), key(replica));
  }

  TransactionCache transactions() {
    return transactions;
  }

  FrameCodec codec() {
    return codec;
  }

  MessageVerifier verifier() {
    return verifier;
  }

  FrameInspector inspector() {
    return new FrameInspector(codec, verifier);
  }
}
