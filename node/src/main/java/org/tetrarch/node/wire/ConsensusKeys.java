package org.tetrarch.node.wire;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.SignatureCheck;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Ecdsa;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * Signs consensus statements with this replica's key and checks those of all. What is signed is the
 * statement's body under the chain's signing domain with the statement's type; a CHECKPOINT is
 * signed as the ledger's {@link CheckpointStatement}, so that a stable checkpoint and a block's
 * certificate are the same signatures. Any thread.
 *
 * <p>Statements found valid are remembered, because each comes again in certificates and re-sends.
 */
public final class ConsensusKeys implements Signer, SignatureCheck {
  /** How many valid statements are remembered: some windows of votes of a large replica set. */
  public static final int REMEMBERED = 1 << 15;

  private static final int TYPICAL_BODY = 64;

  private final SigningDomain domain;
  private final List<PublicKey> validators;
  private final ReplicaId self;
  private final Function<Hash, Signature> signing;
  private final RecentCache<Checked, Boolean> valid;

  /** A signature of one statement by one replica. */
  private record Checked(ReplicaId replica, Hash statement, SignatureBytes signature) {}

  /**
   * @param validators in the order of the genesis file
   * @throws IllegalArgumentException if {@code key} is not that of validator {@code self}
   */
  public ConsensusKeys(
      SigningDomain domain, List<PublicKey> validators, ReplicaId self, PrivateKey key) {
    this(domain, validators, self, key.publicKey(), key::sign, new RecentCache<>(REMEMBERED));
  }

  private ConsensusKeys(
      SigningDomain domain,
      List<PublicKey> validators,
      ReplicaId self,
      PublicKey own,
      Function<Hash, Signature> signing,
      RecentCache<Checked, Boolean> valid) {
    this.valid = valid;
    this.domain = domain;
    this.validators = List.copyOf(validators);
    this.self = self;
    this.signing = signing;
    if (!Objects.equals(publicKey(self), own)) {
      throw new IllegalArgumentException("the key is not that of " + self + " in genesis");
    }
  }

  /**
   * For another replica of the chain in this process: what one has found valid all know.
   *
   * @param itsSigning how its key signs
   */
  public ConsensusKeys sharedWith(
      ReplicaId replica, PublicKey itsKey, Function<Hash, Signature> itsSigning) {
    return new ConsensusKeys(domain, validators, replica, itsKey, itsSigning, valid);
  }

  @Override
  public SignatureBytes sign(Message message) {
    if (!message.replica().equals(self)) {
      throw new IllegalArgumentException(self + " does not sign for " + message.replica());
    }
    Hash hash = signingHash(domain, message);
    SignatureBytes signature = SignatureBytes.of(signing.apply(hash).toBytes());
    valid.put(new Checked(self, hash, signature), true);
    return signature;
  }

  @Override
  public boolean valid(Signed<? extends Message> signed) {
    ReplicaId replica = signed.message().replica();
    PublicKey expected = publicKey(replica);
    if (expected == null) {
      return false;
    }
    Hash hash = signingHash(domain, signed.message());
    Checked checked = new Checked(replica, hash, signed.signature());
    if (valid.get(checked) != null) {
      return true;
    }
    if (!signedBy(expected, hash, signed.signature())) {
      return false;
    }
    valid.put(checked, true);
    return true;
  }

  /**
   * Recovers rather than verifies: the two take the same time in the native library, and only
   * recovery looks at the parity. With a wrong parity a CHECKPOINT would count here and yet make a
   * certificate that light clients refuse.
   */
  private static boolean signedBy(PublicKey expected, Hash hash, SignatureBytes bytes) {
    Signature signature;
    try {
      signature = Signature.fromBytes(bytes.toBytes());
    } catch (MalformedException e) {
      return false;
    }
    return Ecdsa.best().recover(hash, signature).filter(expected::equals).isPresent();
  }

  private @Nullable PublicKey publicKey(ReplicaId replica) {
    return replica.index() < validators.size() ? validators.get(replica.index()) : null;
  }

  /**
   * Checks statements of a chain for somebody who signs none; remembers nothing.
   *
   * @param validators in the order of the genesis file
   */
  public static SignatureCheck checkOf(SigningDomain domain, List<PublicKey> validators) {
    List<PublicKey> keys = List.copyOf(validators);
    return signed -> {
      int index = signed.message().replica().index();
      return index < keys.size()
          && signedBy(keys.get(index), signingHash(domain, signed.message()), signed.signature());
    };
  }

  /** What a replica signs for a statement. */
  public static Hash signingHash(SigningDomain domain, Message message) {
    if (message instanceof Checkpoint checkpoint) {
      Hash block = Hash.of(checkpoint.state().toBytes());
      return CheckpointStatement.of(domain, checkpoint.sequence().value(), block).signingHash();
    }
    RlpWriter body = new RlpWriter(TYPICAL_BODY);
    new StatementWriter(body).body(message);
    return domain.signingHash(StatementType.of(message).signedName(), body.toBytes());
  }
}
