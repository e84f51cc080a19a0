package org.tetrarch.genesis;

import java.nio.charset.StandardCharsets;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * The hash in the genesis block's mixHash. It covers every rule and parameter that no other header
 * field covers, so that nodes which would act differently never take each other for one chain.
 *
 * <p>keccak(rlp([tag, chainId, symbol, allowMemo, allowUnprotected, [the nine PBFT parameters],
 * [[name, public key], …]])). Not covered: endpoints, so that a node can move house, and comments.
 */
final class GenesisCommitment {
  private static final String TAG = "tetrarch/genesis/1";

  private GenesisCommitment() {}

  static Hash of(Genesis genesis) {
    RlpWriter writer = new RlpWriter(256 + 100 * genesis.n()).beginList();
    writer.add(utf8(TAG)).add(genesis.chainId()).add(utf8(genesis.symbol()));
    writer.add(genesis.allowMemo() ? 1 : 0).add(genesis.allowUnprotected() ? 1 : 0);
    addParameters(writer, genesis.pbft());
    writer.beginList();
    for (Validator validator : genesis.validators()) {
      writer.beginList().add(utf8(validator.name())).add(validator.publicKey().toBytes()).endList();
    }
    return Keccak.hash(writer.endList().endList().toBytes());
  }

  private static void addParameters(RlpWriter writer, PbftParameters pbft) {
    writer
        .beginList()
        .add(pbft.window())
        .add(pbft.checkpointInterval())
        .add(pbft.maxInFlight())
        .add(pbft.maxBatchTransactions())
        .add(pbft.requestTimeoutMillis())
        .add(pbft.heartbeatMillis())
        .add(pbft.primaryTimeoutMillis())
        .add(pbft.viewChangeTimeoutMillis())
        .add(pbft.maxTimeoutMillis())
        .endList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
