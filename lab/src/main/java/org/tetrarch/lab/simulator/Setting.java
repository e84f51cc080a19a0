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
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
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

  private static final ConcurrentMap<Integer, Members> MEMBERS = new ConcurrentHashMap<>();
  private static final List<PrivateKey> ACCOUNT_KEYS = DevelopmentNetwork.accountKeys(ACCOUNTS);
  private static final List<UnguardedKey> ACCOUNTS_SIGN =
      ACCOUNT_KEYS.stream().map(UnguardedKey::new).toList();

  /** What all networks of a size have in common. */
  private record Members(Genesis genesis, List<PrivateKey> keys, List<UnguardedKey> signing) {
    static Members of(int n) {
      NewNetwork network = DevelopmentNetwork.create(n, ACCOUNTS);
      List<PrivateKey> keys = network.nodes().stream().map(NewNetwork.Node::key).toList();
      return new Members(network.genesis(), keys, keys.stream().map(UnguardedKey::new).toList());
    }
  }

  private final Genesis genesis;
  private final Members members;
  private final ConsensusKeys keys;
  private final TransactionCache transactions;
  private final FrameCodec codec;
  private final MessageVerifier verifier;
  private final SharedInspector inspector;

  Setting(int n, PbftParameters pbft) {
    members = MEMBERS.computeIfAbsent(n, Members::of);
    genesis = with(members.genesis(), pbft);
    keys =
        new ConsensusKeys(
            genesis.signingDomain(),
            genesis.validators().stream().map(v -> v.publicKey()).toList(),
            ReplicaId.of(0),
            members.keys().getFirst());
    transactions = new TransactionCache(genesis.chainId(), genesis.allowUnprotected(), REMEMBERED);
    codec = new FrameCodec(transactions);
    verifier = PbftSetup.verifier(genesis, genesis.signingDomain(), keys);
    inspector = new SharedInspector(new FrameInspector(codec, verifier));
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

  static Address account(int account) {
    return ACCOUNT_KEYS.get(account).address();
  }

  static SignedTransaction signed(UnsignedTransaction transaction, int account) {
    return transaction.signed(ACCOUNTS_SIGN.get(account).sign(transaction.signingHash()));
  }

  PrivateKey key(int replica) {
    return members.keys().get(replica);
  }

  ConsensusKeys keys(int replica) {
    UnguardedKey key = members.signing().get(replica);
    return keys.sharedWith(ReplicaId.of(replica), key.publicKey(), key::sign);
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

  SharedInspector inspector() {
    return inspector;
  }
}
