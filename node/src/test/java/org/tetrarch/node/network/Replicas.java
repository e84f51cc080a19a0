package org.tetrarch.node.network;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.Validator;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.node.wire.TransactionCache;

/** The replicas of the test chain, as the network sees them. */
final class Replicas {
  static final Genesis GENESIS = TestChain.genesis();
  static final SigningDomain DOMAIN = GENESIS.signingDomain();
  static final int COUNT = GENESIS.n();

  private static final long WINDOW = 16;

  private Replicas() {}

  static ReplicaId id(int index) {
    return ReplicaId.of(index);
  }

  static PrivateKey key(int index) {
    return TestChain.validatorKey(index);
  }

  static List<Address> addresses() {
    return GENESIS.validatorAddresses();
  }

  static ConsensusKeys keys(int index) {
    return new ConsensusKeys(
        DOMAIN,
        GENESIS.validators().stream().map(Validator::publicKey).toList(),
        id(index),
        key(index));
  }

  static MessageVerifier verifier() {
    Digest genesis = Digest.of(DOMAIN.genesisHash().toBytes());
    return new MessageVerifier(new ReplicaSet(COUNT), WINDOW, genesis, keys(0));
  }

  static FrameCodec codec() {
    return new FrameCodec(new TransactionCache(TestChain.CHAIN_ID, false, 1024));
  }

  /** What replica 0 finds in the frames of a peer. */
  static Function<RawFrame, FrameInspector.Finding> inspection(int peer) {
    FrameInspector inspector = new FrameInspector(codec(), verifier());
    return frame -> inspector.inspect(id(peer), id(0), frame);
  }

  static Handshake handshake(int self) {
    return new SignedHandshake(DOMAIN, addresses(), id(self), key(self));
  }

  static Digest digest(int number) {
    byte[] bytes = new byte[Digest.LENGTH];
    bytes[0] = 1;
    bytes[Digest.LENGTH - 1] = (byte) number;
    return Digest.of(bytes);
  }

  static Prepare prepare(int replica, long sequence) {
    return new Prepare(View.of(0), SequenceNumber.of(sequence), digest(1), id(replica));
  }

  static Commit commit(int replica, long sequence) {
    return new Commit(View.of(0), SequenceNumber.of(sequence), digest(1), id(replica));
  }

  /** Signed by the replica that it names. */
  static Frame signed(Message message) {
    ConsensusKeys signer = keys(message.replica().index());
    return new Frame.Consensus(new Envelope.Statement(signer.signed(message)));
  }

  /** Commits for the first so many sequence numbers. */
  static List<Frame> commits(int replica, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(sequence -> signed(commit(replica, sequence)))
        .toList();
  }
}
