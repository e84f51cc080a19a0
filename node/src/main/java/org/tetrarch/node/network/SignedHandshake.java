package org.tetrarch.node.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Ecdsa;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * Each side says which chain it is on, who it is, and a nonce; then each signs both identities and
 * both nonces with its validator key. So either is known to hold its key now, for this chain. What
 * follows is neither encrypted nor bound to this connection: consensus statements carry their own
 * signatures.
 */
public final class SignedHandshake implements Handshake {
  private static final long VERSION = 1;
  private static final int NONCE_BYTES = 32;
  private static final String TYPE = "HANDSHAKE";

  private final SigningDomain domain;
  private final List<Address> validators;
  private final ReplicaId self;
  private final PrivateKey key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param validators their addresses in the order of genesis
   */
  public SignedHandshake(
      SigningDomain domain, List<Address> validators, ReplicaId self, PrivateKey key) {
    this.domain = domain;
    this.validators = List.copyOf(validators);
    this.self = self;
    this.key = key;
  }

  @Override
  public ChannelHandler handler(Optional<ReplicaId> expected, Outcome outcome) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return new Exchange(expected, outcome, nonce);
  }

  private final class Exchange extends SimpleChannelInboundHandler<ByteBuf> {
    private final Optional<ReplicaId> expected;
    private final Outcome outcome;
    private final byte[] nonce;
    private @Nullable ReplicaId peer;
    private byte[] peerNonce = new byte[0];
    private boolean over;

    Exchange(Optional<ReplicaId> expected, Outcome outcome, byte[] nonce) {
      this.expected = expected;
      this.outcome = outcome;
      this.nonce = nonce;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      RlpWriter hello = new RlpWriter();
      hello.beginList().add(VERSION).add(domain.chainId()).add(domain.genesisHash());
      hello.add(self.index()).add(nonce).endList();
      var unused = ctx.writeAndFlush(Unpooled.wrappedBuffer(hello.toBytes()), ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
      if (over) {
        return;
      }
      byte[] bytes = ByteBufUtil.getBytes(message);
      try {
        ReplicaId known = peer;
        Optional<String> problem = known == null ? onHello(ctx, bytes) : onProof(known, bytes);
        if (problem.isPresent()) {
          end(() -> outcome.refused(problem.get()));
        }
      } catch (MalformedException e) {
        end(() -> outcome.refused("said what is no handshake"));
      }
    }

    private void end(Runnable tell) {
      over = true;
      tell.run();
    }

    private Optional<String> onHello(ChannelHandlerContext ctx, byte[] bytes)
        throws MalformedException {
      List<RlpItem> fields = Rlp.decode(bytes).list(5);
      if (fields.get(0).asLong() != VERSION) {
        return Optional.of("speaks another protocol version");
      }
      if (fields.get(1).asLong() != domain.chainId()) {
        return Optional.of("is on another chain id");
      }
      if (!fields.get(2).asHash().equals(domain.genesisHash())) {
        return Optional.of("has another genesis");
      }
      long index = fields.get(3).asLong();
      peerNonce = fields.get(4).asBytes();
      if (index < 0 || index >= validators.size() || peerNonce.length != NONCE_BYTES) {
        return Optional.of("is no validator");
      }
      ReplicaId claimed = ReplicaId.of((int) index);
      // The higher index dials the lower, so each pair has one connection.
      boolean welcome = expected.map(claimed::equals).orElse(claimed.index() > self.index());
      if (!welcome) {
        return Optional.of("is not the replica expected here");
      }
      peer = claimed;
      Signature proof = Ecdsa.best().sign(statement(self, claimed, nonce, peerNonce), key);
      var unused = ctx.writeAndFlush(Unpooled.wrappedBuffer(proof.toBytes()), ctx.voidPromise());
      return Optional.empty();
    }

    private Optional<String> onProof(ReplicaId claimed, byte[] bytes) throws MalformedException {
      Hash signed = statement(claimed, self, peerNonce, nonce);
      boolean proven =
          Ecdsa.best()
              .recover(signed, Signature.fromBytes(bytes))
              .filter(found -> found.address().equals(validators.get(claimed.index())))
              .isPresent();
      if (!proven) {
        return Optional.of("does not hold the key of the validator it claims to be");
      }
      end(() -> outcome.authenticated(claimed));
      return Optional.empty();
    }
  }

  private Hash statement(ReplicaId signer, ReplicaId other, byte[] signerNonce, byte[] otherNonce) {
    RlpWriter body = new RlpWriter();
    body.beginList().add(signer.index()).add(other.index());
    body.add(signerNonce).add(otherNonce).endList();
    return domain.signingHash(TYPE, body.toBytes());
  }
}
